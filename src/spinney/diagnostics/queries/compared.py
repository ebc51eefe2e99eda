"""A follow-up beside the survey that it follows: published figures of both, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.diagnostics.bridge.findings import reading_of
from spinney.diagnostics.engine.comparing import Likeness, compare
from spinney.diagnostics.models import Publication, Survey
from spinney.diagnostics.queries.published import (
    Row,
    cells_of,
    publication_for,
    results_of,
)
from spinney.diagnostics.queries.surveys import visible_to

HIGHER, LOWER, ABOUT, UNKNOWN = "Higher", "Lower", "About the same", "Cannot be said"


@dataclass(frozen=True)
class ComparedRow:
    """One figure then and now, in words. `change` is said only where the two ranges do not meet,
    or both are exact; `reworded`: the question’s words have changed since.
    """

    question: str
    of: str
    then: str
    now: str
    change: str
    reworded: bool


@dataclass(frozen=True)
class Compared:
    """Two surveys side by side. `left_out` are questions that cannot be compared, with why."""

    before: Survey
    then: Publication | None
    now: Publication | None
    rows: tuple[ComparedRow, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()


WHY_NOT = {
    Likeness.ADDED: "It was not asked before.",
    Likeness.REMOVED: "It is not asked any more.",
    Likeness.CHANGED: "It is asked in another way now.",
}


def compared_for(actor: Actor, survey: Survey) -> Compared:
    """The comparison, for whoever may see both surveys. Raises NotFound for a survey that follows
    none, or one that the actor may not see.
    """
    before = visible_to(actor).filter(pk=survey.follows_id or 0).first()
    if before is None:
        raise NotFound("This survey follows none that you may see.")
    then, now = publication_for(actor, before), publication_for(actor, survey)
    old, new = reading_of(before), reading_of(survey)
    comparison = compare(old.instrument, new.instrument)
    left_out = tuple(
        (_label(before, survey, one.key), WHY_NOT[one.likeness])
        for one in comparison.questions
        if not one.comparable and (one.key in old.codings or one.key in new.codings)
    )
    if then is None or now is None:
        return Compared(before, then, now, left_out=left_out)
    was, is_now = _by_slot(before, then), _by_slot(survey, now)
    rows = [
        _row(was[slot], found, reworded=comparison.of(slot[0]).likeness is Likeness.REWORDED)
        for slot, found in is_now.items()
        if slot in was and comparison.of(slot[0]).comparable
        and old.codings[slot[0]].labels == new.codings[slot[0]].labels
    ]  # fmt: skip
    return Compared(before, then, now, tuple(rows), left_out)


def _label(before: Survey, survey: Survey, key: str) -> str:
    for one in (survey, before):
        for question in reading_of(one).instrument.questions():
            if question.key == key:
                return question.label
    return key


def _by_slot(survey: Survey, publication: Publication) -> Mapping[tuple[str, str], Row]:
    """Figures of everybody, by question and what of it."""
    cells = [cell for cell in cells_of(publication) if not cell.group]
    return {
        (result.key, row.of): row for result in results_of(survey, cells) for row in result.rows
    }


def _row(was: Row, is_now: Row, *, reworded: bool) -> ComparedRow:
    return ComparedRow(
        is_now.question,
        is_now.of,
        was.shown or f"Withheld. {was.why}",
        is_now.shown or f"Withheld. {is_now.why}",
        _change(was, is_now),
        reworded,
    )


def _change(was: Row, is_now: Row) -> str:
    """Which way a share moved, as far as both ranges say it for sure."""
    if was.low is None or was.high is None or is_now.low is None or is_now.high is None:
        return UNKNOWN
    if is_now.low > was.high:
        return HIGHER
    if is_now.high < was.low:
        return LOWER
    exact = was.low == was.high and is_now.low == is_now.high
    return ABOUT if exact or (was.low, was.high) == (is_now.low, is_now.high) else UNKNOWN
