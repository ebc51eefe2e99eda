"""Putting letters into the outbox, inside the action that gives rise to them.

A letter is kept or lost with the deed that caused it, and goes out once the deed is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from spinney.base.access import links
from spinney.base.access.links import Errand
from spinney.base.access.models import Person, TaskLink
from spinney.base.access.sealed import seal
from spinney.base.kernel.actors import Actor
from spinney.base.post import preferences
from spinney.base.post.addresses import absolute
from spinney.base.post.letters import Letter, body_of, check, kind_of, subject_of
from spinney.base.post.models import SECRET_MARK, Message
from spinney.base.post.tasks import set_going

Receiver = Person | str


def tell(letter: Letter, *, to: Receiver, by: Actor, now: datetime, key: str = "") -> Message:
    """Send a letter to a person or a bare address, in the caller's transaction.

    `key` names the occasion ("clusters.reminder:12:2026-03-01"): a second letter with the same key
    is not made, the first is returned. What the receiver does not want, or wants in a summary, is
    kept in the outbox and not sent now. A letter that asks needs a `link` or `code`; where the
    receiver needs no account for it use `ask`.
    Raises ValueError for a letter against the rules, BadInput for words that may not be mailed,
    TransactionManagementError outside a transaction.
    """
    if letter.asks and not (letter.link or letter.code):
        raise ValueError("A letter that asks leads somewhere: give link=, or use outbox.ask.")
    return _put(letter, to=to, by=by, now=now, key=key, secret=letter.code)


def ask(
    letter: Letter,
    errand: Errand,
    *,
    to: Receiver,
    by: Actor,
    now: datetime,
    expires_at: datetime,
    organisation_id: int | None = None,
) -> tuple[Message, TaskLink]:
    """Send a letter whose link lets its receiver do the errand without an account.

    Makes the task link and the message together. The link's secret is kept only sealed, and only
    until the message is delivered.
    """
    if letter.link or letter.code or not letter.asks:
        raise ValueError("A letter with a task link has a deed, and leaves link and code empty.")
    person, address = _receiver(to)
    link, secret = links.issue(
        errand,
        by=by,
        now=now,
        expires_at=expires_at,
        email=address,
        person=person,
        organisation_id=organisation_id,
    )
    address_of_link = absolute(f"/do/{secret}/")
    message = _put(letter, to=to, by=by, now=now, secret=address_of_link, link=link)
    return message, link


def ask_again(ended: TaskLink, *, now: datetime) -> Message | None:
    """Send the letter of an ended link again, with a new link, to the same address as before.

    The new link lives as long as the old one was meant to. Returns None when no letter is known.
    """
    letter = Message.objects.filter(link=ended).order_by("-made_at").first()
    if letter is None:
        return None
    link, secret = links.renew(ended, now=now)
    return _copy(letter, link=link, secret=secret, now=now)


def hand_on(link: TaskLink, *, email: str, by_whom: str, now: datetime) -> Message:
    """Hand a task to a colleague at another address: her link is made, the first one ends.

    Raises NotAllowed when the task must be done by its receiver, LinkEnded when it is over.
    """
    letter = Message.objects.filter(link=link).order_by("-made_at").first()
    copy, secret = links.forward(link, email=email, now=now)
    if letter is None:
        raise ValueError(f"No letter is known for {link}.")
    return _copy(letter, link=copy, secret=secret, now=now, handed_on_by=by_whom)


@dataclass(frozen=True)
class Delivery:
    """How the last message about something fared; `sentence` may be shown to who sent it."""

    state: str
    sentence: str
    at: datetime

    @property
    def failed(self) -> bool:
        return self.state in (Message.State.FAILED, Message.State.UNSURE)


def deliveries(about: Iterable[str]) -> dict[str, Delivery]:
    """For each subject that a message was sent about, how the last one fared: one query."""
    found: dict[str, Delivery] = {}
    rows = Message.objects.filter(about__in=list(about)).order_by("made_at", "pk")
    for row in rows.defer("body", "sealed"):
        words = str(Message.State(row.state).label)
        sentence = f"{words}. {row.reason}" if row.reason else f"{words}."
        found[row.about] = Delivery(row.state, sentence, row.sent_at or row.made_at)
    return found


def _receiver(to: Receiver) -> tuple[Person | None, str]:
    if isinstance(to, Person):
        return to, to.email
    address = to.strip().lower()
    return Person.objects.filter(email=address, is_active=True).first(), address


def _put(
    letter: Letter,
    *,
    to: Receiver,
    by: Actor,
    now: datetime,
    key: str = "",
    secret: str = "",
    link: TaskLink | None = None,
) -> Message:
    check(letter)
    person, address = _receiver(to)
    message = Message(
        kind=letter.kind,
        person=person,
        email=address,
        subject=subject_of(letter),
        headline=letter.headline,
        body=body_of(letter, name=person.name if person else "", address=address),
        sealed=seal(secret) if secret else "",
        calendar=letter.calendar,
        link=link,
        needs_me=letter.asks or bool(letter.calendar),
        scope=str(letter.scope),
        place=letter.place,
        about=letter.about,
        reply_to=letter.reply_to,
        key=key or None,
        made_at=now,
        made_by=by.label,
        expires_at=letter.good_until or (link.expires_at if link else None),
    )
    return _queue(message, person, now)


def _copy(
    letter: Message, *, link: TaskLink, secret: str, now: datetime, handed_on_by: str = ""
) -> Message:
    """The same letter with another link, perhaps to another address."""
    body = letter.body
    if handed_on_by:
        greeting, _, rest = body.partition("\n")
        first = "Hello," if link.email != letter.email else greeting
        body = f"{first}\n\n{handed_on_by} hands this on to you.\n{rest}"
        body = body.replace(f"Sent to {letter.email} ", f"Sent to {link.email} ")
    person = Person.objects.filter(email=link.email, is_active=True).first()
    message = Message(
        kind=letter.kind,
        person=person,
        email=link.email,
        subject=letter.subject,
        headline=letter.headline,
        body=body,
        sealed=seal(absolute(f"/do/{secret}/")),
        calendar=letter.calendar,
        link=link,
        scope=letter.scope,
        place=letter.place,
        about=letter.about,
        reply_to=letter.reply_to,
        made_at=now,
        made_by=link.made_by,
        expires_at=link.expires_at,
    )
    return _queue(message, person, now, asked_for=True)


def _queue(
    message: Message, person: Person | None, now: datetime, *, asked_for: bool = False
) -> Message:
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            f"A letter of the kind {message.kind} must be sent inside a transaction."
        )
    if message.key is not None:
        known = Message.objects.filter(key=message.key).first()
        if known is not None:
            return known
    refusable = kind_of(message.kind).may_be_refused and not asked_for
    message.state = preferences.state_for(message, person) if refusable else Message.State.QUEUED
    if message.state == Message.State.QUEUED:
        message.next_try_at = now
    elif SECRET_MARK not in message.body or message.state == Message.State.UNWANTED:
        message.sealed = ""
    message.save()
    if message.state == Message.State.QUEUED:
        set_going()
    return message
