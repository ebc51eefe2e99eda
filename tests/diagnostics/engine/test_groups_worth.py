"""What a group is worth: by hand, as a set function, and the same on arrays."""

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.base.kernel.errors import BadInput
from spinney.diagnostics.engine.groups import (
    Organisation,
    Problem,
    Rules,
    TravelEstimate,
    Weights,
    worth_of,
)
from spinney.diagnostics.engine.groups.tables import roll_of, tables_of
from spinney.diagnostics.engine.groups.travel import kilometres
from spinney.diagnostics.engine.groups.weighing import padded, weigh
from tests.diagnostics.engine.localities import locality

HERE = {"latitude": 53.8, "longitude": -1.55}


def one(key, needs=(), offers=(), **more):
    return Organisation(key, key.upper(), dict(needs), dict(offers), **(HERE | more))


def test_needs_in_common_are_met_once():
    people = (one("a", {"HR": 3}), one("b", {"HR": 2}), one("c", {"HR": 1}))
    found = worth_of(Problem(people, weights=Weights(agreeing=0)), people)
    # (3 + 2 + 1 - 3) / 3, half a weight, one area there is.
    assert found.worth == pytest.approx(0.5 * 1.0)
    assert found.areas[0].needed_by == ("a", "b", "c")
    assert found.areas[0].offered_by == ""


def test_one_alone_shares_nothing():
    people = (one("a", {"HR": 3}), one("b"), one("c"))
    assert worth_of(Problem(people, weights=Weights(agreeing=0)), people).worth == 0


def test_an_offer_counts_by_what_it_adds_and_the_second_best_adds_nothing():
    needy = one("a", {"HR": 3}, {"HR": 1})
    strong, weak = one("b", (), {"HR": 3}), one("c", (), {"HR": 2})
    problem = Problem((needy, strong, weak), weights=Weights(agreeing=0))
    both = worth_of(problem, (needy, strong, weak))
    assert both.worth == pytest.approx(0.5 * 1.0 * 2 / 3)
    assert both.worth == pytest.approx(worth_of(problem, (needy, strong)).worth)
    assert (both.areas[0].offered_by, both.areas[0].strength, both.areas[0].helped) == (
        "b", 3, ("a",),
    )  # fmt: skip


def test_only_the_best_areas_count():
    areas = ("a1", "a2", "a3", "a4")
    people = tuple(one(key, dict.fromkeys(areas, 3)) for key in "xy")
    found = worth_of(Problem(people, Rules(2, 8), Weights(agreeing=0, focus=3)), people)
    assert len(found.areas) == 3
    assert found.worth == pytest.approx(0.5)


def test_travel_is_to_the_member_whom_all_reach_most_easily():
    people = tuple(one(k, latitude=53.8 + 0.1 * at) for at, k in enumerate("abc"))
    problem = Problem(people, weights=Weights(agreeing=0, travel=0.5))
    found = worth_of(problem, people)
    minutes = kilometres((53.8, -1.55), (53.9, -1.55)) * 1.3 / 40 * 60
    assert found.host == "b"
    assert found.minutes_to_host == pytest.approx(2 * minutes)
    assert found.worth == pytest.approx(-0.5 * 2 * minutes / 60)
    assert found.longest_between == ("a", "c")
    assert found.longest_minutes == pytest.approx(2 * minutes, rel=1e-4)


def test_an_unknown_place_costs_the_stated_minutes_and_two_hours_are_the_most():
    far, lost = one("f", latitude=50.0), one("u", latitude=None, longitude=None)
    people = (one("a"), lost)
    problem = Problem((*people, far), weights=Weights(agreeing=0, travel=1.0))
    assert worth_of(problem, people).worth == pytest.approx(-0.5)
    assert worth_of(problem, people).ways_unknown == 1
    assert worth_of(problem, people).longest_minutes is None
    assert worth_of(problem, (one("a"), far)).worth == pytest.approx(-2)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6), size=st.integers(2, 8))
def test_arrays_say_what_the_explanation_says(seed, size):
    problem = locality(12, seed)
    chance = random.Random(seed)
    rows = chance.sample(range(12), size)
    members = [problem.organisations[row] for row in rows]
    told = worth_of(problem, members)
    tables = tables_of(roll_of(problem))
    assert weigh(tables, padded([rows], 9))[0] == pytest.approx(told.worth, abs=1e-9)
    assert worth_of(problem, members[::-1]).worth == pytest.approx(told.worth, abs=1e-12)
    assert told.worth == pytest.approx(
        told.spared + told.offered - told.travel - told.agreeing, abs=1e-12
    )
    assert -size - told.agreeing <= told.worth <= size


def test_kilometres_go_round_the_earth():
    assert kilometres((0, 0), (0, 180)) == pytest.approx(math.pi * 6371.0088)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: one("a", {"HR": 4}), "need for HR is 4"),
        (lambda: one("a", latitude=91), "no place on Earth"),
        (lambda: one("a", latitude=None), "both latitude and longitude"),
        (lambda: Problem((one("a"), one("a"))), "have the key a"),
        (lambda: Problem((one("a"),), Rules(together=(("a", "b"),))), "names b"),
        (lambda: Problem((one("a"),), Rules(one_of_kinds=("bank",))), "kind bank"),
        (lambda: Problem((one("a"),), Rules(5, 4)), "not below its least"),
        (
            lambda: Problem(
                (one("a"), one("b")), Rules(together=(("a", "b"),), apart=(("b", "a"),))
            ),
            "together by one rule and apart",
        ),
        (lambda: Problem((one("a"),), travel=TravelEstimate(detour=0.5)), "detour"),
    ],
)
def test_what_cannot_be_is_refused(make, said):
    with pytest.raises(BadInput, match=said):
        make()


def test_a_problem_goes_to_json_and_back():
    problem = locality(5, 3, Rules(together=(("o1", "o2"),), one_of_kinds=("charity",)))
    assert Problem.from_json(problem.as_json()) == problem
