"""Messages that came back: a mail server took them, and another returned them later.

Reads delivery status notifications (RFC 3464), as they arrive at the return address.
"""

from __future__ import annotations

import re
from datetime import datetime
from email import message_from_bytes
from email.message import Message as Mail
from email.policy import compat32
from uuid import UUID

from spinney.base.post.models import Message

OURS = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^>]+>", re.IGNORECASE)
MOST_BYTES = 2_000_000


def note_bounce(raw: bytes, *, now: datetime) -> Message | None:
    """Mark the message that a notification is about as not delivered, and return it.

    None when it is no notification, tells of a delay only, or is not about one of our messages.
    """
    mail = message_from_bytes(raw[:MOST_BYTES], policy=compat32)
    report = _status(mail)
    if report is None or report.get("action", "").lower() != "failed":
        return None
    uid = _uid_of_original(mail)
    sent = Message.objects.filter(uid=uid, state=Message.State.SENT).first() if uid else None
    if sent is None:
        return None
    words = " ".join(report.get("diagnostic-code", report.get("status", "")).split())
    words = words.partition(";")[2].strip() or words
    sent.state = Message.State.FAILED
    sent.reason = f"It came back: “{words[:200]}”." if words else "It came back."
    sent.dealt_with_at = None
    sent.save(update_fields=["state", "reason", "dealt_with_at"])
    return sent


def _status(mail: Mail) -> dict[str, str] | None:
    """The fields of the first receiver in the notification (RFC 3464, 2.3)."""
    for part in mail.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in part.get_payload():
            if isinstance(block, Mail) and block.get("Action"):
                return {name.lower(): str(value) for name, value in block.items()}
    return None


def _uid_of_original(mail: Mail) -> UUID | None:
    """The identity of our message, from the headers that the notification returns."""
    for part in mail.walk():
        if part.get_content_type() == "text/rfc822-headers":
            headers = str(part.get_payload())
        elif part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0) if part.is_multipart() else None
            headers = f"Message-ID: {inner['Message-ID']}" if isinstance(inner, Mail) else ""
        else:
            continue
        if found := OURS.search(headers):
            return UUID(found.group(1))
    return None
