"""The days of an agreement that was signed elsewhere are put right before it is confirmed."""

from datetime import date

import pytest
from django.urls import reverse

from spinney.agreements.actions.elsewhere import redate_original
from spinney.agreements.models import SignedElsewhere
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.record.models import Entry
from tests.access import client_of
from tests.agreements.elsewhere_cases import NOW, bring_in, confirm, version_of

pytestmark = pytest.mark.django_db
LATER = date(2024, 7, 1)


def redate(wood, agreement, by=None, **days):
    given = {"signed_on": LATER, "holds_from": date(2024, 8, 1)} | days
    version = version_of(agreement)
    return redate_original(version=version, by=by or wood.ash, now=NOW, **given)


def test_the_days_are_others_and_it_is_confirmed_anew(wood):
    agreement = bring_in(wood)
    confirm(wood, agreement, "ash")
    version = redate(wood, agreement)
    original = SignedElsewhere.objects.get()
    assert (original.signed_on, version.wanted_from) == (LATER, date(2024, 8, 1))
    assert original.first_confirmed_by == ""
    assert "1 July 2024" in version.content["clauses"][0]["text"]
    assert Entry.objects.get(verb="agreements.redate_original").detail["before"] == {
        "signed_on": "2024-06-03", "holds_from": "2024-06-03",
    }  # fmt: skip


def test_days_that_cannot_be(wood):
    with pytest.raises(BadInput):
        redate(wood, bring_in(wood), signed_on=date(2027, 1, 1))


def test_not_once_it_is_in_force(wood):
    agreement = bring_in(wood)
    confirm(wood, agreement, "ash")
    confirm(wood, agreement, "birch")
    with pytest.raises(WrongState):
        redate(wood, agreement)


def test_not_by_members_who_did_not_bring_it_in(wood):
    with pytest.raises(NotAllowed):
        redate(wood, bring_in(wood), by=wood.birch)


def test_on_the_page(wood):
    agreement = bring_in(wood)
    url = reverse("agreements:redate-original", args=[wood.cluster.pk, agreement.pk])
    client = client_of(wood, "ash")
    assert client.get(url).status_code == 200
    given = {"signed_on_day": "1", "signed_on_month": "7", "signed_on_year": "2024"}
    assert client.post(url, given).status_code == 302
    assert version_of(agreement).wanted_from == LATER
