"""Bands: exact reasoning equals going through every case, formulas equal enumeration."""

from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.diagnostics.engine.disclosure import bands as bands_module
from spinney.diagnostics.engine.disclosure.bands import finest
from spinney.diagnostics.engine.disclosure.formulas import choice_bands, halves, ranks
from spinney.diagnostics.engine.disclosure.knowledge import (
    Connected,
    Enumerated,
    Fact,
    Knowledge,
    view,
)
from spinney.diagnostics.engine.disclosure.sums import in_one_way, nest, tighten


@st.composite
def known(draw, most_leaves=4):
    """Knowledge that some world agrees with, and a group to be shown beside it."""
    sizes = tuple(draw(st.lists(st.integers(1, 3), min_size=2, max_size=most_leaves)))
    top = draw(st.integers(1, 3))
    world = [draw(st.integers(0, size * top)) for size in sizes]
    leaves = st.sets(st.integers(0, len(sizes) - 1), min_size=1).map(frozenset)
    facts = []
    for told in draw(st.lists(leaves, max_size=3, unique=True)):
        figure = sum(world[leaf] for leaf in told)
        low, high = draw(st.integers(0, 3)), draw(st.integers(0, 3))
        facts.append(Fact(told, max(0, figure - low), figure + high))
    held = [((leaf, 1),) for leaf in range(len(sizes))]
    held += [((0, 1), (1, 1))] if draw(st.booleans()) else []
    least = draw(st.integers(2, 3))
    return Knowledge(sizes, top, tuple(facts), tuple(held), least), draw(leaves)


def all_worlds(knowledge):
    ranges = [range(size * knowledge.top + 1) for size in knowledge.sizes]
    return [
        world
        for world in product(*ranges)
        if all(f.low <= sum(world[leaf] for leaf in f.leaves) <= f.high for f in knowledge.facts)
    ]


@settings(deadline=None, max_examples=60)
@given(known())
def test_narrowed_ranges_are_exact_where_groups_are_connected_in_one_way(case):
    knowledge, group = case
    sums, places = nest(len(knowledge.sizes), [*(f.leaves for f in knowledge.facts), group])
    if not in_one_way(sums):
        return
    one = Connected(knowledge, sums, places, places[group])
    other = Enumerated(knowledge, group, all_worlds(knowledge))
    assert (one.low, one.high) == (other.low, other.high)
    for low in range(one.low, one.high + 1):
        for high in range(low, one.high + 1):
            assert one.safe(low, high) == other.safe(low, high)


@settings(deadline=None, max_examples=60)
@given(known())
def test_bands_cover_the_range_and_each_is_safe(case):
    knowledge, group = case
    seen = view(knowledge, group, 100_000)
    found = finest(knowledge, group, 100_000).all()
    assert found[0][0] == seen.low
    assert found[-1][1] == seen.high
    assert all(one[1] + 1 == two[0] for one, two in zip(found, found[1:], strict=False))
    whole_is_safe = seen.safe(seen.low, seen.high)
    assert all(seen.safe(*band) for band in found) or (not whole_is_safe and len(found) == 1)


@pytest.mark.parametrize("sizes", [(60,), (40, 20), (25, 25, 25, 3), (30, 1), (30, 1, 1)])
@pytest.mark.parametrize("top", [1, 3])
def test_a_long_range_has_no_unsafe_figure_in_its_middle(sizes, top):
    """Its middle is settled by its ends; here every figure of it is tried."""
    held = tuple(((leaf, 1),) for leaf in range(len(sizes)))
    everybody = frozenset(range(len(sizes)))
    knowledge = Knowledge(sizes, top, (), held)
    first = finest(knowledge, everybody)
    seen = view(knowledge, everybody, 0)
    assert all(seen.safe(*band) for band in first.all())
    for figure in (first.below[0][1] + 1, sum(sizes) * top // 2, sum(sizes) * top // 3):
        told = Fact(everybody, *first.find(figure))
        after = Knowledge(sizes, top, (told,), held)
        found = finest(after, frozenset({0}))
        second = view(after, frozenset({0}), 0)
        assert found.says_nothing or all(second.safe(*band) for band in found.all())


def test_a_middle_is_found_where_there_is_one():
    found = finest(Knowledge((1000,), 1, (), (((0, 1),),)), frozenset({0}))
    assert (found.below, found.exact, found.above) == (((0, 2),), (3, 997), ((998, 1000),))


def test_the_middle_of_a_long_range_is_settled_as_the_short_way_does(monkeypatch):
    knowledge = Knowledge((30, 20), 1, (Fact(frozenset({0, 1}), 25, 25),), (((0, 1),), ((1, 1),)))
    long_way = finest(knowledge, frozenset({0})).all()
    monkeypatch.setattr(bands_module, "LONG", 5)
    finest.cache_clear()
    assert finest(knowledge, frozenset({0})).all() == long_way


@pytest.mark.parametrize("people", range(3, 13))
@pytest.mark.parametrize("coalition", [1, 2])
def test_the_formula_for_yes_and_no_is_the_finest(people, coalition):
    """No partition of the counts into ranges has more safe bands, by trying them all."""
    if coalition >= people:
        return
    known_so_far = Knowledge((people,), 1, (), (((0, coalition),),))
    seen = Enumerated(known_so_far, frozenset({0}), [(count,) for count in range(people + 1)])
    most = {-1: 0}
    for high in range(people + 1):
        options = [
            most[low - 1] + 1 for low in range(high + 1) if seen.safe(low, high) and low - 1 in most
        ]
        if options:
            most[high] = max(options)
    formula = choice_bands(people, 2, coalition)
    assert len(formula.all()) == most[people]
    assert finest(known_so_far, frozenset({0})).all() == formula.all()


@pytest.mark.parametrize(("people", "levels"), [(5, 3), (6, 3), (7, 2), (8, 2), (9, 2), (11, 2)])
@pytest.mark.parametrize("coalition", [1, 2])
def test_places_leave_every_answer_open(people, levels, coalition):
    places = ranks(people, coalition)
    by_shown = {}
    for levels_sorted in combinations_with_replacement(range(levels), people):
        shown = tuple(levels_sorted[place - 1] for place in places)
        by_shown.setdefault(shown, []).append(levels_sorted)
    if not places:
        return
    for worlds in by_shown.values():
        for own in combinations_with_replacement(range(levels), coalition):
            rests = [rest for rest in map(lambda w: without(w, own), worlds) if rest is not None]
            assert not rests or {value for rest in rests for value in rest} == set(range(levels))


def without(world, own):
    rest = list(world)
    for value in own:
        if value not in rest:
            return None
        rest.remove(value)
    return rest


@given(st.integers(3, 400), st.integers(1, 4))
def test_places_keep_their_distance(people, coalition):
    places = (0, *ranks(people, coalition), people + 1)
    if len(places) > 2:
        gaps = [b - a for a, b in zip(places, places[1:], strict=False)]
        assert all(gap >= coalition + 2 for gap in gaps)


@given(st.integers(2, 20), st.integers(2, 5))
def test_halves_are_wide_enough(levels, least):
    both = halves(levels, least)
    assert (both is None) == (levels < 2 * least)
    if both:
        assert all(high - low + 1 >= least for low, high in both)
        assert (both[0][0], both[0][1] + 1, both[1][1]) == (0, both[1][0], levels - 1)


def test_a_sum_that_cannot_be_met_is_refused():
    assert tighten(((2, (0, 1)),), [2, 2, 0], [3, 3, 3]) is False
