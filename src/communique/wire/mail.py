"""A mail as a report: press lists send communiqués as text, as HTML or as attachments.

The subject is the title, the day of sending the day of publication. Attachments of a known format are read as reports of their own.

    Subject: Readout of the call between the two ministers
"""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parseaddr
from typing import Any

from communique.model import Problem
from communique.wire.batch import Batch, Origin, failed, joined, printable
from communique.wire.days import read_day
from communique.wire.markup import text_of_html
from communique.wire.plain import check_text, plain_document

LONGEST_HEADER = 500  # characters; more has only a list of addressees
DEEPEST = 3  # a forwarded mail in a mail in an archive


class _Cut(policy.EmailPolicy):
    """The standard's way to read a header takes time by the square of its length; only so much of one is looked at.

    On some that are malformed ("From: list:desk") it fails in one way or another; such a header is none.
    """

    def header_fetch_parse(self, name: str, value: str) -> Any:
        try:
            return super().header_fetch_parse(name, value[:LONGEST_HEADER])
        except Exception:
            return None


CUT = _Cut()
Inner = Callable[[bytes, Origin], Batch]


def read_mail(data: bytes, origin: Origin, inner: Inner) -> Batch:
    """The mail's own words as a report, then its attachments.

    Args:
        inner: reads an attachment whose format is known, and passes over what is not.
    """
    if origin.depth > DEEPEST:
        return failed(origin.name, "a mail within mails within mails: save the inner one and read that")
    try:
        message = message_from_bytes(data, policy=CUT)
        return _read(message, origin, inner)
    except RecursionError:
        return failed(origin.name, "its parts nest too deep")


def _read(message: Message, origin: Origin, inner: Inner) -> Batch:
    if not isinstance(message, EmailMessage) or not (message["subject"] or message["from"] or message["date"]):
        return failed(origin.name, "no mail: it has neither a subject nor a sender nor a day")
    attached = [_attachment(part, origin, inner) for part in message.iter_attachments()]
    batch = joined([_words(message, origin), *attached])
    return batch if any(batch) else failed(origin.name, "empty: there is no text in it")


def _words(message: EmailMessage, origin: Origin) -> Batch:
    body = message.get_body(("plain", "html"))
    try:
        said = body.get_content(errors="strict") if body is not None else ""
    except (LookupError, ValueError) as error:
        return failed(origin.name, f"the mail's words are not in the charset that it names ({error})")
    text = text_of_html(said) if body is not None and body.get_content_subtype() == "html" else said.replace("\r\n", "\n").strip("\n")
    if not text.strip():
        return Batch(())
    if wrong := check_text(text, origin.name):
        return Batch((), (wrong,))
    sent = str(message["date"] or "")
    day = read_day(sent) if sent else None
    name, address = parseaddr(str(message["from"] or ""))
    document = plain_document(
        text,
        origin.name,
        id=str(message["message-id"]).strip("<> ") if message["message-id"] else None,
        title=" ".join(str(message["subject"]).split()) if message["subject"] else None,
        source=name or address or None,
        published=day or origin.published,
        basis="metadata" if day else "given",
    )
    notes = (Problem(origin.name, f"the day of sending cannot be read: {sent[:40]!r}"),) if sent and day is None else ()
    return Batch((document,), notes=notes)


def _attachment(part: EmailMessage, origin: Origin, inner: Inner) -> Batch:
    name = printable(part.get_filename() or "attachment")
    try:
        content = part.get_content()
    except (LookupError, ValueError) as error:
        return failed(origin.inside(name).name, f"the attachment cannot be decoded ({error})")
    data = content.encode() if isinstance(content, str) else content if isinstance(content, bytes) else bytes(content)
    return inner(data, origin.inside(name))
