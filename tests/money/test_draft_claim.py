"""A claim is for what is past, in the time of its grant."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, NotFound
from spinney.money.actions.claims import draft_claim
from spinney.money.policies.claims import ClaimText
from tests.money.claiming import FIRST, LAST, drafted
from tests.money.granting import NOW, approved

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_each_has_the_next_number(wood):
    assert [drafted(wood).number, drafted(wood).number] == [1, 2]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (LAST, FIRST, "has to come after"),
        (FIRST, date(2026, 3, 21), "still to come"),
        (date(2025, 12, 31), LAST, "The grant is for"),
        (FIRST, LAST, None),
    ],
)
def test_in_the_wrong_time_it_is_refused_in_words(wood, first, last, words):
    grant = approved(wood)
    grant.starts_on = FIRST
    grant.save()
    text = ClaimText(wood.organisations["birch"].pk, first, last, grant.pk)
    if words is None:
        claim = draft_claim(cluster=wood.cluster, text=text, by=wood.birch, now=NOW)
        assert claim.fund == grant.fund
        return
    with pytest.raises(BadInput, match=words):
        draft_claim(cluster=wood.cluster, text=text, by=wood.birch, now=NOW)


def test_not_next_door(wood):
    text = ClaimText(wood.organisations["sorrel"].pk, FIRST, LAST)
    with pytest.raises(NotFound):
        draft_claim(cluster=wood.cluster, text=text, by=wood.sorrel, now=NOW)
    with pytest.raises(BadInput, match="belongs to the cluster"):
        draft_claim(cluster=wood.cluster, text=text, by=wood.ash, now=NOW)
