"""Drafts that can be put out, and people who sign, for tests of signing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from spinney.agreements.actions.signing import put_out, sign
from spinney.agreements.bridge.signatures import Signer
from spinney.agreements.models import Agreement, AskedToSign, Signature, Signing
from spinney.agreements.policies.signing import AskedParty, Choices
from spinney.agreements.queries import signing as read
from spinney.agreements.states import AgreementState
from spinney.base.access.models import Person, TaskLink
from spinney.base.access.sources import actor_for
from spinney.base.kernel.actors import Actor
from spinney.register.models import Mandate, Organisation
from tests.agreements.making import an_agreement, another_member
from tests.personas import TODAY, Wood

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
LAST_DAY = date(2026, 4, 10)


def a_draft(wood: Wood, parties: Iterable[str] = ("birch", "elder"), **changes: Any) -> Agreement:
    """A draft of ground rules; members that the wood does not have yet are planted."""
    names = list(parties)
    for name in names:
        if name not in wood.organisations:
            another_member(wood, name)
    return an_agreement(wood, names, state=AgreementState.DRAFT, **changes)


def put_it_out(
    wood: Wood,
    agreement: Agreement,
    *,
    asked: Iterable[tuple[str, Mapping[str, Any]]] | None = None,
    deadline: date = LAST_DAY,
    now: datetime = NOW,
    **choices: Any,
) -> Signing:
    """Ash puts the version under way out; `asked` names parties with what is special to each."""
    parties = {one.organisation.name.split()[0].lower(): one for one in agreement.parties.all()}
    rows = None
    if asked is not None:
        rows = [AskedParty(parties[name].pk, **more) for name, more in asked]
    return put_out(
        version=agreement.versions.get(state="draft"), asked=rows, deadline=deadline,
        choices=Choices(**choices) if choices else None, by=actor(wood, "ash"), now=now,
    )  # fmt: skip


def actor(wood: Wood, name: str, on: date = TODAY) -> Actor:
    """Somebody as an actor on the day of these tests."""
    return actor_for(wood.people[name], on)


def asked_of(signing: Signing, name: str) -> AskedToSign:
    """What a party is asked, by the first word of its name, as it is now."""
    fresh = read.with_everything(Signing.objects.filter(pk=signing.pk)).get()
    found = next(
        one for one in fresh.asked.all() if one.party.organisation.name.split()[0].lower() == name
    )
    return read.pick(fresh, found.pk)


def signs(wood: Wood, signing: Signing, name: str, *, of: str = "", **more: Any) -> Signature:
    """Somebody signs (for `of`, else for the organisation of her name)."""
    now = more.pop("now", NOW)
    asked = asked_of(signing, of or name)
    typed = Signer(wood.people[name].name, identified_by="signed in", **more)
    return sign(asked=asked, signer=typed, by=actor(wood, name), now=now)


def link_of(asked: AskedToSign, person: Person) -> TaskLink:
    """The newest link that a person was sent for a party."""
    subject = f"agreements.AskedToSign:{asked.pk}"
    return TaskLink.objects.filter(subject=subject, email=person.email).latest("pk")


def colleague(
    wood: Wood, name: str, organisation: Organisation, **powers: Any
) -> tuple[Person, Mandate]:
    """One more person of an organisation, as `wood.people[name]`."""
    person = Person.objects.create_user(f"{name}@example.org", name.title())
    wood.people[name] = person
    given = {"may_represent": False, "may_sign": True, "post": "Treasurer"} | powers
    mandate = Mandate.objects.create(
        organisation=organisation, person=person, starts_on=date(2026, 1, 1),
        given_by="system:test", given_at=NOW, **given,
    )  # fmt: skip
    return person, mandate
