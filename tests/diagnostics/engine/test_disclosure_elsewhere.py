"""Figures of two surveys that asked the same: nothing of a few is left when one is taken away."""

from itertools import product

import pytest

from spinney.diagnostics.engine.disclosure.elsewhere import Elsewhere, Group, gives_away
from spinney.diagnostics.engine.disclosure.plan import plan_release
from spinney.diagnostics.engine.disclosure.release import release
from spinney.diagnostics.engine.disclosure.rules import (
    Breakdown,
    Kind,
    Question,
    Reason,
    Respondent,
)
from tests.diagnostics.engine.attacker import Puzzle, Seen, attack, pin_down

SCALE = Question("need", Kind.SCALE, levels=4)
NOTHING: frozenset[Group] = frozenset()


def of(letters):
    return Group(frozenset(letters), len(letters))


def away(group, *there, here=(), least=3):
    return gives_away(group, frozenset(there), frozenset(here), least)


@pytest.mark.parametrize(
    ("now", "then", "expected"),
    [
        ("abcdef", "abcdef", False),
        ("abcde", "abcdef", True),
        ("abcdefg", "abcdef", True),
        ("bcdefg", "abcdef", True),
        ("abcdefgh", "abcdef", True),
        ("abcdefghi", "abcdef", False),
        ("uvwxyz", "abcdef", False),
    ],
)
def test_a_figure_is_kept_back_for_a_difference_of_a_few(now, then, expected):
    assert away(of(now), of(then)) is expected


def test_several_taken_from_one_leave_a_few_as_well():
    whole = of("abcdefghi")
    assert not away(whole, of("abcd"))
    assert not away(whole, of("efgh"))
    assert away(whole, of("abcd"), of("efgh"))
    assert away(whole, of("abcd"), here=[of("efgh")])


def test_what_follows_from_this_survey_alone_is_reckoned_with_there():
    assert not away(of("abcdefgh"), of("mnopqr"), here=[of("abcdefg")])


def test_who_answered_need_not_be_known_for_it_to_be_near():
    senders = frozenset("abcdef")
    assert away(Group(senders, 5), of("abcdef"))
    assert away(of("abcdef"), Group(senders, 5))
    assert away(Group(senders, 5), Group(senders, 5)), "another may have left it blank"
    assert not away(of("mnopqr"), Group(senders, 5))
    assert not away(of("abcdefghi"), Group(senders, 6))


def plan_of(people, there, breakdowns=()):
    owners = {one: one for one in people}
    elsewhere = Elsewhere({"need": frozenset(map(of, there))}, owners)
    respondents = {"need": [Respondent(one) for one in people]}
    return plan_release([SCALE], respondents, breakdowns, elsewhere=elsewhere)


def test_a_group_alone_may_be_kept_back():
    people = "abcdefghijkl"
    kinds = Breakdown("kind", tuple((one, "x" if one < "f" else "y") for one in people))
    plan = plan_of(people, ["abcdef", people], [kinds])
    answers = {"need": {Respondent(one): at % 4 for at, one in enumerate(people)}}
    found = {cell.group: cell for cell in release(plan, answers).cells}
    assert found["x"].reason is Reason.ELSEWHERE
    assert found["x"].suppressed
    assert not found[""].suppressed
    assert {cell.group: cell.reason for cell in plan.cells()}["x"] is Reason.ELSEWHERE


def exactly(people, truth):
    total = sum(truth[one] for one in people)
    return Seen(frozenset(people), (0, 1, 2, 3), total, total)


def test_the_attacker_finds_it_in_plain_figures_and_nothing_in_what_is_shown():
    ways = tuple((at,) for at in range(4))
    for people, then in product(("abcde", "abcdefg"), ("abcdef",)):
        truth = {one: 2 + at % 2 for at, one in enumerate("abcdefg")}
        seen = (exactly(people, truth), exactly(then, truth))
        puzzle = Puzzle(4, ways, truth, seen)
        assert pin_down(puzzle, {"a"}), "the two tell the answer of one"
        answers = {"need": {Respondent(one): truth[one] for one in people}}
        done = release(plan_of(people, [then]), answers)
        assert not done.shown
        assert list(attack(Puzzle(4, ways, truth, seen[1:]), lambda person: person)) == []
