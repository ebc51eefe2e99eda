"""What a survey's questions are about, and the sheets that came back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from spinney.diagnostics.engine.disclosure.rules import Kind, Question, Respondent

type Sheet = Mapping[str, Any]
"""One organisation's answers by question key: a level, an option, a set of options, an amount.
Questions it was not asked, or left blank, are missing or None.
"""

type Sheets = Mapping[Respondent, Sheet]


class Measure(StrEnum):
    """What an answer tells about an area of work (HR, ICT, finance, premises, ...)."""

    NEED = "need"  # the higher the level, the greater the need
    STRENGTH = "strength"  # the higher the level, the greater the strength
    SATISFACTION = "satisfaction"  # the lower, the greater the need
    POST = "post"  # yes: has somebody whose job it is
    COST = "cost"  # pence a year
    INTEREST = "interest"  # would like to share or work together on it
    OFFER = "offer"  # could help others with it
    BASELINE = "baseline"  # yes: meets what any small organisation should
    STAFF = "staff"  # full-time posts, in hundredths (350: three and a half)
    KEY_PERSON = "key_person"  # yes: everything hangs on one person
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Item:
    """A question, its area and its measure.

    `mending_cost` (BASELINE): what it costs one organisation, in pence, to come up to it.
    """

    question: Question
    area: str
    measure: Measure
    mending_cost: int | None = None

    @property
    def key(self) -> str:
        """The question's key."""
        return self.question.key


def answered(item: Item, sheets: Sheets) -> dict[Respondent, Any]:
    """Who answered an item, and what."""
    found = {}
    for respondent, sheet in sheets.items():
        if sheet.get(item.key) is not None:
            found[respondent] = sheet[item.key]
    return found


def for_release(
    items: Sequence[Item], sheets: Sheets
) -> tuple[dict[str, list[Respondent]], dict[str, dict[Respondent, Any]]]:
    """Respondents and answers by question, as `disclosure.plan_release` and `release` take them.

    Who was rightly not asked a question counts among its respondents, without an answer.
    """
    by_key = {item.key: item.question for item in items}
    respondents: dict[str, list[Respondent]] = {}
    answers: dict[str, dict[Respondent, Any]] = {}
    for item in items:
        given = {
            respondent: answer
            for respondent, answer in answered(item, sheets).items()
            if asked(item.question, sheets[respondent], by_key)
        }
        not_asked = [
            respondent
            for respondent, sheet in sheets.items()
            if respondent not in given and rightly_not_asked(item.question, sheet, by_key)
        ]
        respondents[item.key] = sorted((*given, *not_asked))
        answers[item.key] = given
    return respondents, answers


def asked(question: Question, sheet: Sheet, by_key: Mapping[str, Question]) -> bool:
    """Whether the sheet's answers are such that the question is asked."""
    if question.asked_if is None:
        return True
    parent, with_these = question.asked_if
    if parent not in by_key or not asked(by_key[parent], sheet, by_key):
        return parent not in by_key
    given = sheet.get(parent)
    if isinstance(given, frozenset | set | tuple | list):
        return not with_these.isdisjoint(given)
    return given is not None and by_key[parent].level(int(given)) in with_these


def rightly_not_asked(question: Question, sheet: Sheet, by_key: Mapping[str, Question]) -> bool:
    """Whether the question it hangs on was answered so that this one is not asked, or was rightly
    not asked itself.
    """
    if question.asked_if is None or question.asked_if[0] not in by_key:
        return False
    parent = by_key[question.asked_if[0]]
    if sheet.get(parent.key) is None:
        return rightly_not_asked(parent, sheet, by_key)
    return not asked(question, sheet, by_key)


def intensity(item: Item, answer: Any) -> float | None:
    """How much need (or strength, or interest) an answer speaks of, from 0 to 1; None when the item
    is not of that sort.

    >>> intensity(Item(Question("q", Kind.SCALE, 5), "ICT", Measure.SATISFACTION), 1)
    0.75
    """
    if item.question.kind not in (Kind.SCALE, Kind.YES_NO) or not isinstance(answer, int):
        return None
    share = answer / (item.question.levels - 1)
    return 1 - share if item.measure is Measure.SATISFACTION else share
