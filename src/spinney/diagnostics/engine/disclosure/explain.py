"""Why a cell is as it is, as codes and numbers that a page can put into words."""

from dataclasses import dataclass
from enum import StrEnum

from spinney.diagnostics.engine.disclosure.bands import finest
from spinney.diagnostics.engine.disclosure.formulas import choice_bands, halves, ranks
from spinney.diagnostics.engine.disclosure.knowledge import Knowledge
from spinney.diagnostics.engine.disclosure.rules import Cell, Kind, Question, Reason, Rules

MOST_PEOPLE = 40


class Form(StrEnum):
    """How a cell is shown."""

    EXACT = "exact"
    BAND = "band"  # between two figures
    FOLLOWS = "follows"  # nothing new: what anybody can work out from other cells
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True)
class Explanation:
    """`form` and `reason` of a cell; how many answered and how many have to (`needed`): for
    TOO_FEW the least group, for ALL_BUT_YOU the fewest answers from which anything could be shown.
    `at_ends`: whether a band is one at the end of what can be, where figures that would show that
    nobody, or everybody, answered so are kept together.
    """

    form: Form
    reason: Reason | None
    answered: int
    needed: int | None = None
    at_ends: bool = False


def explain(cell: Cell, question: Question, rules: Rules | None = None) -> Explanation:
    """The codes behind one cell.

    >>> from spinney.diagnostics.engine.disclosure.rules import Statistic
    >>> cell = Cell("hr", Statistic.COUNT, 4, reason=Reason.ALL_BUT_YOU)
    >>> explain(cell, Question("hr", Kind.YES_NO)).needed
    5
    """
    rules = rules or Rules()
    form = _form(cell)
    needed = None
    if cell.reason is Reason.TOO_FEW:
        needed = max(rules.least_group, question.least_group)
    if cell.reason is Reason.ALL_BUT_YOU:
        needed = fewest(question, rules)
    at_ends = form is Form.BAND and cell.high is not None and _at_an_end(cell, question)
    return Explanation(form, cell.reason, cell.size, needed, at_ends)


def _form(cell: Cell) -> Form:
    if cell.suppressed:
        return Form.SUPPRESSED
    if cell.exact:
        return Form.EXACT
    return Form.FOLLOWS if cell.reason else Form.BAND


def _at_an_end(cell: Cell, question: Question) -> bool:
    highest = cell.size * (question.levels - 1 if question.kind is Kind.SCALE else 1)
    if question.kind is Kind.AMOUNT:
        highest = question.levels - 1
    return cell.low == 0 or cell.high == highest


def fewest(question: Question, rules: Rules) -> int | None:
    """The fewest answers from which something of a question by itself could be shown."""
    least = max(rules.least_group, question.least_group)
    for people in range(least, MOST_PEOPLE + 1):
        if _says_something(question, people, rules):
            return people
    return None


def _says_something(question: Question, people: int, rules: Rules) -> bool:
    if question.kind is Kind.AMOUNT:
        placed = ranks(people, rules.coalition)
        return bool(placed or halves(question.levels, rules.least_possible))
    if question.kind is Kind.CHOICE:
        return not choice_bands(people, question.levels, rules.coalition).says_nothing
    top = question.levels - 1 if question.kind is Kind.SCALE else 1
    held = (((0, min(rules.coalition, people - 1)),),)
    known = Knowledge((people,), top, (), held, rules.least_possible)
    found = finest(known, frozenset({0}), rules.most_worlds)
    return found is not None and not found.says_nothing


def participation(answered: int, invited: int, rules: Rules | None = None) -> int | None:
    """How many have answered, for a survey whose answers nobody can link to anybody: told from the
    least group on; None before. Who they are is never told.

    >>> [participation(answered, 9) for answered in (2, 3, 9)]
    [None, 3, 9]
    """
    if not 0 <= answered <= invited:
        raise ValueError("More have answered than were invited")
    return answered if answered >= (rules or Rules()).least_group else None
