"""How firm a result is: other rules, near ties, one vote changed or missing."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.decisions.engine.changed_papers import every_marking, room_for
from spinney.decisions.engine.problem import Kind, Paper
from spinney.decisions.engine.rules import count, rules_for
from spinney.decisions.engine.what_if import WhatIf, one_changed, one_less, what_if
from tests.decisions.engine.drawn import ballots, simple

SMALL = {kind: 2 if kind in (Kind.SCORE, Kind.TIMES) else 3 for kind in Kind}


@given(st.sampled_from(Kind).flatmap(lambda kind: ballots(kind, most_options=3)))
def test_all_ways_to_mark_a_paper_are_found_once(problem):
    problem = replace(problem, most_each=problem.most_each and 2, most_points=3)
    ways = [tuple(sorted(marks.items())) for marks in every_marking(problem)]
    assert len(ways) == len(set(ways)) == room_for(problem)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(Kind).flatmap(
        lambda kind: ballots(kind, most_options=SMALL[kind], most_papers=3)
    ),
    st.data(),
)
def test_one_vote_changes_the_choice_if_and_only_if_some_paper_can(problem, data):
    problem = replace(problem, most_points=3)
    rule = data.draw(st.sampled_from(rules_for(problem)))
    outcome = count(rule, problem)
    apart = [replace(p, times=1) for p in problem.papers for _ in range(p.times)]

    def differs(papers):
        found = count(rule, replace(problem, papers=tuple(papers)))
        return set(found.chosen) != set(outcome.chosen)

    places = range(len(apart))
    changed = any(
        differs([*apart[:n], replace(apart[n], marks=marks), *apart[n + 1 :]])
        for marks in every_marking(problem)
        for n in places
    )
    less = any(differs([*apart[:n], *apart[n + 1 :]]) for n in places)
    words = {True: "could_change", False: "cannot_change"}
    assert one_changed(problem, outcome, work=10**6).code == words[changed]
    assert one_less(problem, outcome).code == words[less]


def test_what_is_too_much_work_is_said_not_guessed():
    orders = ["a b c d e f", "b a c d e f", "a b d c e f"]
    problem = simple(Kind.RANK, [(order, 50) for order in orders], "abcdef")
    assert one_changed(problem, count("stv", problem), work=600).code == "not_tried"
    many = tuple(Paper({"a": place}) for place in range(1, 60))
    near = replace(problem, papers=many)
    assert one_less(near, count("stv", near), work=100).code == "not_tried"


@pytest.mark.parametrize("rule", ["plurality", "borda", "condorcet"])
def test_a_wide_margin_needs_no_trying(rule):
    problem = simple(Kind.RANK, [("a b", 40_000), ("b a", 30_000)], "ab")
    outcome = count(rule, problem)
    assert one_changed(problem, outcome, work=0).code == "cannot_change"
    assert one_less(problem, outcome, work=0).code == "cannot_change"


@pytest.mark.parametrize(
    ("kind", "rule", "papers", "near"),
    [
        (Kind.CHOOSE, "plurality", [("a", 3), ("b", 2)], (1, "a", "b", "chosen")),
        (Kind.RANK, "condorcet", [("a b", 3), ("b a", 1), ("c b a", 1)], (1, "a", "b", "pair")),
        (Kind.RANK, "stv", [("a", 4), ("b", 3), ("c a", 1)], (2, "b", "c", "exclusion")),
    ],
)
def test_the_nearest_tie(kind, rule, papers, near):
    problem = simple(kind, papers)
    found = what_if(problem, count(rule, problem))
    assert (found.near.margin, found.near.ahead, found.near.behind, found.near.at) == near
    assert WhatIf.from_json(found.to_json()) == found


def test_other_rules_on_the_same_papers():
    """The centre squeeze: rules that compare take b; the run-off does not."""
    problem = simple(Kind.RANK, [("a b", 4), ("b a", 2), ("c b", 3)])
    found = what_if(problem, count("condorcet", problem))
    assert {one.rule: one.chosen for one in found.others} == {
        "plurality": ("a",),
        "approval": ("b",),
        "stv": ("a",),
        "borda": ("b",),
    }
    simple_vote = found.others[0]
    assert (simple_vote.gained, simple_vote.lost, simple_vote.same) == (("a",), ("b",), False)


def test_another_rule_that_would_leave_it_to_a_lot():
    """Everybody put all three in an order, so each has as many approvals: that says nothing for
    whoever the lot would draw.
    """
    problem = simple(Kind.RANK, [("a b c", 3), ("b a c", 1), ("c a b", 1)])
    found = what_if(problem, count("stv", problem))
    equal = {one.rule: one.equal for one in found.others}
    assert equal == {"plurality": (), "approval": ("a", "b", "c"), "condorcet": (), "borda": ()}
    assert WhatIf.from_json(found.to_json()) == found


def test_nobody_voted():
    problem = simple(Kind.APPROVE, [])
    found = what_if(problem, count("approval", problem))
    assert (found.near, found.changed.code, found.less.code) == (
        None,
        "cannot_change",
        "cannot_change",
    )
