"""The tables themselves: a plan carried out on the answers.

>>> from spinney.diagnostics.engine.disclosure.plan import plan_release
>>> from spinney.diagnostics.engine.disclosure.rules import Kind, Question, Respondent
>>> people = [Respondent(name) for name in ("ash", "birch", "cedar", "elm", "hazel", "rowan")]
>>> plan = plan_release([Question("hr", Kind.YES_NO)], {"hr": people})
>>> plan.cells()[0].bands.all()
((0, 2), (3, 3), (4, 6))
>>> shown = release(plan, {"hr": {one: int(one.owner != "elm") for one in people}})
>>> [(cell.low, cell.high) for cell in shown.cells]
[(4, 6)]
"""

from dataclasses import dataclass, field, replace

from spinney.diagnostics.engine.disclosure.adding import Adding, Part, cell_of, value
from spinney.diagnostics.engine.disclosure.ledger import Ledger, Shown
from spinney.diagnostics.engine.disclosure.plan import (
    ReleasePlan,
    TopicPlan,
    figures,
    lone_statistic,
)
from spinney.diagnostics.engine.disclosure.rules import Cell, Question, Reason
from spinney.diagnostics.engine.disclosure.whole import Answers, Whole, in_total


@dataclass(frozen=True, slots=True)
class Release:
    """What is shown, and what to add to the ledger when it is.

    `fresh_needed`: by question, how many more new answers (somebody joins, or sends again) it takes
    before something new could be shown of a question that it is too soon for; a question is left
    out when that is not known.
    """

    cells: tuple[Cell, ...]
    shown: tuple[Shown, ...]
    fresh_needed: dict[str, int] = field(default_factory=dict)

    def after(self, ledger: Ledger) -> Ledger:
        """The ledger once this has been published."""
        return ledger.with_more(self.shown)


def release(plan: ReleasePlan, answers: Answers) -> Release:
    """Every cell of the plan, filled as far as is safe.

    `answers`: by question and respondent, a level, an option, a set of options or an amount. Raises
    KeyError if an answer is missing that the plan was made with, ValueError for an impossible one.
    """
    cells: list[Cell] = []
    shown: list[Shown] = []
    fresh: dict[str, int] = {}
    for one in plan.topics:
        work = _adding if one.topic.adds else _in_one_go
        more_cells, more_shown, more_fresh = work(one, plan, answers)
        cells.extend(more_cells)
        shown.extend(more_shown)
        fresh |= more_fresh
    by_key = {one.key: one for one in plan.questions}
    for key, reason in plan.left_out.items():
        size = plan.sizes.get(key, 0)
        cells.append(Cell(key, lone_statistic(by_key[key]), size, reason=reason))
    return Release(tuple(cells), tuple(shown), fresh)


type Found = tuple[list[Cell], list[Shown], dict[str, int]]


def _adding(one: TopicPlan, plan: ReleasePlan, answers: Answers) -> Found:
    question = one.topic.questions[0]
    if one.refused:
        needed = len(one.everybody.respondents) if one.refused is Reason.TOO_SOON else 0
        return _refused(one, plan), [], {question.key: needed} if needed else {}
    cells: list[Cell] = []
    shown: list[Shown] = []
    fresh: dict[str, int] = {}
    for figure in figures(question):
        parts = (one.everybody, *one.parts)
        adding = Adding(figure, parts, plan.ledger, plan.rules, plan.elsewhere)
        for part in parts:
            cells.append(adding.cell(part, value(figure, part, answers[question.key])))
        if not adding.shown and cells[-len(parts)].reason is Reason.TOO_SOON:
            count = adding.fresh_needed(one.everybody)
            if count is not None:
                fresh[question.key] = count
        shown.extend(
            _entry(cell_of(figure, part, low, high), part, one, plan)
            for part, low, high in adding.shown
        )
        for part in one.apart:
            cells.append(cell_of(figure, part, None, None, Reason.ELSEWHERE))
        for part in one.small:
            cells.append(cell_of(figure, part, None, None, Reason.TOO_FEW))
    return cells, shown, fresh


def _in_one_go(one: TopicPlan, plan: ReleasePlan, answers: Answers) -> Found:
    if one.refused:
        needed = {}
        if one.refused is Reason.TOO_SOON and (again := _all_again(one, plan)):
            needed = dict.fromkeys(one.topic.shown, again)
        return _refused(one, plan), [], needed
    if one.again:
        return _again(one, plan), [], {}
    whole = Whole(one.topic, plan.rules, one.anew)
    if not one.in_parts:
        cells = whole.cells(one.everybody, answers)
        shown = _entries(cells, one.everybody, one, plan)
        return [*cells, *_rest(one, plan, ())], shown, {}
    return _part_by_part(one, plan, answers)


def _part_by_part(one: TopicPlan, plan: ReleasePlan, answers: Answers) -> Found:
    """Groups in their own right, and for everybody what follows from them."""
    whole = Whole(one.topic, plan.rules, one.anew)
    cells: list[Cell] = []
    shown: list[Shown] = []
    for part in one.in_parts:
        own = whole.cells(part, answers)
        shown.extend(_entries(own, part, one, plan))
        cells.extend(own)
    return [*_with_totals(cells, one), *_rest(one, plan, one.in_parts)], shown, {}


def _with_totals(of_parts: list[Cell], one: TopicPlan) -> list[Cell]:
    """Figure by figure, what follows for everybody and then each group's."""
    by_slot: dict[tuple[object, ...], list[Cell]] = {}
    for cell in of_parts:
        by_slot.setdefault((cell.question, cell.statistic, cell.option), []).append(cell)
    cells: list[Cell] = []
    for found in by_slot.values():
        cells.extend((in_total(found, one.everybody), *found))
    return cells


def _all_again(one: TopicPlan, plan: ReleasePlan) -> int:
    """How many of these answers went into something shown: each would have to be sent again."""
    touching = plan.ledger.touching(one.topic.related, one.everybody.respondents)
    used = {person for entry in touching for person in entry.respondents}
    return len(used.intersection(one.everybody.respondents))


def _entries(cells: list[Cell], part: Part, one: TopicPlan, plan: ReleasePlan) -> list[Shown]:
    return [_entry(cell, part, one, plan) for cell in cells if not cell.suppressed]


def _entry(cell: Cell, part: Part, one: TopicPlan, plan: ReleasePlan) -> Shown:
    levels = {each.key: each.levels for each in one.topic.questions}
    low, high = cell.range
    return Shown(
        cell.question,
        plan.when,
        cell.statistic,
        levels[cell.question],
        tuple(sorted(part.respondents)),
        low,
        high,
        cell.option,
        tuple(sorted(one.topic.related)),
    )


def _again(one: TopicPlan, plan: ReleasePlan) -> list[Cell]:
    """What was shown of just these people, once more; nothing new is told by it."""
    if not one.in_parts:
        return [*_told_of(one.everybody, one, plan), *_rest(one, plan, ())]
    cells = [cell for part in one.in_parts for cell in _told_of(part, one, plan)]
    return [*_with_totals(cells, one), *_rest(one, plan, one.in_parts)]


def _told_of(part: Part, one: TopicPlan, plan: ReleasePlan) -> list[Cell]:
    people = tuple(sorted(part.respondents))
    told = {
        (each.question, each.statistic, each.option): (each.low, each.high)
        for each in one.again
        if each.respondents == people
    }
    reason = Reason.LINKED_QUESTION if one.topic.is_family else Reason.ALL_BUT_YOU
    cells = []
    for question in one.topic.questions:
        if question.key in one.topic.shown:
            for cell in _empty(question, part, one, plan, reason):
                low, high = told.get((cell.question, cell.statistic, cell.option), (None, None))
                if low is not None:
                    cell = replace(cell, low=low, high=high, reason=None)
                cells.append(cell)
    return cells


def _refused(one: TopicPlan, plan: ReleasePlan) -> list[Cell]:
    reason = one.refused or Reason.TOO_SOON
    return [
        cell
        for part in (one.everybody, *one.parts, *one.small)
        for question in one.topic.questions
        if question.key in one.topic.shown
        for cell in _empty(question, part, one, plan, reason)
    ]


def _rest(one: TopicPlan, plan: ReleasePlan, given: tuple[Part, ...]) -> list[Cell]:
    """Groups that get no figures of their own."""
    cells = []
    for part in (*one.parts, *one.small):
        if part in given:
            continue
        reason = Reason.TOO_FEW if part in one.small else Reason.COMPLEMENTARY
        for question in one.topic.questions:
            if question.key in one.topic.shown:
                cells.extend(_empty(question, part, one, plan, reason))
    return cells


def _empty(
    question: Question, part: Part, one: TopicPlan, plan: ReleasePlan, reason: Reason
) -> list[Cell]:
    least = max(plan.rules.least_group, question.least_group)
    size = len(part.respondents)
    reason = Reason.TOO_FEW if size < least else reason
    slots = (
        [(question.key, each.statistic, each.option) for each in figures(question)]
        if one.topic.adds
        else Whole(one.topic, plan.rules, one.anew).slots(question, size)
    )
    return [
        Cell(key, statistic, size, None, None, reason, option, part.breakdown, part.group)
        for key, statistic, option in slots
    ]
