"""The next version of an agreement in force."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from spinney.agreements.actions.varying import vary_agreement
from spinney.agreements.states import AgreementState
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.record.models import Entry
from tests.access import client_of
from tests.agreements.life import NOW, TODAY
from tests.agreements.making import an_agreement

pytestmark = pytest.mark.django_db
QUORUM = {"quorum": {"at_least": 3}}


def vary(wood, agreement, name="ash", **given):
    given = {"why": "We have grown."} | given
    return vary_agreement(agreement=agreement, by=wood.actor(name), now=NOW, **given)


def test_it_begins_with_what_is_in_force(wood):
    agreement = an_agreement(wood, terms=QUORUM)
    version = vary(wood, agreement, wanted_from=date(2026, 5, 1))
    assert (version.number, version.state) == (2, "draft")
    assert version.content == agreement.versions.get(number=1).content
    assert (version.what_changed, version.wanted_from) == ("We have grown.", date(2026, 5, 1))
    agreement.refresh_from_db()
    assert agreement.state == "agreed"  # what holds goes on holding
    assert Entry.objects.get(verb="agreements.vary_agreement").detail["number"] == 2


@pytest.mark.parametrize(
    ("given", "field"),
    [({"why": "  "}, "why"), ({"wanted_from": TODAY - timedelta(days=1)}, "wanted_from")],
)
def test_what_is_missing_is_asked_for(wood, given, field):
    with pytest.raises(BadInput) as told:
        vary(wood, an_agreement(wood), **given)
    assert list(told.value.fields) == [field]


def test_one_at_a_time(wood):
    agreement = an_agreement(wood)
    vary(wood, agreement)
    with pytest.raises(WrongState, match="Version 2 is being written"):
        vary(wood, agreement)


@pytest.mark.parametrize("state", [AgreementState.DRAFT, AgreementState.SIGNING])
def test_not_before_it_is_signed(wood, state):
    with pytest.raises(WrongState):
        vary(wood, an_agreement(wood, state=state))


def test_not_when_it_has_run_out(wood):
    with pytest.raises(WrongState, match="over"):
        vary(wood, an_agreement(wood, until=TODAY - timedelta(days=1)))


def test_not_by_a_member_that_did_not_begin_it(wood):
    with pytest.raises(NotAllowed):
        vary(wood, an_agreement(wood), "birch")


def test_a_deed_is_not_varied(wood):
    parent, deed = an_agreement(wood), an_agreement(wood)
    deed.deed_of = parent
    deed.save()
    with pytest.raises(WrongState, match="deed"):
        vary(wood, deed)


def test_from_its_page_to_its_draft(wood):
    agreement = an_agreement(wood)
    url = f"/clusters/{wood.cluster.pk}/agreements/{agreement.pk}/vary-agreement/"
    client = client_of(wood, "ash")
    assert b"what is in force now holds" in client.get(url).content
    assert b"There is a problem" in client.post(url, {"why": ""}).content
    assert agreement.versions.count() == 1
    done = client.post(url, {"why": "We have grown."})
    assert done["Location"].endswith(f"/agreements/{agreement.pk}/draft/")
