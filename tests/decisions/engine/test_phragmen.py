"""Phragmén's rule: votes earn money at the same pace."""

from fractions import Fraction

from spinney.decisions.engine.problem import Kind
from spinney.decisions.engine.rules.phragmen import phragmen
from tests.decisions.engine.money import on_money


def test_purses_fill_and_are_emptied():
    """By hand: 3 votes have 6 at 2; a's voters begin anew, so b waits until 8 = 2·t + (t - 2)."""
    outcome = phragmen(on_money(Kind.APPROVE, [("ab", 1), ("a", 2), ("b", 2)], 20, a=6, b=8))
    assert outcome.chosen == ("a", "b")
    assert [step.numbers["time"] for step in outcome.steps] == [2, Fraction(10, 3)]
    assert dict(outcome.steps[1].numbers) == {
        "cost": 8, "votes": 3, "time": Fraction(10, 3), "left": 6
    }  # fmt: skip


def test_ends_when_the_turn_is_of_what_does_not_fit():
    """c would fit, but b's turn comes first; d is dearer than everything and has no turn."""
    papers = [("a", 4), ("b", 4), ("c", 1), ("d", 9)]
    outcome = phragmen(on_money(Kind.APPROVE, papers, 10, a=6, b=7, c=4, d=11))
    assert outcome.chosen == ("a",)
    assert [(step.code, step.options) for step in outcome.steps] == [
        ("bought", ("a",)), ("stopped", ("b",)), ("too_dear", ("d",))
    ]  # fmt: skip


def test_points_do_not_count():
    scores = on_money(Kind.SCORE, [{"a": 1, "b": 5}, {"a": 1}], 4, a=4, b=4)
    approvals = on_money(Kind.APPROVE, ["ab", "a"], 4, a=4, b=4)
    assert phragmen(scores).chosen == phragmen(approvals).chosen == ("a",)


def test_ties_are_told_once_and_whether_they_mattered():
    outcome = phragmen(on_money(Kind.APPROVE, ["a", "b", "c"], 10, a=5, b=5, c=5))
    assert len(outcome.chosen) == 2
    (tie,) = outcome.ties
    assert (tie.options, tie.parted_by, tie.mattered) == (("a", "b", "c"), "lot", True)
    both = phragmen(on_money(Kind.APPROVE, ["a", "b"], 10, a=5, b=5))
    assert [tie.mattered for tie in both.ties] == [False]
