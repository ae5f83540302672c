"""What a claim says, in a line, whatever it is about.

meeting, held, Antony Blinken (U.S.) and Wang Yi (China), in Munich
"""

from __future__ import annotations

from communique.model import ChannelChange, Claim, Commitment, Comparison, Engagement, FollowThrough, OfficeHeld, Statement
from communique.publish.parties import people, side_name, sides
from communique.publish.statements import relay, speaker


def telling(claim: Claim) -> str:
    """What a claim says, in a line."""
    match claim:
        case Engagement():
            who = people(claim.people) or sides(claim.sides)
            setting = [f"in {claim.place}" if claim.place else "", f"beside {claim.occasion}" if claim.occasion else ""]
            return ", ".join(filter(None, [claim.kind.value, claim.status.value, who, *setting]))
        case Statement():
            return f"{speaker(claim)}{relay(claim)}: {claim.stance.value}"
        case Commitment():
            return f"{sides(claim.by)}: {claim.strength.value}: {claim.what}"
        case ChannelChange():
            return f"{claim.name} ({sides(claim.sides)}): {claim.state.value}"
        case FollowThrough():
            return f"{claim.what}: {claim.outcome.value}"
        case Comparison():
            return f"{claim.measure}: {claim.claim}"
        case OfficeHeld():
            return f"{claim.person}: {claim.office}, {side_name(claim.side)}"
