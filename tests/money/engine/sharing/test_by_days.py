"""What is paid once and for each member goes by days, and comes to the whole."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.base.kernel.periods import Period
from spinney.money.engine.sharing import (
    Game,
    Member,
    Rule,
    is_for_all_days,
    once_by_days,
    pence_by_days,
    share,
    sites_by_days,
    stability,
)

FIRST = date(2026, 4, 1)
YEAR = Period(FIRST, date(2027, 3, 31))


@st.composite
def members(draw: st.DrawFn) -> list[Member]:
    found = []
    for at in range(draw(st.integers(1, 5))):
        first, last = sorted(draw(st.tuples(st.integers(0, 364), st.integers(0, 364))))
        days = (FIRST + timedelta(first), FIRST + timedelta(last))
        found.append(Member(f"m{at}", first_day=days[0], last_day=days[1]))
    return found


@settings(max_examples=60, deadline=None)
@given(members(), st.integers(1, 10**7))
def test_paid_once_comes_to_the_whole_and_nobody_pays_less_alone(found, pence):
    game = Game(tuple(one.key for one in found), once_by_days(pence, found, YEAR))
    assert sum(one.fine for one in game.once) == pence * 10_000
    pays = share(pence, Rule("equal"), found, period=YEAR).by_member()
    alone = game.alone()
    assert all(pays[key] <= alone[key] + 1 for key in pays)
    # Pence that cannot be parted go to somebody: less than one for each member of a group.
    assert all(one.gain < len(found) for one in stability(game, pays).objections)


@settings(max_examples=30, deadline=None)
@given(members(), st.integers(0, 10**7))
def test_of_a_part_of_the_days_a_part_is_paid(found, pence):
    for one, site in zip(found, sites_by_days(pence, found, YEAR), strict=True):
        exact = pence * one.days_in(YEAR)
        assert 0 <= site.fine * 365 - exact * 10_000 < 365
        assert 0 <= pence_by_days(pence, one, YEAR) * 365 - exact < 365
    assert is_for_all_days(found, YEAR) == all(one.days_in(YEAR) == 365 for one in found)


def test_whoever_is_there_on_all_days_pays_all():
    everybody = [Member("ash"), Member("elm")]
    (once,) = once_by_days(333, everybody, YEAR)
    assert (once.pence, once.more, once.members) == (333, 0, frozenset({0, 1}))
    assert is_for_all_days(everybody, YEAR)
