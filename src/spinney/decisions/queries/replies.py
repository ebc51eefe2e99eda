"""What a mail answers: the elector whose letter it was, and who sent it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from spinney.base.access import links
from spinney.base.access.models import Person, TaskLink
from spinney.base.access.sources import actor_for
from spinney.base.kernel.actors import Actor
from spinney.base.post.models import Message
from spinney.base.record.record import subject_of
from spinney.decisions.models import Elector, Reply
from spinney.decisions.models.voting import REPLY_ALPHABET
from spinney.register import api as register

CAST, UNDO = "decisions.cast_vote", "decisions.undo_reply"
_CODE = re.compile(rf"\[\s*SP-([{REPLY_ALPHABET}]{{10}})\s*\]", re.IGNORECASE)
_UID = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@", re.IGNORECASE)


def elector_meant(subject: str, answers: Iterable[str]) -> Elector | None:
    """The elector whose letter a mail answers: by the code in its subject, else by the Message-ID
    of the letter. None when it is neither, or codes of several stand there.
    """
    codes = {code.upper() for code in _CODE.findall(subject)}
    rows = Elector.objects.select_related("organisation", "ballot__cluster")
    if codes:
        found = list(rows.filter(reply_code__in=codes)[:2])
        return found[0] if len(found) == 1 else None
    for number in answers:
        if uid := _UID.match(number):
            elector = _of_letter(UUID(uid.group(1)))
            if elector is not None:
                return rows.get(pk=elector)
    return None


def _of_letter(uid: UUID) -> int | None:
    """The elector to whom one of our letters was about its vote, by the letter's identity."""
    letter = Message.objects.filter(uid=uid).select_related("link").first()
    link = letter.link if letter else None
    if link is None:
        return None
    kind, _, number = link.subject.partition(":")
    if link.verb == CAST and kind == "decisions.Ballot":
        rows = Elector.objects.filter(ballot=int(number), organisation=link.organisation_id or 0)
        return rows.values_list("pk", flat=True).first()
    if link.verb == UNDO:
        rows = Elector.objects.filter(replies=int(number))
        return rows.values_list("pk", flat=True).first()
    return None


def voter_of(sender: str, elector: Elector, on: date) -> Person | None:
    """Whose address a mail came from, if she may vote for the organisation on the day."""
    person = Person.objects.filter(email=sender, is_active=True).first() if sender else None
    if person is None or not register.may_vote(person.pk, elector.organisation_id, on):
        return None
    return person


def actor_of(person: Person, elector: Elector, on: date) -> Actor:
    """A voter as she acts by mail: with the roles that she has, or, where she has none in the
    cluster, as the holder of the link in the letter that she answers.
    """
    actor = actor_for(person, on, elector.organisation_id)
    if actor.roles_in(elector.ballot.scope):
        return actor
    link = TaskLink.objects.filter(
        verb=CAST, subject=subject_of(elector.ballot), person=person,
        organisation_id=elector.organisation_id, revoked_at=None,
    ).last()  # fmt: skip
    return links.actor_of(link) if link is not None else actor


def reply_by_link(by: Actor) -> Reply | None:
    """The reply that the actor holds a link to."""
    subject = by.pass_.subject if by.pass_ else ""
    number = subject.rpartition(":")[2]
    rows = Reply.objects.select_related("ballot__cluster", "elector__organisation")
    found = rows.filter(pk=int(number)).first() if number.isdecimal() else None
    return found if found is not None and subject_of(found) == subject else None
