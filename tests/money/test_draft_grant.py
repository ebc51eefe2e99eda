"""An application is begun for the cluster by those who run it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.money.actions.grants import draft_grant, edit_grant
from spinney.money.policies.grants import GrantText
from tests.access import client_of
from tests.money.granting import NOW, TEXT, approved, drafted

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_by_those_who_run_it(wood):
    assert drafted(wood).state == "draft"
    for who, error in (("birch", NotAllowed), ("cedar", NotAllowed), ("willow", NotFound)):
        with pytest.raises(error):
            draft_grant(cluster=wood.cluster, text=TEXT, by=wood.actor(who), now=NOW)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"asked_pence": 0}, "asked_pence"),
        ({"starts_on": date(2026, 5, 1), "ends_on": date(2026, 4, 1)}, "ends_on"),
    ],
)
def test_what_cannot_be(wood, changes, field):
    with pytest.raises(BadInput) as told:
        drafted(wood, **changes)
    assert set(told.value.fields) == {field}


def test_the_money_goes_to_one_of_the_cluster(wood):
    with pytest.raises(BadInput, match="belongs to the cluster"):
        drafted(wood, holder_id=wood.organisations["sorrel"].pk)


def test_more_than_the_programme_has_for_a_cluster_is_refused_with_the_limit(wood):
    with pytest.raises(BadInput, match="has £15,000 for each cluster") as told:
        drafted(wood, asked_pence=4_000_000)
    assert list(told.value.fields) == ["asked_pence"]
    type(wood.programme).objects.update(grant_pence=0)
    wood.cluster.refresh_from_db()
    assert drafted(wood, asked_pence=4_000_000).asked_pence == 4_000_000


def test_what_was_awarded_already_counts(wood):
    first = approved(wood, pence=900_000)
    with pytest.raises(BadInput, match="awarded £9,000 to yours. Ask for £6,000 at the most"):
        drafted(wood, asked_pence=600_001)
    second = drafted(wood, asked_pence=600_000)
    text = GrantText(second.title, 700_000, holder_id=second.holder_id)
    with pytest.raises(BadInput, match="£6,000 at the most"):
        edit_grant(grant=second, text=text, by=wood.ash, now=NOW)
    address = reverse("money:draft-grant", args=[wood.cluster.pk])
    offered = client_of(wood, "ash").get(address).context["form"].initial
    assert offered["asked_pence"] == 600_000
    type(first).objects.filter(pk=first.pk).update(awarded_pence=1_500_000)
    with pytest.raises(BadInput, match="nothing left to ask for"):
        drafted(wood, asked_pence=1)
