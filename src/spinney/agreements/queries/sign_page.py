"""What somebody reads before she signs: what it is, in short and in full, and who has signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from spinney.agreements.bridge.fixing import names_in
from spinney.agreements.bridge.signatures import minutes_to_sign, words_of
from spinney.agreements.engine.document import Document
from spinney.agreements.engine.terms import CATALOGUE
from spinney.agreements.engine.terms import words as term_words
from spinney.agreements.models import AskedToSign, Signature
from spinney.agreements.policies import signing as rules
from spinney.agreements.queries import signing as read
from spinney.agreements.queries.differences import Compared, compared, states_of
from spinney.agreements.queries.draft_page import ReadClause
from spinney.agreements.queries.draft_page import words_of as words_of_version
from spinney.agreements.states import AskedState, SigningState
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.web.components.words import day, listed
from spinney.register import api as register


@dataclass(frozen=True)
class SignPage:
    """The page of one who signs. `reason`: why she cannot sign (now); empty: she can. `others`: who
    else may sign for her organisation. `signature`: hers, if she has given it.
    """

    asked: AskedToSign
    document: Document
    clauses: tuple[ReadClause, ...]
    terms: tuple[tuple[str, str], ...]
    changes: Compared | None
    minutes: int
    person: Person | None
    mandate: register.Mandate | None
    others: tuple[str, ...]
    reason: str
    signature: Signature | None

    @property
    def mandate_words(self) -> str:
        """ "Director, under a mandate given on 1 January 2026"."""
        return words_of(self.mandate) if self.mandate else ""

    @property
    def is_out(self) -> bool:
        """Whether its words can be shown: they were not taken back."""
        return self.asked.signing.state != SigningState.WITHDRAWN

    @property
    def starts(self) -> str:
        """From when it holds, once signed."""
        version = self.asked.signing.signs
        if version.in_force_from:
            return f"In force from {day(version.in_force_from)}."
        if version.wanted_from:
            return f"It holds from {day(version.wanted_from)}, if all have signed by then."
        return "It holds from the day of the last signature that is needed."

    @property
    def parties(self) -> str:
        """Between whom it is; many are counted."""
        names = [one.name for one in self.document.parties]
        if len(names) <= 4:
            return listed(names)
        return f"{listed(names[:3] + [f'{len(names) - 3} more'])}"

    @property
    def signed(self) -> list[AskedToSign]:
        """The parties that have signed."""
        rows = self.asked.signing.asked.all()
        return [one for one in rows if one.state == AskedState.SIGNED]

    @property
    def waiting(self) -> list[AskedToSign]:
        rows = self.asked.signing.asked.all()
        return [one for one in rows if one.state == AskedState.WAITING]


def page_for(by: Actor, asked: AskedToSign, person: Person | None, now: datetime) -> SignPage:
    """What somebody sees of what her organisation is asked to sign."""
    signing, version = asked.signing, asked.signing.signs
    organisation = asked.party.organisation_id
    holders = rules.mandates_to_sign([organisation], now)[organisation]
    mandate = read.mandate_of(asked, person.pk if person else None, holders)
    hers = [one for one in asked.signatures.all() if person and one.person_id == person.pk]
    document, clauses = words_of_version(version)
    names = {one.uid: one.name for one in document.parties} | names_in(document.terms)
    terms = tuple(
        (term.title, term_words(key, document.terms[key], names))
        for key, term in CATALOGUE.items()
        if key in document.terms
    )
    return SignPage(
        asked=asked,
        document=document,
        clauses=clauses,
        terms=terms,
        changes=_changes(by, asked) if version.number > 1 else None,
        minutes=minutes_to_sign(version),
        person=person,
        mandate=mandate,
        others=tuple(str(one.person) for one in holders if one.person_id != _pk(person)),
        reason="" if hers else _reason(asked, mandate, holders, now),
        signature=hers[0] if hers and signing.state != SigningState.WITHDRAWN else None,
    )


def _pk(person: Person | None) -> int | None:
    return person.pk if person else None


def _reason(
    asked: AskedToSign,
    mandate: register.Mandate | None,
    holders: list[register.Mandate],
    now: datetime,
) -> str:
    """Why she cannot sign."""
    others = [one for one in holders if mandate is None or one.pk != mandate.pk]
    try:
        read.check_signature_wanted(asked.signing, asked, now)
        rules.check_holds_power(mandate, asked, others)
    except (WrongState, NotAllowed) as told:
        return str(told)
    return ""


def _changes(by: Actor, asked: AskedToSign) -> Compared | None:
    """What a variation changes, against the version before it."""
    version = asked.signing.signs
    keys = [one.key for one in states_of(by, version.agreement) if one.key.isdecimal()]
    earlier = [key for key in keys if int(key) < version.number]
    if not earlier:
        return None
    return compared(by, version.agreement, earlier[-1], str(version.number))
