"""A year of tables against somebody who subtracts, solves and tries every possibility."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.diagnostics.engine.attacker import Puzzle, Seen, attack, pin_down, solve_equations
from tests.diagnostics.engine.disclosure_clusters import (
    make,
    publish,
    publish_naively,
    puzzles,
)

pytestmark = pytest.mark.slow

QUICK, ALL = 60, 200


def owner(person):
    return person.owner


def recovered(cluster, shown):
    """Everything that somebody works out in a year, as it is found."""
    for topic, puzzle in puzzles(cluster, shown).items():
        for found in attack(puzzle, owner):
            yield topic, found


def check_all_shown_is_true(puzzle):
    for one in puzzle.seen:
        figure = sum(one.weights[puzzle.truth[person]] for person in one.people)
        assert one.low <= figure <= one.high


def withstands(seed):
    cluster = make(seed)
    shown = publish(cluster)
    for puzzle in puzzles(cluster, shown).values():
        check_all_shown_is_true(puzzle)
    assert list(recovered(cluster, shown)) == [], f"cluster {seed}"


@pytest.mark.parametrize("tens", range(QUICK // 10))
def test_nobody_works_out_another_members_answer(tens):
    for seed in range(10 * tens, 10 * tens + 10):
        withstands(seed)


@pytest.mark.slow
@pytest.mark.parametrize("twenty", range(QUICK // 20, ALL // 20))
def test_nobody_does_in_two_hundred_clusters(twenty):
    for seed in range(20 * twenty, 20 * twenty + 20):
        withstands(seed)


def test_the_same_attacker_breaks_plain_tables():
    """Counts from three answers on, of everybody, once: most clusters fall."""
    clusters = [make(seed) for seed in range(30)]
    once = [publish_naively(one, filters=False, repeated=False) for one in clusters]
    broken = [any(True for _ in recovered(*pair)) for pair in zip(clusters, once, strict=True)]
    assert sum(broken) >= 20


def test_filters_and_repeating_give_more_away():
    fell = {}
    for filters, repeated in product((False, True), repeat=2):
        fell[filters, repeated] = 0
        for cluster in map(make, range(8)):
            shown = publish_naively(cluster, filters=filters, repeated=repeated)
            fell[filters, repeated] += solved(cluster, shown)
    assert fell[False, False] == 0, "one table leaves nothing to subtract"
    assert 0 < fell[True, False] < fell[True, True]
    assert 0 < fell[False, True] < fell[True, True]


def solved(cluster, shown):
    """Answers found by equations alone, each by how many."""
    return sum(
        len(solve_equations(puzzle, {one for one in puzzle.truth if one.owner == by}))
        for puzzle in puzzles(cluster, shown).values()
        for by in {one.owner for one in puzzle.truth}
    )


def test_a_difference_of_two_tables_is_found_by_equations():
    """Six said yes before Ash joined and seven after: so did Ash."""
    people = [f"o{at}" for at in range(9)]
    truth = {person: int(at not in (2, 5)) for at, person in enumerate(people)}
    before = Seen(frozenset(people[:8]), (0, 1), 6, 6)
    after = Seen(frozenset(people), (0, 1), 7, 7)
    puzzle = Puzzle(2, ((0,), (1,)), truth, (before, after))
    assert solve_equations(puzzle, {"o0"}) == {"o8"}
    assert pin_down(puzzle, {"o0"}) == {"o8"}


def test_a_band_at_the_end_is_found_by_possibilities_only():
    """One at most said yes, and she did: no equation says so, but nobody else can have."""
    people = [f"o{at}" for at in range(5)]
    truth = {person: int(person == "o0") for person in people}
    puzzle = Puzzle(2, ((0,), (1,)), truth, (Seen(frozenset(people), (0, 1), 0, 1),))
    assert solve_equations(puzzle, {"o0"}) == set()
    assert pin_down(puzzle, {"o0"}) == set(people[1:])
    assert pin_down(puzzle, {"o1"}) == set()


@settings(deadline=None, max_examples=80)
@given(st.data())
def test_the_attacker_finds_all_that_can_be_found(data):
    """Beside somebody who writes down every world of four or five people."""
    ways, number = data.draw(st.integers(2, 3)), data.draw(st.integers(3, 5))
    people = [f"o{at}" for at in range(number)]
    truth = {one: data.draw(st.integers(0, ways - 1)) for one in people}
    seen = []
    for _ in range(data.draw(st.integers(1, 4))):
        of = data.draw(st.sets(st.sampled_from(people), min_size=1))
        weights = tuple(data.draw(st.integers(0, 2)) for _ in range(ways))
        figure = sum(weights[truth[one]] for one in of)
        low, high = data.draw(st.integers(0, 1)), data.draw(st.integers(0, 1))
        seen.append(Seen(frozenset(of), weights, figure - low, figure + high))
    puzzle = Puzzle(ways, tuple((way,) for way in range(ways)), truth, tuple(seen))
    worlds = [
        world
        for answers in product(range(ways), repeat=number)
        for world in [dict(zip(people, answers, strict=True))]
        if world["o0"] == truth["o0"]
        and all(s.low <= sum(s.weights[world[o]] for o in s.people) <= s.high for s in seen)
    ]
    certain = {one for one in people[1:] if len({world[one] for world in worlds}) == 1}
    assert pin_down(puzzle, {"o0"}) == certain
