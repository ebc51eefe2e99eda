"""Handing messages to the mail server: once each, later when it is busy, never silently lost."""

from __future__ import annotations

import logging
import re
import smtplib
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.db.models import F, Q

from spinney.base.access.models import TaskLink
from spinney.base.post.addresses import absolute, fewer_token
from spinney.base.post.letters import kind_of
from spinney.base.post.models import FEWER_MARK, RECEIVER_MARK, SECRET_MARK, Message

logger = logging.getLogger(__name__)

#: Minutes to wait after each failure that may pass; after the last the message is given up.
WAITS = (1, 5, 30, 120, 360, 720, 1440)
#: A message under way for longer was left by a worker that was killed.
ABANDONED_AFTER = timedelta(minutes=15)
KEEP_TEXT = timedelta(days=180)
BATCH = 100


def deliver_due(*, now: datetime) -> int:
    """Send every message that is due, over one connection. Returns how many were accepted."""
    due = Message.objects.filter(state=Message.State.QUEUED, next_try_at__lte=now)
    batch = due.order_by("next_try_at").values_list("pk", flat=True)
    sent = 0
    connection = mailers["default"]
    try:
        while waiting := list(batch[:BATCH]):
            for pk in waiting:
                message = _claim(pk, now)
                sent += message is not None and _send(message, connection, now)
    finally:
        connection.close()
    return sent


def _claim(pk: int, now: datetime) -> Message | None:
    """Take a message for sending; None when another worker has it: so none goes twice."""
    waiting = Message.objects.filter(pk=pk, state=Message.State.QUEUED)
    taken = waiting.update(state=Message.State.SENDING, claimed_at=now, attempts=F("attempts") + 1)
    return Message.objects.select_related("person").get(pk=pk) if taken else None


def _send(message: Message, connection: Any, now: datetime) -> bool:
    if message.expires_at is not None and message.expires_at <= now:
        _settle(message, Message.State.FAILED, reason="It came too late to be of use.")
        return False
    try:
        composed = compose(message)
        connection.open()
        connection.send_messages([composed])
    except (smtplib.SMTPException, OSError) as problem:
        connection.close()
        _note_failure(message, problem, now)
        return False
    except Exception:
        logger.exception("Message %s cannot be composed", message.pk)
        _settle(message, Message.State.FAILED, reason="Something went wrong on our side.")
        return False
    changes: dict[str, Any] = {"sent_at": now, "reason": ""}
    if not settings.DEMO:  # the demonstration's mailbox shows working links
        changes["sealed"] = ""
    _settle(message, Message.State.SENT, **changes)
    return True


def compose(message: Message) -> EmailMultiAlternatives:
    """The message as it goes out, with its secret and its receiver's own address filled in."""
    headers = {
        "Message-ID": message_id(message),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
    }
    if kind_of(message.kind).may_be_refused:
        stop = absolute(f"/mail/{fewer_token(message.uid)}/stop/")
        headers["List-Unsubscribe"] = f"<{stop}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    _, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return EmailMultiAlternatives(
        subject=message.subject,
        body=full_text(message),
        from_email=formataddr((f"{message.place} (Spinney)".replace("\n", " "), address))
        if message.scope != "site"
        else settings.DEFAULT_FROM_EMAIL,
        to=[message.email],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers=headers,
        alternatives=[*_calendar_of(message)],
    )


def _calendar_of(message: Message) -> list[tuple[str, str]]:
    """The calendar entry as mail programs take it (RFC 6047): beside the text, with its method."""
    if not message.calendar:
        return []
    method = re.search(r"^METHOD:([A-Z]+)", message.calendar, re.MULTILINE)
    kind = f"text/calendar; method={method[1]}" if method else "text/calendar"
    return [(message.calendar.replace(RECEIVER_MARK, message.email), kind)]


def full_text(message: Message) -> str:
    """The body with the marks filled in (three dots where the secret is no longer kept)."""
    fewer = absolute(f"/mail/{fewer_token(message.uid)}/")
    return message.body.replace(SECRET_MARK, message.secret).replace(FEWER_MARK, fewer)


def message_id(message: Message) -> str:
    """The same at every try, so that a mail program that gets it twice shows it once."""
    _, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return f"<{message.uid}@{address.rpartition('@')[2] or 'localhost'}>"


def _note_failure(message: Message, problem: Exception, now: datetime) -> None:
    # Addresses and server texts stay out of the log: they are in the outbox, for who may see it.
    logger.warning("Message %s was not sent: %s", message.pk, type(problem).__name__)
    refusal = refusal_of(problem)
    if refusal:
        _settle(message, Message.State.FAILED, reason=refusal)
    elif message.attempts > len(WAITS):
        reason = "The mail server could not be reached, or was too busy, for two days."
        _settle(message, Message.State.FAILED, reason=reason)
    else:
        wait = timedelta(minutes=WAITS[message.attempts - 1])
        reason = "The mail server was not ready. It will be tried again."
        _settle(message, Message.State.QUEUED, next_try_at=now + wait, reason=reason)


def refusal_of(problem: Exception) -> str:
    """Why the mail server will never take the message; "" when it may take it later.

    SMTP replies of 500 and more are final (RFC 5321, 4.2.1).
    """
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        answers = list(problem.recipients.values())
        if all(code >= 500 for code, _ in answers):
            return f"The mail server refused the address{_its_words(answers[0][1])}."
    if isinstance(problem, smtplib.SMTPResponseException) and problem.smtp_code >= 500:
        if isinstance(problem, smtplib.SMTPAuthenticationError | smtplib.SMTPConnectError):
            return ""  # the host can mend these: the message waits
        return f"The mail server refused the message{_its_words(problem.smtp_error)}."
    return ""


def _its_words(text: bytes | str) -> str:
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    words = " ".join(words.split())[:200].rstrip(".")
    return f" (“{words}”)" if words else ""


def _settle(message: Message, state: Message.State, **changes: Any) -> None:
    Message.objects.filter(pk=message.pk, state=Message.State.SENDING).update(
        state=state, claimed_at=None, **changes
    )


def settle_abandoned(*, now: datetime) -> int:
    """Messages whose worker was killed while it sent them: nobody knows whether they went.

    They are not sent again by themselves (never twice); who may see them is told.
    """
    lost = Message.objects.filter(state=Message.State.SENDING, claimed_at__lt=now - ABANDONED_AFTER)
    reason = "The site was stopped while it was being sent, so nobody knows whether it went."
    return lost.update(state=Message.State.UNSURE, claimed_at=None, reason=reason)


def send_again(message: Message, *, now: datetime, address: str = "") -> None:
    """Try an undelivered message once more, perhaps at a corrected address.

    The caller has found it through `Message.objects.visible_to`.
    """
    mended = address.strip().lower() or message.email
    changes: dict[str, Any] = {}
    if mended != message.email:
        body = message.body.replace(f"Sent to {message.email} ", f"Sent to {mended} ")
        changes = {"email": mended, "body": body}
        # A new link is sent to the address that had the old one: that is the mended one now.
        TaskLink.objects.filter(pk=message.link_id or 0).update(email=mended)
    waiting = Message.objects.undelivered().filter(pk=message.pk)
    waiting.update(state=Message.State.QUEUED, attempts=0, next_try_at=now, reason="", **changes)


def forget_old(*, now: datetime) -> int:
    """Remove the text and any secret of messages that were settled half a year ago or earlier."""
    over = ~Q(state__in=[Message.State.QUEUED, Message.State.SENDING, Message.State.HELD])
    old = Message.objects.filter(over, made_at__lt=now - KEEP_TEXT).exclude(body="")
    return old.update(body="", sealed="", calendar="")
