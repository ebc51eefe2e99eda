"""What is written about signing: to those who sign, and to those who look after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_default_timezone

from spinney.agreements.bridge.signatures import minutes_to_sign
from spinney.agreements.models import Agreement, AskedToSign, Signing
from spinney.agreements.policies.signing import mandates_to_sign
from spinney.base.access.links import Errand
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Role, Scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line, reply_address
from spinney.base.record.record import subject_of
from spinney.register import api as register

SIGN = "agreements.sign"
ASKED = "agreements.sign_asked"
REMINDED = "agreements.sign_reminded"
RUN = (Role.FACILITATOR, Role.PROGRAMME_MANAGER)
DAYS_AFTER = 60
"""The link works so many days after the last day: it then shows what was signed, or why not."""

SAY_NO = (
    "If your organisation will not sign, open the link and say so, with a word why. If a colleague"
    " signs for it, you can pass it on there."
)


def errand_of(asked: AskedToSign, agreement: Agreement) -> Errand:
    """What the link in a letter lets its reader do: sign for her organisation."""
    minutes = minutes_to_sign(asked.signing.signs)
    return Errand(SIGN, subject_of(asked), agreement.scope, minutes=minutes)


def ends_at(signing: Signing) -> datetime:
    """When the links of a signing end."""
    midnight = datetime.combine(signing.deadline, time.min, get_default_timezone())
    return midnight + timedelta(days=DAYS_AFTER)


def ask_to_sign(
    signing: Signing, asked: Iterable[AskedToSign], *, by: Actor, now: datetime, said: str = ""
) -> list[AskedToSign]:
    """Write to the people of each party who hold a mandate to sign, or to whom it was passed on.
    Returns those parties for which there was nobody to write to.
    """
    return _write(signing, asked, ASKED, said or signing.message, by, now)


def remind(
    signing: Signing, asked: Iterable[AskedToSign], *, by: Actor, now: datetime
) -> list[AskedToSign]:
    """Write once more to those who have not signed. Returns those with nobody to write to."""
    return _write(signing, asked, REMINDED, "", by, now)


def _write(
    signing: Signing, asked: Iterable[AskedToSign], kind: str, said: str, by: Actor, now: datetime
) -> list[AskedToSign]:
    rows = list(asked)
    holders = mandates_to_sign((one.party.organisation_id for one in rows), now)
    agreement = signing.signs.agreement
    asker, reply_to = asker_of(by, agreement), reply_address(by)
    unheard = []
    for one in rows:
        people = _readers(one, holders[one.party.organisation_id])
        if not people:
            unheard.append(one)
        letter = _sign_letter(kind, signing, agreement, one.party.organisation.name, asker)
        letter = replace(letter, said=said, reply_to=reply_to, about=subject_of(one))
        for person in people:
            outbox.ask(
                letter, errand_of(one, agreement), to=person, by=by, now=now,
                expires_at=ends_at(signing), organisation_id=one.party.organisation_id,
            )  # fmt: skip
    return unheard


def _readers(asked: AskedToSign, holders: list[register.Mandate]) -> list[Person]:
    """Whom to write to about a party: whom it was passed on to, else all with a mandate to sign;
    never those who have signed.
    """
    done = {one.person_id for one in asked.signatures.all()}
    if asked.person is not None and asked.person_id not in done:
        return [asked.person]
    return [one.person for one in holders if one.person_id not in done]


def _sign_letter(
    kind: str, signing: Signing, agreement: Agreement, organisation: str, asker: str
) -> Letter:
    version = signing.signs
    place, title, name = (
        one_line(agreement.cluster.name), one_line(agreement.title), one_line(organisation)
    )  # fmt: skip
    first = (
        f"“{title}” still waits for the signature of {name}."
        if kind == REMINDED
        else f"{name} is asked to sign a change to “{title}” of {place}."
        if version.number > 1
        else f"{name} is asked to sign “{title}” of {place}."
    )
    return Letter(
        kind=kind,
        scope=agreement.scope,
        place=place,
        asker=asker,
        headline=f"“{title}”, for {name}",
        paragraphs=[
            first,
            "The link shows what it is, the whole text, and who has signed. You type your name, and"
            " need no account. Whoever signs needs a mandate to sign for the organisation.",
        ],
        deed="Sign",
        minutes=minutes_to_sign(version),
        by_when=signing.deadline,
        say_no=SAY_NO,
    )


def pass_on(
    asked: AskedToSign, *, to: Person | str, by_whom: str, may_sign: bool, by: Actor, now: datetime
) -> None:
    """Write to the colleague to whom it was passed on; one who may not sign can read it."""
    signing = asked.signing
    agreement, name = signing.signs.agreement, one_line(asked.party.organisation.name)
    letter = _sign_letter(ASKED, signing, agreement, name, one_line(by_whom))
    if may_sign:
        more = [f"{one_line(by_whom)} passes this on to you.", *letter.paragraphs]
        letter = replace(letter, paragraphs=more)
    else:
        letter = replace(
            letter,
            deed="Read",
            say_no="If this is not for you, there is nothing to do.",
            paragraphs=[
                f"{one_line(by_whom)} passes this on to you. {letter.paragraphs[0]}",
                f"You can read it now. To sign, you need a mandate to sign for {name}: somebody"
                " who represents it gives you one on the site. The same link then lets you sign.",
            ],
        )
    letter = replace(letter, reply_to=reply_address(by), about=subject_of(asked))
    outbox.ask(
        letter, errand_of(asked, agreement), to=to, by=by, now=now,
        expires_at=ends_at(signing), organisation_id=asked.party.organisation_id,
    )  # fmt: skip


def asker_of(by: Actor, agreement: Agreement) -> str:
    """How a letter names who asks: "Ash Green, facilitator"."""
    person = Person.objects.filter(pk=by.person_id or 0).first()
    if person is None:
        return "Spinney"
    held = by.roles_in(agreement.scope)
    part = next((role.value for role in RUN if role in held), one_line(by.organisation_name))
    name = one_line(person.name or person.email)
    return f"{name}, {part}" if part else name


def _example(kind: str) -> Letter:
    return Letter(
        kind=kind, scope=Scope("cluster", 1), place="The Spinney", asker="Ash Green",
        headline="“Ground rules”, for Birch House", deed="Sign", minutes=5,
        by_when=date(2026, 3, 12), say_no=SAY_NO,
    )  # fmt: skip


add_kind(Kind(ASKED, "Agreements that your organisation is asked to sign", lambda: _example(ASKED)))
add_kind(
    Kind(
        REMINDED, "Reminders of agreements that wait for a signature", lambda: _example(REMINDED)
    )
)  # fmt: skip
