"""A problem as JSON is read whole, or told where it is wrong."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.money.engine.sharing import Limits, fair_shares, read_problem, share
from spinney.money.engine.sharing.saying import (
    impossible_words,
    limits_words,
    part_words,
    rule_words,
)

WHOLE = {
    "title": "Shared bookkeeper",
    "cost_pence": 1_200_000,
    "actual_pence": 1_130_000,
    "period": ["2026-04-01", "2027-03-31"],
    "members": [
        {"name": "Ash", "income_pence": 9_000_000, "staff": 3.5, "use": 10, "actual_use": 12,
         "parts": 1, "sites": ["Town"]},
        {"name": "Elm", "income_pence": 40_000_000, "staff": 12, "use": 30, "parts": 2,
         "to": "2026-09-30", "sites": ["Town", "Mill"]},
    ],
    "rule": "mixed",
    "mix": [["equal", 1], ["use", 1]],
    "bands": [[0, 1], [10_000_000, 2]],
    "limits": {"least_pence": 1000, "most_percent": 90},
    "paid": {"Ash": 300_000},
    "alone": {"made_of": [
        {"kind": "once", "pence": 400_000},
        {"kind": "per_unit", "prices": [[0, 2500], [25, 1999.5]]},
        {"kind": "per_site", "pence": 5000},
        {"kind": "per_step", "pence": 1000, "each": 8},
    ]},
}  # fmt: skip


def test_everything_that_is_said_is_read():
    problem = read_problem(WHOLE)
    assert problem.rules() == ["equal", "bands", "income", "staff", "use", "fixed", "mixed"]
    assert problem.limits == Limits(least_pence=1000, most_percent=90)
    assert problem.actual[0].units == 12
    # £4,000 once, 40 units at 1,999.5p, two sites at £50, five steps of eight at £10.
    assert fair_shares(problem.game).pence == 400_000 + 79_980 + 10_000 + 5_000
    found = share(
        problem.pence, problem.rule_of("mixed"), problem.members, limits=problem.limits,
        period=problem.period,
    )  # fmt: skip
    assert found.by_member() == {"Ash": 599_589, "Elm": 600_411}
    assert part_words(found.parts[1], "hours") == [
        "1 April 2026 to 30 September 2026: 1 of 2 parts, of £3,008.22: £1,504.11.",
        "1 April 2026 to 31 March 2027: 30 of 40 hours, of £6,000: £4,500.",
    ]


def test_words_for_rules_and_limits():
    problem = read_problem(WHOLE)
    assert rule_words(problem.rule_of("mixed")) == (
        "by a mix of rules: 50% in equal parts, 50% by how much each uses"
    )
    assert limits_words(problem.limits) == "Each bears at least £10, at most 90% of the cost."
    no_way = share(
        100, problem.rule_of("equal"), problem.members, limits=Limits(least_pence=90)
    ).impossible
    assert impossible_words(no_way, 100).startswith("The smallest shares come to £1.80, more than")


def _with(**changes):
    return WHOLE | changes


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ([], "curly brackets"),
        (_with(colour=1), "“colour”"),
        (_with(cost_pence="12"), "cost_pence"),
        (_with(cost_pence=-12), "cost_pence"),
        ({"members": [{"name": "Ash"}]}, "cost_pence"),
        (_with(members=[]), "members"),
        (_with(members=[{"name": "Ash"}, {"name": "Ash"}]), "same name"),
        (_with(members=[{"name": ""}]), "Member 1"),
        (_with(members=[{"name": "Ash", "use": "lots"}]), "“use” is “lots”"),
        (_with(members=[{"name": "Ash", "staff": 1.234}]), "two places"),
        (_with(members=[{"name": "Ash", "from": "May"}]), "Write a day"),
        (_with(members=[{"name": "A", "from": "2026-05-02", "to": "2026-05-01"}]), "before it"),
        (_with(period=["2026-05-02"]), "first and last day"),
        (_with(period=["2026-05-02", "2026-05-01"]), "end before"),
        (_with(bands=[1]), "pairs"),
        (_with(limits={"least_pence": 5, "most_pence": 1}), "smallest share"),
        (_with(paid={"Yew": 5}), "“Yew”"),
        (_with(alone={"made_of": []}), "made_of"),
        (_with(alone={"made_of": [{"kind": "thrice"}]}), "one of once"),
        (_with(alone={"made_of": [{"kind": "once", "pence": 1, "members": ["Yew"]}]}), "Yew"),
        (_with(alone={"groups": [[["Yew"], 5]]}), "not a member"),
        (_with(alone={"groups": [], "made_of": []}), "not both"),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(data, says):
    with pytest.raises(BadInput, match=says):
        read_problem(data)
