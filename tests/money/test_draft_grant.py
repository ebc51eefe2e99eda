"""An application is begun for the cluster by those who run it."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.money.actions.grants import draft_grant
from tests.money.granting import NOW, TEXT, drafted

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
