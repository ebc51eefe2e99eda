"""What somebody sees of what members buy: by the terms, by what each shared, and by who asks."""

from __future__ import annotations

import pytest

from spinney.purchasing.queries.seeing import less, seeing
from tests.agreements.making import another_member
from tests.personas import Wood
from tests.purchasing.making import DAY, a_share

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def shared(wood: Wood) -> Wood:
    a_share(wood.cluster, wood.organisations["birch"])
    return wood


@pytest.mark.parametrize(
    ("who", "level"),
    [
        ("ash", "amounts"), ("rowan", "bands"), ("birch", "amounts"), ("cedar", "nothing"),
        ("hazel", "nothing"), ("elm", "nothing"), ("willow", "nothing"), ("sorrel", "nothing"),
        ("nobody", "nothing"),
    ],
)  # fmt: skip
def test_by_default_members_see_bands_and_the_facilitator_amounts(shared, who, level):
    birch = shared.organisations["birch"].pk
    assert seeing(shared.actor(who), shared.cluster, DAY).level(birch) == level


def test_a_member_that_shares_nothing_is_not_seen_by_others(shared):
    maple = another_member(shared, "Maple Centre")
    assert seeing(shared.ash, shared.cluster, DAY).level(maple.pk) == "nothing"


def test_what_is_taken_back_is_gone_at_once(wood):
    birch = wood.organisations["birch"]
    a_share(wood.cluster, birch, state="taken_back")
    assert seeing(wood.ash, wood.cluster, DAY).visible == frozenset()


def test_terms_that_would_show_more_need_its_word_again(wood):
    birch = wood.organisations["birch"]
    a_share(wood.cluster, birch, shown="suppliers", broker="lead_body")
    assert seeing(wood.ash, wood.cluster, DAY).level(birch.pk) == "suppliers"


def test_the_lower_level_holds():
    assert less("bands", "suppliers") == "suppliers"
