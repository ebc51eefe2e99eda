"""What a release says: cells, reasons, plans, ledgers, JSON."""

import json
import time

import pytest

from spinney.diagnostics.engine.disclosure import wire
from spinney.diagnostics.engine.disclosure.explain import Form, explain, fewest, participation
from spinney.diagnostics.engine.disclosure.ledger import Ledger
from spinney.diagnostics.engine.disclosure.plan import plan_release
from spinney.diagnostics.engine.disclosure.release import release
from spinney.diagnostics.engine.disclosure.rules import (
    Breakdown,
    Kind,
    Question,
    Reason,
    Respondent,
    Rules,
    Statistic,
)
from tests.diagnostics.engine.disclosure_clusters import QUESTIONS, answers, make


def everybody(number):
    return [Respondent(f"o{at:04}") for at in range(number)]


def show(question, values, *, ledger=None, breakdowns=(), people=None, rules=None):
    people = people or everybody(len(values))
    plan = plan_release([question], {question.key: people}, breakdowns, ledger=ledger, rules=rules)
    return release(plan, {question.key: dict(zip(people, values, strict=True))})


HR = Question("hr", Kind.YES_NO)


@pytest.mark.parametrize(
    ("values", "low", "high", "reason"),
    [
        ([1, 0], None, None, Reason.TOO_FEW),
        ([1, 0, 1], None, None, Reason.ALL_BUT_YOU),
        ([1, 0, 1, 1], None, None, Reason.ALL_BUT_YOU),
        ([1, 0, 0, 0, 0], 0, 2, None),
        ([1, 1, 1, 0, 0, 0], 3, 3, None),
        ([1] * 9, 7, 9, None),
    ],
)
def test_a_yes_or_no(values, low, high, reason):
    cell = show(HR, values).cells[0]
    assert (cell.low, cell.high, cell.reason) == (low, high, reason)


def test_a_question_may_ask_for_more_answers():
    cell = show(Question("hr", Kind.YES_NO, least_group=8), [1, 0, 1, 0, 1, 0, 1]).cells[0]
    assert cell.reason is Reason.TOO_FEW
    assert explain(cell, Question("hr", Kind.YES_NO, least_group=8)).needed == 8


def test_a_question_for_facilitators_only():
    cell = show(Question("hr", Kind.YES_NO, shown=False), [1] * 9).cells[0]
    assert (cell.reason, cell.suppressed) == (Reason.NOT_SHOWN, True)


def test_three_organisations_see_which_way_a_scale_leans():
    cell = show(Question("need", Kind.SCALE, 4), [3, 2, 3]).cells[0]
    assert (cell.low, cell.high) == (5, 9)


def test_what_stays_in_one_group_is_not_had_by_subtraction():
    people = everybody(8)
    kinds = Breakdown(
        "kind", tuple((p.owner, "A" if at < 6 else "B") for at, p in enumerate(people))
    )
    cells = show(HR, [1, 1, 0, 0, 0, 1, 1, 1], breakdowns=[kinds]).cells
    by_group = {cell.group: cell for cell in cells}
    assert by_group[""].exact
    assert by_group["B"].reason is Reason.TOO_FEW
    assert not by_group["A"].exact or by_group[""].low != by_group["A"].low
    assert by_group["A"].reason in (None, Reason.COMPLEMENTARY)


def test_too_soon_after_one_has_joined_and_how_many_it_takes():
    first = show(HR, [1, 1, 1, 1, 0, 0, 0, 0, 0])
    ledger = first.after(Ledger())
    again = show(HR, [1, 1, 1, 1, 0, 0, 0, 0, 0, 1], ledger=ledger)
    assert (again.cells[0].low, again.cells[0].high) == (4, 5)
    assert again.cells[0].reason is Reason.TOO_SOON
    assert again.shown == ()
    needed = again.fresh_needed["hr"]
    enough = show(HR, [1, 1, 1, 1, 0, 0, 0, 0, 0, 1, *[1, 0, 1, 0, 1, 1][:needed]], ledger=ledger)
    assert enough.cells[0].reason is None
    fewer = show(HR, [1, 1, 1, 1, 0, 0, 0, 0, 0, 1, *[1] * (needed - 1)], ledger=ledger)
    assert fewer.cells[0].reason is Reason.TOO_SOON


def test_the_same_answers_are_shown_the_same_again():
    for question, values in (
        (HR, [1, 1, 0, 0, 0, 1]),
        (Question("lead", Kind.CHOICE, 3), [0, 0, 1, 1, 2, 2]),
        (Question("cost", Kind.AMOUNT), [0, 100_00, 900_00, 3_000_00, 9_000_00, 0]),
    ):
        first = show(question, values)
        again = show(question, values, ledger=first.after(Ledger()))
        assert again.cells == first.cells
        assert again.shown == ()


def test_groups_that_came_first_are_shown_the_same_again():
    question = Question("cost", Kind.AMOUNT)
    people = everybody(30)
    kinds = Breakdown("kind", tuple((p.owner, "AB"[at % 2]) for at, p in enumerate(people)))
    values = [at * 1_000_00 for at in range(30)]
    first = show(question, values, breakdowns=[kinds])
    assert {cell.group for cell in first.cells if not cell.suppressed} == {"", "A", "B"}
    again = show(question, values, breakdowns=[kinds], ledger=first.after(Ledger()))
    assert again.cells == first.cells
    assert again.shown == ()
    other = Breakdown("kind", tuple((p.owner, "AB"[at // 15]) for at, p in enumerate(people)))
    divided = show(question, values, breakdowns=[other], ledger=first.after(Ledger()))
    assert {cell.reason for cell in divided.cells} == {Reason.TOO_SOON}


def test_a_choice_waits_until_everybody_has_sent_again():
    question = Question("lead", Kind.CHOICE, 3)
    first = show(question, [0, 0, 1, 1, 2])
    again = show(question, [0, 0, 1, 1, 2, 2], ledger=first.after(Ledger()))
    assert {cell.reason for cell in again.cells} == {Reason.TOO_SOON}
    assert again.fresh_needed == {"lead": 5}
    sent = [Respondent(one.owner, "2") for one in everybody(5)]
    assert (
        not show(question, [0] * 5, people=sent, ledger=first.after(Ledger())).cells[0].suppressed
    )


def test_money_is_a_median_from_five_and_a_spread_from_eleven():
    pounds = [at * 1_000_00 for at in range(12)]
    question = Question("cost", Kind.AMOUNT)
    assert [(c.statistic, c.low, c.high) for c in show(question, pounds[:3]).cells] == [
        (Statistic.MEDIAN, 0, 2)
    ]
    five = show(question, pounds[:5]).cells
    assert [(c.statistic, c.low) for c in five] == [(Statistic.MEDIAN, question.level(2_000_00))]
    twelve = show(question, pounds).cells
    assert [c.statistic for c in twelve] == [Statistic.LOWER, Statistic.MEDIAN, Statistic.UPPER]
    assert [c.low for c in twelve] == [question.level(pounds[at]) for at in (2, 5, 9)]


def test_linked_questions_left_out_say_so():
    questions = [
        Question("rent", Kind.AMOUNT),
        Question("total", Kind.AMOUNT, calculated_from=("rent",)),
        Question("orphan", Kind.YES_NO, asked_if=("elsewhere", frozenset({1}))),
    ]
    people = everybody(6)
    plan = plan_release(questions, {one.key: people for one in questions})
    values = {"rent": dict.fromkeys(people, 100), "total": dict.fromkeys(people, 200)}
    cells = {cell.question: cell for cell in release(plan, values).cells}
    assert cells["total"].reason is Reason.LINKED_QUESTION
    assert cells["orphan"].reason is Reason.LINKED_QUESTION
    assert not cells["rent"].suppressed


def test_what_a_question_was_linked_with_is_remembered():
    """The follow-up question has gone from the survey; what it showed still stands in the way."""
    family = [HR, Question("how", Kind.CHOICE, 3, asked_if=("hr", frozenset({1})))]
    people = everybody(7)
    values = {"hr": dict.fromkeys(people, 1), "how": dict.fromkeys(people, 2)}
    first = release(plan_release(family, {"hr": people, "how": people}), values)
    later = show(HR, [1] * 8, people=everybody(8), ledger=first.after(Ledger()))
    assert later.cells[0].reason is Reason.TOO_SOON
    assert later.cells[0].suppressed


def test_the_plan_says_beforehand_what_is_shown_after():
    """Whether a figure of everybody is suppressed, and its bands, is known without the answers."""
    for seed in range(12):
        cluster = make(seed)
        wave = cluster.waves[0]
        respondents = {question.key: wave.people for question in QUESTIONS}
        plan = plan_release(QUESTIONS, respondents, wave.breakdowns)
        done = {key(c): c for c in release(plan, answers(cluster, wave.people)).cells}
        planned = {key(c): c for c in plan.cells()}
        assert done.keys() == planned.keys()
        for slot, before in planned.items():
            if before.bands is not None:
                assert done[slot].range in before.bands.all()
            if before.reason is not None:
                assert done[slot].reason is before.reason


def key(cell):
    return cell.question, cell.statistic, cell.option, cell.breakdown, cell.group


def test_one_organisation_answers_once():
    twice = [Respondent("a", "1"), Respondent("a", "2"), Respondent("b")]
    with pytest.raises(ValueError, match="answered twice"):
        plan_release([HR], {"hr": twice})


def test_an_impossible_answer_is_refused():
    with pytest.raises(ValueError, match="no answer"):
        show(HR, [1, 0, 2, 0, 1])


def test_everything_goes_to_json_and_back():
    cluster = make(6)
    wave = cluster.waves[0]
    respondents = {question.key: wave.people for question in QUESTIONS}
    done = release(
        plan_release(QUESTIONS, respondents, wave.breakdowns, when="1"),
        answers(cluster, wave.people),
    )
    text = json.dumps(wire.release_to_json(done))
    assert wire.release_from_json(json.loads(text)) == done
    ledger = done.after(Ledger())
    assert wire.ledger_from_json(json.loads(json.dumps(wire.ledger_to_json(ledger)))) == ledger
    for question in QUESTIONS:
        text = json.dumps(wire.question_to_json(question))
        assert wire.question_from_json(json.loads(text)) == question
    rules = Rules(coalition=2)
    assert wire.rules_from_json(json.loads(json.dumps(wire.rules_to_json(rules)))) == rules


def test_codes_behind_a_cell():
    band = show(HR, [1, 0, 0, 0, 0]).cells[0]
    assert (explain(band, HR).form, explain(band, HR).at_ends) == (Form.BAND, True)
    few = show(HR, [1, 0, 1]).cells[0]
    assert (explain(few, HR).form, explain(few, HR).needed) == (Form.SUPPRESSED, 5)
    assert explain(show(HR, [1, 1, 1, 0, 0, 0]).cells[0], HR).form is Form.EXACT


def test_fewest_answers_from_which_something_can_be_shown():
    rules = Rules()
    fewest_of = {
        kind: fewest(Question("q", kind, 4), rules)
        for kind in (Kind.YES_NO, Kind.SCALE, Kind.CHOICE, Kind.SEVERAL, Kind.AMOUNT)
    }
    assert list(fewest_of.values()) == [5, 3, 4, 5, 3]


def test_how_many_have_answered_is_told_from_three():
    assert [participation(number, 8) for number in range(5)] == [None, None, None, 3, 4]


def test_a_locality_of_a_thousand_is_quick():
    people = everybody(1000)
    questions = [
        Question(f"q{at}", (Kind.YES_NO, Kind.SCALE, Kind.CHOICE, Kind.AMOUNT)[at % 4], 4)
        for at in range(20)
    ]
    kinds = Breakdown("kind", tuple((p.owner, "ABCDE"[at % 5]) for at, p in enumerate(people)))
    values = {
        question.key: {one: at // 5 % question.levels for at, one in enumerate(people)}
        for question in questions
    }
    began = time.process_time()
    done = release(plan_release(questions, {q.key: people for q in questions}, [kinds]), values)
    assert time.process_time() - began < 10
    assert sum(cell.exact for cell in done.cells) > 0.8 * len(done.cells)
