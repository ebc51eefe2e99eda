"""The bound holds and what is found is best: against every group and every choice of groups."""

from dataclasses import replace
from functools import cache
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.base.kernel.errors import BadInput
from spinney.diagnostics.engine.groups import Effort, Rules, evaluate
from spinney.diagnostics.engine.groups.pricing import Pricing
from spinney.diagnostics.engine.groups.solving import solve
from spinney.diagnostics.engine.groups.tables import roll_of, tables_of
from spinney.diagnostics.engine.groups.weighing import keeps_rules, padded, weigh
from tests.diagnostics.engine.localities import locality

pytestmark = pytest.mark.slow

RULES = (
    Rules(2, 4),
    Rules(3, 4, most_fragile=1),
    Rules(2, 4, longest_minutes=12),
    Rules(3, 4, together=(("o1", "o2"),), apart=(("o3", "o4"), ("o0", "o1"))),
    Rules(3, 4, one_of_kinds=("charity", "group")),
    Rules(2, 4, together=(("o1", "o2"),), longest_minutes=20, most_fragile=2),
)
SIZE = 9
LIGHT = Effort(rounds=25, tries=12, nodes=20)


def every_group(problem):
    """All groups that keep the rules, with their worth."""
    rules, tables = problem.rules, tables_of(roll_of(problem))
    sizes = range(rules.min_size, rules.max_size + 1)
    groups = [list(g) for size in sizes for g in combinations(range(len(tables)), size)]
    rows = padded(groups, rules.max_size)
    fine = keeps_rules(tables, rows)
    return tables, rows[fine], weigh(tables, rows[fine])


def best_of_all(problem):
    """The best objective, by trying every choice of groups."""
    _, rows, worth = every_group(problem)
    at = {one.key: row for row, one in enumerate(problem.organisations)}
    bundles = [frozenset(at[key] for key in pair) for pair in problem.rules.together]
    by_first = {}
    for row, value in zip(rows.tolist(), worth.tolist(), strict=True):
        group = frozenset(i for i in row if i >= 0)
        by_first.setdefault(min(group), []).append((group, value))

    @cache
    def best(left):
        if not left:
            return 0.0
        one = min(left)
        alone = next((b for b in bundles if one in b), frozenset({one}))
        value = best(left - alone) - problem.weights.outside_price * len(alone & left)
        for group, worth in by_first.get(one, ()):
            if group <= left:
                value = max(value, worth + best(left - group))
        return value

    return best(frozenset(range(len(problem.organisations))))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), rules=st.sampled_from(RULES), level=st.floats(0, 0.5))
def test_pricing_finds_what_gains_most(seed, rules, level):
    tables, rows, worth = every_group(locality(SIZE, seed, rules_for(rules, seed)))
    prices = np.random.default_rng(seed).uniform(0, 2 * level, SIZE)
    there = rows >= 0
    gains = (worth - (prices[rows] * there).sum(axis=1)) / np.maximum(1, there.sum(axis=1))
    best = max(gains.max(initial=0.0), 0.0)
    priced = Pricing(tables).best(prices, most=10, patience=10**6)
    assert priced.bound == pytest.approx(best, abs=1e-8)
    if best > 1e-6:
        assert priced.gains[0] == pytest.approx(best, abs=1e-8)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6), patience=st.integers(0, 2))
def test_pricing_that_stops_early_still_bounds(seed, patience):
    tables, rows, worth = every_group(locality(SIZE, seed, Rules(2, 4)))
    prices = np.full(SIZE, 0.1)
    gains = (worth - 0.1 * (rows >= 0).sum(axis=1)) / (rows >= 0).sum(axis=1)
    assert Pricing(tables).best(prices, most=10, patience=patience).bound >= gains.max() - 1e-9


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**6), rules=st.sampled_from(RULES))
def test_the_best_lies_between_what_is_found_and_the_bound(seed, rules):
    problem = locality(SIZE, seed, rules_for(rules, seed))
    solved = solve(problem, LIGHT)
    best = best_of_all(problem)
    told = evaluate(problem, solved.groups)
    assert told.broken == ()
    assert told.objective == pytest.approx(solved.objective, abs=1e-8)
    assert solved.objective <= best + 1e-8
    assert best <= solved.bound + 1e-8


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_small_localities_are_solved_to_the_best(seed):
    problem = locality(SIZE, seed, Rules(2, 4))
    assert solve(problem, LIGHT).objective == pytest.approx(best_of_all(problem), abs=1e-8)


def rules_for(rules, seed):
    """The rules, without those that contradict each other for the organisations of this seed."""
    try:
        locality(SIZE, seed, rules)
    except BadInput:
        return replace(rules, together=(), one_of_kinds=())
    return rules
