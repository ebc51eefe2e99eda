"""Agreements for tests, straight in the tables; whoever tests how they come about uses the
actions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from spinney.agreements.engine.content import Clause, Content
from spinney.agreements.engine.document import Document, FixedClause, NamedParty
from spinney.agreements.models import Agreement, Party, Version
from spinney.agreements.states import AgreementState, SpeaksFor, VersionState
from spinney.clusters.models import Cluster, Membership
from spinney.register.models import Mandate, Organisation
from tests.personas import Wood

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
FIRST_DAY = date(2026, 2, 1)


def a_content(terms: Mapping[str, Any] | None = None, **changes: Any) -> Content:
    """Ground rules with a clause of its own for each term."""
    terms = dict(terms or {})
    clauses = (
        Clause("purpose", "What we are for", "We share what we can."),
        *(
            Clause(f"about_{key}", key.replace("_", " ").title(), f"{{{key}}}", (key,))
            for key in terms
        ),
    )
    said = {"wording": "ground_rules", "edition": "", "title": "Ground rules"} | changes
    return Content(clauses=clauses, terms=terms, **said)


def a_document(content: Content, parties: Iterable[Organisation], number: int = 1) -> Document:
    """The words of a content as if fixed."""
    clauses = tuple(
        FixedClause(str(at), one.key, one.heading, (one.text,))
        for at, one in enumerate(content.clauses, start=1)
    )
    named = tuple(NamedParty(str(one.uid), one.name) for one in parties)
    return Document(
        content.title, "Ground rules", "The Spinney", number, named, clauses, content.terms
    )


def an_agreement(
    wood: Wood,
    parties: Iterable[str] = ("birch",),
    *,
    terms: Mapping[str, Any] | None = None,
    state: AgreementState = AgreementState.AGREED,
    starts: date = FIRST_DAY,
    until: date | None = None,
    cluster: Cluster | None = None,
    speaks_for: SpeaksFor = SpeaksFor.CLUSTER,
    **changes: Any,
) -> Agreement:
    """An agreement of named organisations with one version, in the state asked for."""
    organisations = [wood.organisations[name] for name in parties]
    content = a_content(terms, **changes)
    agreement = Agreement.objects.create(
        cluster=cluster or wood.cluster, kind=content.wording, title=content.title, state=state,
        speaks_for=speaks_for, made_at=NOON, made_by="person:1",
    )  # fmt: skip
    in_force = state in (AgreementState.AGREED, AgreementState.ENDED)
    fixed = in_force or state == AgreementState.SIGNING
    document = a_document(content, organisations)
    Version.objects.create(
        agreement=agreement, number=1, content=content.to_json(),
        state=VersionState.AGREED if in_force else VersionState(state.value),
        text=document.to_json() if fixed else None, digest=document.digest if fixed else "",
        in_force_from=starts if in_force else None, in_force_until=until if in_force else None,
        made_at=NOON, made_by="person:1", put_out_at=NOON if fixed else None,
        agreed_at=datetime.combine(starts, time(12), UTC) if in_force else None,
    )  # fmt: skip
    for position, organisation in enumerate(organisations):
        Party.objects.create(
            agreement=agreement, organisation=organisation, position=position,
            joined_on=starts if in_force else None,
        )  # fmt: skip
    return agreement


def another_member(wood: Wood, name: str, *, may_sign: bool = True) -> Organisation:
    """One more core member of the Spinney with a representative of its own, as
    `wood.organisations[name]` and `wood.people[name]`.
    """
    from spinney.base.access.models import Person

    person = Person.objects.create_user(f"{name}@example.org", name.title())
    organisation = Organisation.objects.create(name=f"{name.title()} House")
    Mandate.objects.create(
        organisation=organisation, person=person, post="Director", may_represent=True,
        may_vote=True, may_sign=may_sign, may_hold_data=True, starts_on=date(2026, 1, 1),
        given_by="system:test", given_at=NOON,
    )  # fmt: skip
    tier = wood.tiers["core"]
    wood.memberships[name] = Membership.objects.create(
        cluster=wood.cluster, organisation=organisation, admitted_to=tier, tier=tier,
        state="active", asked_at=NOON, joined_on=date(2026, 1, 10), representative=person,
    )  # fmt: skip
    wood.people[name], wood.organisations[name] = person, organisation
    return organisation
