"""Terms that the members decided are written into the agreement that states them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from spinney.agreements.actions.proposing_terms import propose_terms
from spinney.agreements.actions.signing import put_out
from spinney.agreements.actions.varying import vary_agreement
from spinney.agreements.api import versions_to_decide
from spinney.agreements.models import Agreement, Approval
from spinney.base.kernel.errors import NotAllowed, WrongState
from tests.agreements.making import an_agreement, another_member

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
BECAUSE = "Decision 12, 20 March 2026"


def propose(wood, by=None, **values):
    return propose_terms(
        cluster=wood.cluster, values=values, because=BECAUSE, by=by or wood.ash, now=NOW
    )


def uid_of(wood, name):
    return str(wood.organisations[name].uid)


def test_the_agreement_in_force_is_varied_and_can_be_put_out(wood):
    another_member(wood, "maple")
    held = an_agreement(wood, ["birch", "maple"], terms={"lead_body": uid_of(wood, "birch")})
    version = propose(wood, lead_body=uid_of(wood, "maple"))
    assert (version.agreement, version.number, version.what_changed) == (held, 2, BECAUSE)
    assert version.content["terms"]["lead_body"] == uid_of(wood, "maple")
    assert Approval.objects.get(about=version).decided_elsewhere == BECAUSE
    put_out(version=version, deadline=NOW.date(), by=wood.ash, now=NOW)


def test_what_is_in_force_already_needs_nothing(wood):
    an_agreement(wood, terms={"lead_body": uid_of(wood, "birch")})
    assert propose(wood, lead_body=uid_of(wood, "birch")) is None


def test_a_draft_gets_them_beside_what_else_it_says_and_nobody_agreed_to_that(wood):
    held = an_agreement(wood, terms={"lead_body": uid_of(wood, "birch")})
    draft = vary_agreement(agreement=held, why="Other things", by=wood.ash, now=NOW)
    version = propose(wood, lead_body=uid_of(wood, "cedar"))
    assert version.pk == draft.pk
    assert not Approval.objects.exists()
    assert versions_to_decide(wood.birch, wood.cluster.pk) == [draft]
    assert versions_to_decide(wood.sorrel, wood.cluster.pk) == []


def test_what_is_out_for_signature_is_not_touched(wood):
    another_member(wood, "maple")
    an_agreement(wood, ["birch", "maple"], terms={"lead_body": uid_of(wood, "birch")})
    version = propose(wood, lead_body=uid_of(wood, "maple"))
    put_out(version=version, deadline=NOW.date(), by=wood.ash, now=NOW)
    with pytest.raises(WrongState, match="out for signature"):
        propose(wood, lead_body=uid_of(wood, "cedar"))


def test_where_no_agreement_states_them_one_is_begun_with_the_lead_as_lead(wood):
    another_member(wood, "maple")
    version = propose(wood, lead_body=uid_of(wood, "maple"))
    assert version.agreement.kind == "consortium_agreement"
    roles = dict(version.agreement.parties.values_list("organisation__name", "role"))
    assert roles["Maple House"] == "lead"
    assert propose(wood, lead_body=uid_of(wood, "maple")) is None
    assert Agreement.objects.count() == 1


def test_not_by_a_member(wood):
    with pytest.raises(NotAllowed):
        propose(wood, by=wood.birch, lead_body=uid_of(wood, "birch"))
