"""Conditions and calculations of a form that is being read: what cannot be worked out is taken
out with a remark, and so is what rests on it, until everything left can be worked out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spinney.diagnostics.engine.definition import Kind
from spinney.diagnostics.engine.expressions import Malformed, PathNotRead, parse
from spinney.diagnostics.engine.wording import slots, without_slot
from spinney.diagnostics.engine.xlsform.building import Builder
from spinney.diagnostics.engine.xlsform.drafts import DraftQuestion
from spinney.diagnostics.engine.xlsform.tables import Row

_LOST = {
    "relevant": "It is asked of everybody.",
    "constraint": "Every answer is taken.",
    "choice_filter": "All answers are offered.",
    "calculation": "It is left out.",
    "times": "People add as many as they need.",
}
_HEADINGS = {"times": "repeat_count"}


def settle(builder: Builder) -> None:
    """Go over all expressions and quotations until nothing rests on what is left out."""
    while _pass(builder):
        pass
    for section in builder.sections:
        _quotations(builder, section.row, section.said, ("title", "intro"))
        for draft in section.questions:
            _quotations(builder, draft.row, draft.said, ("label", "hint"))


def _pass(builder: Builder) -> bool:
    """One round; whether a calculation was left out, on which others may rest."""
    again = False
    for section in builder.sections:
        for field in ("relevant", "times"):
            _check(builder, section.row, section.said, field)
        for draft in list(section.questions):
            for field in ("relevant", "constraint", "choice_filter"):
                _check(builder, draft.row, draft.said, field)
            if _calculation_lost(builder, draft):
                section.questions.remove(draft)
                builder.left_out.add(draft.key)
                again = True
    return again


def _calculation_lost(builder: Builder, draft: DraftQuestion) -> bool:
    if draft.said["kind"] is not Kind.CALCULATED:
        return False
    if not draft.said["calculation"]:
        what = f"“{draft.key}” has nothing to work out"
        becomes = _LOST["calculation"]
        builder.remarks.leave_out("survey", draft.row.number, what, becomes, "calculation")
        return True
    _check(builder, draft.row, draft.said, "calculation")
    return not draft.said["calculation"]


def _check(builder: Builder, row: Row | None, said: dict[str, Any], field: str) -> None:
    text = said.get(field, "")
    if not text or row is None:
        return
    heading = _HEADINGS.get(field, field)
    try:
        expression = parse(text, columns=field == "choice_filter")
    except PathNotRead:
        reasons = ["paths such as / and [ ] are not read here"]
    except Malformed as error:
        builder.remarks.refuse("survey", row.number, f"{heading}: {text}", str(error), heading)
        return
    else:
        reasons = [f"the function {name}() is not known here" for name in expression.unknown]
        reasons += _unsaid(builder, row, heading, expression.refs)
    if reasons:
        what = f"{heading}: {text} — {'; '.join(reasons)}"
        builder.remarks.leave_out("survey", row.number, what, _LOST[field], heading)
        said[field] = ""


def _unsaid(builder: Builder, row: Row, heading: str, refs: frozenset[str]) -> Iterator[str]:
    """Why questions that an expression speaks of cannot be looked at; refused if not there."""
    repeats = {one.key for one in builder.sections if one.said.get("repeats")}
    for ref in sorted(refs - set(builder.names) - repeats | refs & builder.left_out):
        if ref in builder.left_out:
            yield f"“{ref}” is left out"
        elif ref in builder.groups:
            yield f"“{ref}” is a group, which has no answer"
        else:
            mend = f"“{ref}” is not in the form: mend the name or add the question."
            builder.remarks.refuse("survey", row.number, f"{heading} speaks of “{ref}”", mend)


def _quotations(
    builder: Builder, row: Row | None, said: dict[str, Any], fields: tuple[str, ...]
) -> None:
    repeats = {one.key for one in builder.sections if one.said.get("repeats")}
    known = (set(builder.names) - builder.left_out) | repeats
    for field in fields:
        for key in sorted(slots(said.get(field, "")) - known):
            number = row.number if row else 0
            if key in builder.left_out | builder.groups:
                what, becomes = f"The {field} quotes “{key}”", "“…” is shown in its place."
                builder.remarks.change("survey", number, what, becomes)
                said[field] = without_slot(said[field], key)
            else:
                mend = f"“{key}” is not in the form: mend the name or add the question."
                builder.remarks.refuse("survey", number, f"The {field} quotes “{key}”", mend)
