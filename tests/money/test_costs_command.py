"""`spinney costs`: a file is shared, compared, judged; and what is wrong with it is told."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from spinney.cli.costs import costs

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "analyst.md"
PROBLEM = json.loads(
    re.search(r"```json\n(\{\n  \"title\".+?)```", GUIDE.read_text("utf-8"), re.DOTALL)[1]
)


def run(tmp_path, data, *args):
    file = tmp_path / "problem.json"
    file.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
    return CliRunner().invoke(costs, [args[0], str(file), *args[1:]])


def test_the_example_of_the_guide_is_shared_and_judged(tmp_path):
    done = run(tmp_path, PROBLEM, "share", "--json")
    told = json.loads(done.stdout)
    assert sum(one["pence"] for one in told["parts"]) == PROBLEM["cost_pence"]
    assert told["fair"]["shares"][0]["exact"] == "425000"
    assert told["stability"]["is_stable"] is True
    words = run(tmp_path, PROBLEM, "share").stdout
    assert "Ash: £5,995.89\n" in words
    assert "1 October 2026 to 31 March 2027: all of £2,991.78." in words
    assert "No member and no group would pay less alone. Every group was looked at." in words


def test_a_fair_sharing_and_a_true_up(tmp_path):
    fair = json.loads(run(tmp_path, PROBLEM, "share", "--rule", "fair", "--json").stdout)
    assert {one["member"]: one["pence"] for one in fair["parts"]} == {"Ash": 425000, "Elm": 775000}
    trued = PROBLEM | {"actual_pence": 1_100_000, "paid": {"Ash": 700_000, "Elm": 200_000}}
    words = run(tmp_path, trued, "share", "--rule", "equal").stdout
    assert "Ash: it cost £6,600; gets £400 back.\nElm: it cost £4,400; pays £2,400 more." in words
    unfair = run(tmp_path, PROBLEM | {"limits": {}}, "share", "--rule", "fixed").stdout
    assert "Ash pays £7,989.04 here and would pay £6,500 alone" in unfair
    assert "There are other sharings in which no group would pay less alone." in unfair
    groups = [[["Ash"], 500_000], [["Elm"], 400_000], [["Ash", "Elm"], 1_200_000]]
    empty = run(tmp_path, PROBLEM | {"alone": {"groups": groups}}, "share").stdout
    assert "However it is shared, some group would pay less alone" in empty
    assert "about £1,500 less." in empty


def test_rules_side_by_side(tmp_path):
    table = run(tmp_path, PROBLEM, "compare").stdout.splitlines()
    assert table[0].split() == [
        "equal", "bands", "income", "staff", "use", "fixed", "mixed", "alone",
    ]  # fmt: skip
    assert len(json.loads(run(tmp_path, PROBLEM, "compare", "--json").stdout)["rules"]) == 7


@pytest.mark.parametrize(
    ("data", "args", "says"),
    [
        ("{", (), "is not JSON"),
        (PROBLEM | {"colour": 1}, (), "“colour”"),
        (PROBLEM | {"limits": {"most_percent": 40}}, (), "Raise the largest share."),
        (PROBLEM | {"members": [{"name": "Ash"}], "alone": None}, (), "in curly brackets"),
        ({"cost_pence": 1, "members": [{"name": "Ash"}]}, ("--rule", "use"), "Ash: how much"),
        ({"cost_pence": 1, "members": [{"name": "Ash"}]}, ("--rule", "fair"), "needs “alone”"),
        ({"cost_pence": 1, "members": [{"name": "A"}], "rule": "whim"}, (), "There is no rule"),
    ],
)
def test_what_is_wrong_is_told_and_the_command_ends_with_2(tmp_path, data, args, says):
    done = run(tmp_path, data, "share", *args)
    assert done.exit_code == 2
    assert says in done.stderr
