"""Moving people about by hand: what it is worth, which rules break, what changed, and at once."""

import time

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.diagnostics.engine.groups import Broken, Rules, evaluate, worth_of
from tests.diagnostics.engine.localities import locality


def keys(*numbers):
    return [f"o{number}" for number in numbers]


def test_the_objective_is_the_worths_less_the_price_of_those_outside():
    problem = locality(7)
    told = evaluate(problem, [keys(0, 1, 2), keys(3, 4, 5)])
    people = problem.organisations
    worth = worth_of(problem, people[:3]).worth + worth_of(problem, people[3:6]).worth
    assert told.outside == ("o6",)
    assert told.objective == pytest.approx(worth - 0.5)
    assert told.change is None
    assert told.broken == ()


def test_a_move_is_told_against_what_was_before():
    problem = locality(9)
    before = evaluate(problem, [keys(0, 1, 2), keys(3, 4, 5), keys(6, 7, 8)])
    after = evaluate(problem, [keys(0, 1, 3), keys(2, 4, 5), keys(6, 7, 8)], before=before)
    assert after.touched == (0, 1)
    assert after.change == pytest.approx(after.objective - before.objective)
    assert after.groups == evaluate(problem, [g.members for g in after.groups]).groups


def broken(rules, groups, size=9):
    return {
        (one.code, one.group, one.keys, one.number, one.limit)
        for one in evaluate(locality(size, 1, rules), groups).broken
    }


def test_every_rule_that_is_broken_is_named_with_its_numbers():
    assert broken(Rules(3, 4), [keys(0, 1), keys(2, 3, 4, 5, 6)]) == {
        (Broken.TOO_SMALL, 0, ("o0", "o1"), 2, 3),
        (Broken.TOO_LARGE, 1, tuple(keys(2, 3, 4, 5, 6)), 5, 4),
    }
    assert broken(Rules(together=(("o0", "o3"),)), [keys(0, 1, 2), keys(3, 4, 5)]) == {
        (Broken.NOT_TOGETHER, 0, ("o0", "o3"), None, None)
    }
    assert broken(Rules(apart=(("o0", "o2"),)), [keys(0, 1, 2)]) == {
        (Broken.NOT_APART, 0, ("o0", "o2"), None, None)
    }
    assert broken(Rules(everyone_placed=True), [keys(*range(8))]) == {
        (Broken.NOT_PLACED, None, ("o8",), 1, 0)
    }
    people = locality(9).organisations
    fragile = tuple(one.key for one in people if one.fragile)
    assert broken(Rules(3, 9, most_fragile=1), [keys(*range(9))]) == {
        (Broken.TOO_MANY_FRAGILE, 0, fragile, len(fragile), 1)
    }
    kind = people[0].kind
    others = [one.key for one in people if one.kind != kind]
    assert (Broken.KIND_MISSING, 0, tuple(others), 0, 1) in broken(
        Rules(3, 9, one_of_kinds=(kind,)), [others]
    )


def test_two_who_are_too_far_apart_are_named_with_their_minutes():
    problem = locality(9, 1, Rules(longest_minutes=3))
    found = [one for one in evaluate(problem, [keys(*range(8))]).broken]
    assert {one.code for one in found} == {Broken.TOO_FAR}
    assert all(one.number > 3 == one.limit and len(one.keys) == 2 for one in found)
    lost = {one.key for one in problem.organisations if one.place is None}
    assert lost
    assert not lost & {key for one in found for key in one.keys}


def test_nobody_is_in_two_places_or_from_elsewhere():
    with pytest.raises(BadInput, match="o1 is in two places"):
        evaluate(locality(4), [keys(0, 1, 2), keys(1, 3)])
    with pytest.raises(BadInput, match="o9 is not among"):
        evaluate(locality(4), [keys(9)])


def test_it_answers_at_once_for_sixty():
    problem = locality(60, 2)
    groups = [keys(*range(at, at + 6)) for at in range(0, 60, 6)]
    before = evaluate(problem, groups)
    groups[0][0], groups[1][0] = groups[1][0], groups[0][0]
    took = []
    for _ in range(5):
        began = time.process_time()
        evaluate(problem, groups, before=before)
        took.append(time.process_time() - began)
    assert min(took) < 0.1
