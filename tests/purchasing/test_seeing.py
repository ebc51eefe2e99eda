"""What somebody sees of what members buy: by the terms, by what each shared, and by who asks."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.purchasing.queries.seeing import Shared, cells_of, less, seeing
from tests.agreements.making import another_member
from tests.personas import Wood
from tests.purchasing.making import DAY, a_share, spent

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


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ((2025, 4, 1), (2026, 3, 31), ((2025, 4), (2026, 3))),
        ((2025, 4, 2), (2026, 3, 30), ((2025, 5), (2026, 2))),
        ((2025, 12, 31), (2026, 1, 31), ((2026, 1), (2026, 1))),
    ],
)
def test_of_a_month_begun_nothing_is_shown(shared, first, last, months):
    birch = shared.organisations["birch"]
    one = Shared(birch, date(*first), date(*last), "bands", True)
    assert tuple((day.year, day.month) for day in one.months) == months


def test_only_cells_of_the_period_are_shared(wood):
    birch = wood.organisations["birch"]
    days = (date(2025, 3, 31), date(2025, 4, 1), date(2026, 3, 1), date(2026, 4, 1))
    spent(birch, [("BT", "telecoms", pence, day) for pence, day in enumerate(days, 1)])
    a_share(wood.cluster, birch)
    found = cells_of(seeing(wood.ash, wood.cluster, DAY).shared)
    assert sorted(found.values_list("amount_pence", flat=True)) == [2, 3]
