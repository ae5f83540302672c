"""One entry in full: every field, every step, every quotation whole, and the report each stands in.

communique show e3f2a9c01b77
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique.model import (
    ChannelEntry,
    CommitmentEntry,
    ComparisonEntry,
    Document,
    EngagementEntry,
    Evidence,
    ProposalEntry,
    Record,
    StatementEntry,
)
from communique.publish.channels import channel_lines
from communique.publish.commitments import commitment_lines
from communique.publish.days import day
from communique.publish.find import Entry, entries
from communique.publish.lines import BLANK, QUOTE, Line, line, quotation
from communique.publish.statements import relay, speaker, statement_lines, words
from communique.publish.telling import telling
from communique.publish.timeline import engagement_lines

BASIS = {
    "given": "day given",
    "metadata": "day from its metadata",
    "embargo": "day on which its embargo ended",
    "inferred": "day inferred",
    "unknown": "day not known",
}


def show_entry(record: Record, entry: Entry | Document, reasons: tuple[str, ...] = ()) -> tuple[Line, ...]:
    """An entry in full.

    Args:
        reasons: how a document's day was inferred; only for a document.
    """
    match entry:
        case EngagementEntry():
            said = [*_comparisons(record, entry), *_said_there(record, entry)]
            body = [*engagement_lines(entry, full=True), *_quotations(entry.evidence), *said, *_reports(record, entry.evidence)]
        case CommitmentEntry():
            body = [*commitment_lines(entry, full=True), *_reports(record, entry.evidence)]
        case ChannelEntry():
            proofs = tuple(step.evidence for step in entry.history if step.evidence)
            body = [*channel_lines(entry, full=True), *_reports(record, proofs)]
        case StatementEntry():
            document = entry.claim.document
            body = [*statement_lines(entry, full=True), *_reports(record, (Evidence(document, entry.claim.evidence[0]),))]
        case ComparisonEntry():
            proof = Evidence(entry.claim.document, entry.claim.evidence[0])
            body = [*comparison_lines(entry), *_reports(record, (proof,))]
        case ProposalEntry():
            proof = Evidence(entry.claim.document, entry.claim.evidence[0])
            body = [*proposal_lines(entry), *_reports(record, (proof,))]
        case Document():
            body = list(document_lines(record, entry, reasons))
    return tuple(body)


def comparison_lines(entry: ComparisonEntry) -> tuple[Line, ...]:
    """A comparison, what the record says to it, and why."""
    against = f" (see {', '.join(entry.against)})" if entry.against else ""
    head = line((entry.verdict, "head"), ": ", quotation(entry.claim.claim, None), (f"  {entry.id}", "quiet"), indent=2)
    return (head, line(entry.reason + against, indent=4))


def proposal_lines(entry: ProposalEntry) -> tuple[Line, ...]:
    """What was proposed, by whom, and the words."""
    head = line(("proposed", "waiting"), f" by {entry.proposer}: {telling(entry.claim)}", (f"  {entry.id}", "quiet"), indent=2)
    return (head, *(line(quotation(span.text, None), (f"  [{entry.claim.document}]", "quiet"), indent=4) for span in entry.claim.evidence))


def document_line(document: Document) -> Line:
    """A report in one line: source, day and how it is known, title, id."""
    told = (
        f"{day(document.published)} ({BASIS.get(document.published_basis, document.published_basis)})" if document.published else "undated"
    )
    said = " · ".join(filter(None, [document.source, told, document.title]))
    return line(said, (f"  [{document.id}]", "quiet"), indent=4)


def document_lines(record: Record, document: Document, reasons: tuple[str, ...]) -> Iterator[Line]:
    """A report with its text, and the entries that rest on it."""
    yield document_line(document)
    yield from (line((f"dated: {reason}", "quiet"), indent=6) for reason in reasons)
    if document.replaces:
        yield line(f"{document.version.value} of {document.replaces}", indent=6)
    yield BLANK
    for paragraph in document.text.split("\n"):
        yield line(paragraph.strip(), indent=2, hang=0) if paragraph.strip() else BLANK
    resting = [entry for entry in entries(record).values() if not isinstance(entry, Document) and document.id in _documents(entry)]
    if resting:
        yield BLANK
        yield line(("In the record", "head"))
        yield from (line(brief(entry), (f"  {entry.id}", "quiet"), indent=2) for entry in resting)


def brief(entry: Entry) -> str:
    """An entry in one line."""
    match entry:
        case EngagementEntry():
            return engagement_lines(entry)[0].text.rsplit("  ", 1)[0] + ": " + engagement_lines(entry)[1].text
        case CommitmentEntry():
            return f"commitment, {entry.status}: {entry.what}"
        case ChannelEntry():
            return f"channel, {entry.state.value}: {entry.name}"
        case StatementEntry():
            return f"statement: {entry.claim.speaker or 'speaker not named'}, {entry.claim.stance.value}"
        case ComparisonEntry():
            return f"comparison, {entry.verdict}: {entry.claim.claim}"
        case ProposalEntry():
            return f"proposed: {telling(entry.claim)}"


def _documents(entry: Entry) -> set[str]:
    match entry:
        case EngagementEntry() | CommitmentEntry():
            return {proof.document for proof in entry.evidence}
        case ChannelEntry():
            return {step.document for step in entry.history if step.document}
        case StatementEntry() | ComparisonEntry() | ProposalEntry():
            return {entry.claim.document}


def _quotations(evidence: Iterable[Evidence]) -> Iterator[Line]:
    yield line(("Evidence", "head"), indent=2)
    for proof in dict.fromkeys(evidence):
        yield line(quotation(proof.span.text, None), (f"  [{proof.document}]", "quiet"), indent=4)


def _comparisons(record: Record, entry: EngagementEntry) -> Iterator[Line]:
    about = [c for c in record.comparisons if c.claim.engagement in entry.claims]
    if about:
        yield line(("Comparisons", "head"), indent=2)
        for comparison in about:
            yield line(f"{comparison.verdict}: ", quotation(comparison.claim.claim, None), (f"  {comparison.id}", "quiet"), indent=4)


def _said_there(record: Record, entry: EngagementEntry) -> Iterator[Line]:
    said = [s for s in record.statements if s.engagement == entry.id]
    if said:
        yield line(("Said there", "head"), indent=2)
        for statement in said:
            claim = statement.claim
            yield line(f"{speaker(claim)}{relay(claim)}: ", words(claim, QUOTE), (f"  {statement.id}", "quiet"), indent=4)


def _reports(record: Record, evidence: Iterable[Evidence]) -> Iterator[Line]:
    wanted = {proof.document for proof in evidence}
    yield line(("Reports", "head"), indent=2)
    yield from (document_line(document) for document in record.documents if document.id in wanted)
