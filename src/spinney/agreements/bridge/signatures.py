"""Signatures as rows: what is kept of each, as it was at that moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from spinney.agreements.models import AskedToSign, Signature, Version
from spinney.agreements.states import SignedHow
from spinney.base.access.models import Person, TaskLink
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.names import fold
from spinney.base.web.components.words import day
from spinney.register import api as register

WORDS_A_MINUTE = 220


def minutes_to_sign(version: Version) -> int:
    """How long it takes to read a version and sign it."""
    clauses = (version.text or {}).get("clauses", ())
    words = sum(len(text.split()) for clause in clauses for text in clause[3])
    return max(2, min(60, round(words / WORDS_A_MINUTE) + 1))


@dataclass(frozen=True)
class Signer:
    """Who signs, as she typed it; how we know that it was she (`identified_by`, in words); and the
    hash of the words that she had before her (`read`; empty for a caller that has just read them).
    """

    name: str
    post: str = ""
    identified_by: str = ""
    read: str = ""


def person_behind(by: Actor) -> Person | None:
    """The person who acts. Behind a task link it is whom the link was sent to: she read the mail
    at that address.
    """
    if by.person_id is not None:
        return Person.objects.filter(pk=by.person_id, is_active=True).first()
    if by.pass_ is None:
        return None
    link = TaskLink.objects.filter(pk=by.pass_.link_id).first()
    if link is None or not link.email:
        return None
    return Person.objects.filter(email=link.email, is_active=True).first()


def keep_signature(
    asked: AskedToSign,
    version: Version,
    signer: Signer,
    *,
    how: SignedHow,
    now: datetime,
    person: Person | None = None,
    mandate: register.Mandate | None = None,
) -> Signature:
    """Write one signature down, with what proves it."""
    return Signature.objects.create(
        asked=asked,
        person=person,
        name=signer.name,
        post=signer.post or (mandate.post if mandate else ""),
        organisation_name=asked.party.organisation.name,
        mandate=mandate,
        mandate_words=words_of(mandate, signer.name) if mandate else "",
        how=how,
        identified_by=signer.identified_by,
        digest=version.digest,
        at=now,
    )


def words_of(mandate: register.Mandate, typed: str = "") -> str:
    """A mandate as a signature names it: "Director, under a mandate given on 1 January 2026". Where
    another name was typed than that of its holder, it names her too.
    """
    holder = mandate.person.name.strip()
    whose = f" to {holder}" if typed and holder and fold(holder) != fold(typed) else ""
    post = f"{mandate.post}, " if mandate.post else ""
    until = f", until {day(mandate.ends_on)}" if mandate.ends_on else ""
    deputy = ", as deputy" if mandate.deputy_for_id else ""
    return f"{post}under a mandate given{whose} on {day(mandate.given_at)}{until}{deputy}"[:300]


def may_be_name_of(typed: str, holder: str) -> bool:
    """Whether what was typed may be the name of somebody: it shares a word with the name that is
    known, of more than one letter where she has such a one. Nothing known: it may.
    """
    known = set(fold(holder).split())
    known = {word for word in known if len(word) > 1} or known
    return not known or bool(known & set(fold(typed).split()))


def use_link(by: Actor, now: datetime) -> None:
    """Note that a task link was used. It stays good: it shows what was signed."""
    if by.pass_ is not None:
        TaskLink.objects.filter(pk=by.pass_.link_id, used_at=None).update(used_at=now)


def note_opened(asked: AskedToSign, now: datetime) -> None:
    """Note that somebody of a party has opened what it is asked to sign, the first time."""
    if asked.opened_at is None:
        AskedToSign.objects.filter(pk=asked.pk, opened_at=None).update(opened_at=now)
