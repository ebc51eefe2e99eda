"""Several proposals that differ, each with what it is good at, and why somebody is outside."""

import json
from dataclasses import replace

import pytest

from spinney.diagnostics.engine.groups import (
    Broken,
    Effort,
    Kind,
    Organisation,
    Problem,
    Rules,
    Weights,
    Why,
    propose,
)
from spinney.diagnostics.engine.groups.outsiders import outsiders
from spinney.diagnostics.engine.groups.solving import solve
from tests.diagnostics.engine.localities import USUAL_RULES, USUAL_WEIGHTS, locality

LIGHT = Effort(rounds=8, tries=10, nodes=5)
HERE = {"latitude": 53.8, "longitude": -1.55}


@pytest.fixture(scope="module")
def found():
    return propose(locality(16, 4), count=4, effort=LIGHT)


def test_proposals_differ_and_the_first_has_the_most_worth(found):
    kinds = [one.kind for one in found.proposals]
    assert kinds[0] is Kind.BEST
    assert len(set(kinds)) == len(kinds) >= 3
    as_sets = [frozenset(frozenset(g.members) for g in one.evaluation.groups)
               for one in found.proposals]  # fmt: skip
    assert len(set(as_sets)) == len(as_sets)
    assert all(one.loses >= -1e-6 for one in found.proposals)
    assert found.bound >= found.objective == found.proposals[0].evaluation.objective
    assert all(one.evaluation.broken == () for one in found.proposals)


def test_each_says_what_it_is_good_and_bad_at(found):
    best = {mark.measure.value: mark for mark in found.proposals[0].good_at}
    assert "worth" in best
    nearest = next(one for one in found.proposals if one.kind is Kind.NEAREST)
    marked = {mark.measure.value for mark in nearest.good_at}
    assert "minutes" in marked
    assert nearest.measures["minutes"] == min(one.measures["minutes"] for one in found.proposals)


def test_each_says_how_it_differs_from_the_first(found):
    first, *others = found.proposals
    assert (first.loses, first.moved, first.pairs_kept) == (0, (), 1)
    for one in others:
        assert one.moved
        assert 0 <= one.pairs_kept < 1
        assert one.loses == pytest.approx(found.objective - one.evaluation.objective)


def test_the_same_question_has_the_same_answer(found):
    assert propose(locality(16, 4), count=4, effort=LIGHT) == found


def test_all_of_it_is_json(found):
    plain = json.loads(json.dumps(found.as_json()))
    assert plain["proposals"][0]["kind"] == "best"
    group = plain["proposals"][0]["evaluation"]["groups"][0]
    assert group["worth"] == pytest.approx(
        group["spared"] + group["offered"] - group["travel"] - group["agreeing"]
    )


def needing(key, area, **more):
    return Organisation(key, key, {area: 3} if area else {}, {}, **(HERE | more))


FOUR = tuple(needing(key, "HR") for key in "abcd")


def why(people, groups, outside, rules=USUAL_RULES, weights=USUAL_WEIGHTS):
    (found,) = outsiders(Problem(people, rules, weights), groups, [outside])
    return found


def test_why_somebody_is_outside():
    far = needing("z", "HR", latitude=51.0)
    near = Rules(longest_minutes=30)
    assert why((*FOUR, far), ["abcd"], "z", near).why is Why.NOBODY_IN_REACH
    nothing = needing("z", "")
    assert why((*FOUR, nothing), ["abcd"], "z").why is Why.NO_SHARED_NEED
    one = needing("z", "HR")
    apart = why((*FOUR, one), ["abcd"], "z", Rules(apart=(("a", "z"),)))
    assert (apart.why, apart.rule.code, apart.group) == (Why.BREAKS_A_RULE, Broken.NOT_APART, 0)
    full = why((*FOUR, one), ["abcd"], "z", Rules(max_size=4))
    assert (full.why, full.number, full.limit) == (Why.GROUPS_FULL, 4, 4)
    tired = Weights(agreeing=1.0, outside_price=0.5)
    dear = why((*FOUR, one), ["abcd"], "z", weights=tired)
    assert (dear.why, dear.limit) == (Why.COSTS_MORE, 0.5)
    assert dear.number == pytest.approx(4 * 1.0 - 0.5)
    assert why((*FOUR, one), ["abcd"], "z").why is Why.NOT_FOUND
    assert why((FOUR[0], one), [], "z").why is Why.TOO_FEW


def test_leaving_outside_has_its_price_and_everyone_can_be_placed():
    people = (*FOUR, needing("z", "ICT", latitude=54.9))
    cheap = Problem(people, Rules(3, 8), Weights(outside_price=0.1))
    assert solve(cheap, LIGHT).groups == (("a", "b", "c", "d"),)
    everyone = replace(cheap, rules=replace(cheap.rules, everyone_placed=True))
    solved = solve(everyone, LIGHT)
    assert sum(map(len, solved.groups)) == 5
    assert solved.bound >= solved.objective


def test_too_few_are_all_outside_with_the_reason():
    found = propose(Problem(FOUR[:2]), count=2)
    assert [one.why for one in found.proposals[0].outside] == [Why.TOO_FEW, Why.TOO_FEW]
    assert found.gap is None


def test_a_search_can_be_stopped():
    found = propose(locality(16, 4), count=4, effort=LIGHT, stop=lambda: True)
    assert len(found.proposals) == 1
    assert found.bound >= found.objective


def test_another_solver_in_the_process_changes_nothing(found):
    import highspy

    other = highspy.Highs()
    other.setOptionValue("output_flag", False)
    counts = [other.addVariable(0, 10, type=highspy.HighsVarType.kInteger) for _ in range(30)]
    other.addConstr(sum(counts) <= 55.5)
    other.maximize(sum((n % 7) * count for n, count in enumerate(counts)))
    again = propose(locality(16, 4), count=4, effort=LIGHT)
    assert (again.objective, again.bound) == (found.objective, found.bound)
    assert [one.kind for one in again.proposals] == [one.kind for one in found.proposals]
