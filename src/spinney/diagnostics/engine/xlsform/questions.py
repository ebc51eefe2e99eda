"""One row of a survey that asks something, made into a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from spinney.diagnostics.engine.cleaning import clean
from spinney.diagnostics.engine.definition import ChoiceList, Kind, Measure, Question, Shown
from spinney.diagnostics.engine.expressions.values import text_of
from spinney.diagnostics.engine.soundness import MEASURED
from spinney.diagnostics.engine.xlsform.drafts import DraftQuestion, both
from spinney.diagnostics.engine.xlsform.remarks import Remarks
from spinney.diagnostics.engine.xlsform.tables import OURS, Row
from spinney.diagnostics.engine.xlsform.types import PLAIN, RowType

TAKEN = frozenset(
    [
        "type",
        "name",
        "label",
        "hint",
        "required",
        "relevant",
        "constraint",
        "constraint_message",
        "calculation",
        "default",
        "choice_filter",
        "appearance",
        "parameters",
        "disabled",
        "repeat_count",
    ]
)
LOOKS = frozenset({"field-list", "multiline"})
_YES, _NO = (
    frozenset({"yes", "true", "true()", "1"}),
    frozenset({"", "no", "false", "false()", "0"}),
)
_KINDS = {
    Kind.LONG_TEXT: Kind.TEXT,
    Kind.MONEY: Kind.DECIMAL,
    Kind.SCALE: Kind.ONE,
}
LONGEST_PARAMETERS = 500
_PARAMETER = re.compile(r"(\w+)\s*=\s*(-?\d+(?:\.\d+)?)")


def question_of(row: Row, kind: RowType, remarks: Remarks) -> DraftQuestion:
    """The question of a row whose type is one that is asked here."""
    said: dict[str, Any] = {
        "key": row.get("name"),
        "kind": _kind(row, PLAIN[kind.word], remarks),
        "label": _label(row, kind, remarks),
        "hint": row.get("hint"),
        "required": _required(row, kind, remarks),
        "choices": kind.choices,
        "relevant": row.get("relevant"),
        "constraint": row.get("constraint"),
        "constraint_message": row.get("constraint_message"),
        "default": row.get("default"),
        "choice_filter": row.get("choice_filter"),
        **_ours(row, remarks),
    }
    if kind.word == "calculate":
        said["calculation"] = row.get("calculation")
    elif kind.word == "today":
        said["calculation"] = "once(today())"
    else:
        _not_calculated(row, remarks)
    if kind.word == "range":
        _range(row, said, remarks)
    _left_over(row, kind, remarks)
    return DraftQuestion(row, said)


def check_default(draft: DraftQuestion, lists: Mapping[str, ChoiceList], remarks: Remarks) -> None:
    """Leave out a default that is no answer to its question."""
    default = draft.said["default"]
    if not default:
        return
    one = lists.get(draft.said["choices"])
    question = Question(draft.key, draft.said["kind"], "")
    done = clean(question, default, one.choices if one else ())
    if done.refusal or done.answer is None:
        becomes = "The question begins empty."
        row = draft.row
        remarks.leave_out("survey", row.number, f"The default “{default}”", becomes, "default")
        draft.said["default"] = ""


def _kind(row: Row, kind: Kind, remarks: Remarks) -> Kind:
    if kind is Kind.TEXT and "multiline" in row.get("appearance").split():
        kind = Kind.LONG_TEXT
    named = row.ours("kind")
    if not named or named == kind:
        return kind
    base = _KINDS.get(kind, kind)
    if named in set(_KINDS) and _KINDS[Kind(named)] == base:
        return Kind(named)
    becomes = f"It is read as “{kind}”."
    remarks.leave_out("survey", row.number, f"The kind “{named}”", becomes, f"{OURS}kind")
    return kind


def _label(row: Row, kind: RowType, remarks: Remarks) -> str:
    label = row.get("label")
    if label or kind.word in ("calculate", "today"):
        return label
    if row.get("hint"):
        becomes = "The hint is shown instead."
        remarks.change("survey", row.number, "A question without a label", becomes, "label")
        return row.get("hint")
    becomes = f"It is shown as “{row.get('name')}”."
    remarks.change("survey", row.number, "A question without a label", becomes, "label")
    return row.get("name")


def _required(row: Row, kind: RowType, remarks: Remarks) -> bool:
    said = row.get("required").casefold()
    if said not in _YES | _NO:
        what = f"Required only if {row.get('required')}"
        remarks.change("survey", row.number, what, "It may always stay blank.", "required")
    return said in _YES and kind.word not in ("note", "calculate", "today")


def _not_calculated(row: Row, remarks: Remarks) -> None:
    if row.get("calculation"):
        what = f"The calculation {row.get('calculation')}"
        becomes = "Who answers types it in: only rows of the type calculate are worked out."
        remarks.leave_out("survey", row.number, what, becomes, "calculation")


def _range(row: Row, said: dict[str, Any], remarks: Remarks) -> None:
    given = dict(_PARAMETER.findall(row.get("parameters")[:LONGEST_PARAMETERS]))
    start, end, step = (given.get(n, d) for n, d in (("start", "1"), ("end", "10"), ("step", "1")))
    if any("." in number for number in (start, end, step)):
        said["kind"] = Kind.DECIMAL
    limits = f". >= {start} and . <= {end}"
    if float(step) not in (0.0, 1.0):
        limits += f" and (. - {start}) mod {step} = 0"
    said["constraint"] = both(limits, said["constraint"])
    words = f"a number from {text_of(float(start))} to {text_of(float(end))}"
    remarks.change("survey", row.number, "A slider (range)", f"It is asked as {words}.", "type")


def _ours(row: Row, remarks: Remarks) -> dict[str, Any]:
    kept: dict[str, Any] = {
        "area": row.ours("area"),
        "remedy": row.ours("remedy"),
        "per": row.ours("per"),
        "source": row.ours("source"),
    }
    for name, values in (("measure", Measure), ("shown", Shown)):
        text = row.ours(name)
        if text and text in {one.value for one in values}:
            kept[name] = values(text)
        elif text:
            _unknown(row, name, text, remarks)
    cost = row.ours("cost")
    if cost.isdecimal() and len(cost) < 13:
        kept["cost_pence"] = int(cost)
    elif cost:
        _unknown(row, "cost", cost, remarks)
    return kept


def _unknown(row: Row, name: str, text: str, remarks: Remarks) -> None:
    what = f"The {name} “{text}”"
    remarks.leave_out("survey", row.number, what, "It is not known here.", OURS + name)


def check_measure(draft: DraftQuestion, areas: Mapping[str, str], remarks: Remarks) -> None:
    """Leave out a measure that its kind of question cannot have, and an area that is not there."""
    kinds = MEASURED.get(draft.said.get("measure", Measure.NONE))
    if kinds and draft.said["kind"] not in kinds:
        _unknown(draft.row, "measure", str(draft.said.pop("measure")), remarks)
    if draft.said["area"] and draft.said["area"] not in areas:
        _unknown(draft.row, "area", draft.said["area"], remarks)
        draft.said["area"] = ""


def _left_over(row: Row, kind: RowType, remarks: Remarks) -> None:
    """Remark on every cell of the row that nobody has read."""
    for heading, text in row.cells.items():
        if heading == "appearance":
            odd = [word for word in text.split() if word not in LOOKS]
            if odd:
                what = f"The look “{' '.join(odd)}”"
                remarks.leave_out("survey", row.number, what, "It has our own look.", heading)
        elif heading == "parameters" and kind.word != "range":
            what = f"The parameters “{text}”"
            remarks.leave_out("survey", row.number, what, "They are not used.", heading)
        elif heading not in TAKEN and not heading.startswith(OURS):
            unused(row, heading, remarks)


_MEANT = (
    "media::",
    "image",
    "audio",
    "video",
    "big-image",
    "guidance_hint",
    "required_message",
    "read_only",
    "trigger",
    "save_to",
    "bind::",
    "body::",
    "instance::",
)


def unused(row: Row, heading: str, remarks: Remarks) -> None:
    """Remark on a cell that is not used: by itself where XLSForm gives it a meaning."""
    if heading.startswith(_MEANT):
        what = f"The column {heading}: “{row.get(heading)}”"
        remarks.leave_out(row.sheet, row.number, what, "It is not used.", heading)
    else:
        remarks.unknown_column(row.sheet, row.number, heading)
