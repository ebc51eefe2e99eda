"""Many organisations by blocks: rules are kept, the bound holds, processes change nothing."""

import pytest

from spinney.diagnostics.engine.groups import Effort, Rules, evaluate
from spinney.diagnostics.engine.groups.blocks import BLOCK, solve_in_blocks
from spinney.diagnostics.engine.groups.cutting import blocks_of, cut_again
from spinney.diagnostics.engine.groups.solving import solve, solve_locality, solved_by
from spinney.diagnostics.engine.groups.tables import roll_of
from tests.diagnostics.engine.localities import locality

LIGHT = Effort(tries=8, proof=0)
RULES = Rules(together=(("o1", "o90"),), apart=(("o2", "o3"),), most_fragile=4, longest_minutes=60)


def test_a_country_in_blocks_keeps_the_rules_and_is_bounded():
    problem = locality(120, 1, RULES)
    solved = solve(problem, LIGHT)
    told = evaluate(problem, solved.groups)
    assert solved.method == "blocks"
    assert told.broken == ()
    assert told.objective == pytest.approx(solved.objective)
    assert solved.objective > 0
    assert solved.bound > solved.objective


def test_the_bound_by_blocks_is_above_the_proven_one():
    problem = locality(30, 2)
    exact = solved_by(problem, solve_locality(problem, Effort(tries=30, proof=40_000)))
    blocks = solve_in_blocks(problem, LIGHT)
    assert blocks.objective <= exact.bound + 1e-9
    assert blocks.bound >= exact.objective - 1e-9
    assert blocks.objective >= 0.9 * exact.objective


def test_blocks_hold_everybody_once_and_keep_bundles_and_groups_whole():
    problem = locality(150, 1, RULES)
    roll = roll_of(problem)
    blocks = blocks_of(roll, BLOCK)
    assert sorted(row for block in blocks for row in block.tolist()) == list(range(150))
    assert all(len(block) <= BLOCK + 1 for block in blocks)
    home = {row: at for at, block in enumerate(blocks) for row in block.tolist()}
    assert home[1] == home[90]
    groups = [[at, at + 1, at + 2] for at in range(0, 120, 3)]
    for turn in (0, 1, 2):
        again = cut_again(roll, groups, BLOCK, turn)
        assert sorted(row for rows, _ in again for row in rows.tolist()) == list(range(150))
        assert sorted(group for _, kept in again for group in kept) == groups


@pytest.mark.slow
def test_processes_change_nothing():
    problem = locality(100, 3)
    assert solve(problem, LIGHT, workers=2) == solve(problem, LIGHT, workers=1)
