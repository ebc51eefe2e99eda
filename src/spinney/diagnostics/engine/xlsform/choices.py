"""The sheet `choices` of an XLSForm."""

from __future__ import annotations

from spinney.diagnostics.engine.definition import Choice, ChoiceList
from spinney.diagnostics.engine.xlsform.remarks import Remarks
from spinney.diagnostics.engine.xlsform.tables import OURS, Row, Table

OTHER = Choice("other", "Other")
_OWN = frozenset({"list_name", "name", "label"})
_MEDIA = ("image", "audio", "video", "big-image", "media::")


def lists_of(table: Table, remarks: Remarks) -> dict[str, ChoiceList]:
    """The lists by name, in the order in which they begin."""
    found: dict[str, list[Choice]] = {}
    for row in table.rows:
        name = row.get("list_name")
        if not name:
            what = "A choice without a list_name"
            remarks.refuse("choices", row.number, what, "Write the name of its list.", "list_name")
        elif not row.get("name"):
            what = f"A choice of “{name}” without a name"
            remarks.refuse("choices", row.number, what, "Give it a name.", "name")
        else:
            found.setdefault(name, []).append(_choice(row, remarks))
    return {name: ChoiceList(name, tuple(choices)) for name, choices in found.items()}


def with_other(one: ChoiceList) -> ChoiceList:
    """The list with “Other” at its end, as `or_other` wants it."""
    if any(choice.name == OTHER.name for choice in one.choices):
        return one
    return ChoiceList(f"{one.name}_or_other", (*one.choices, OTHER))


def _choice(row: Row, remarks: Remarks) -> Choice:
    label = row.get("label")
    if not label:
        becomes = f"It is shown as “{row.get('name')}”."
        remarks.change("choices", row.number, "A choice without a label", becomes, "label")
    columns: dict[str, str] = {}
    for heading, text in row.cells.items():
        if heading.startswith(_MEDIA):
            what = f"The picture or sound “{text}”"
            remarks.leave_out("choices", row.number, what, "Only the words are shown.", heading)
        elif heading not in _OWN and not heading.startswith(OURS):
            columns[heading] = text
    return Choice(
        name=row.get("name"),
        label=label or row.get("name"),
        level=_level(row, remarks),
        meets={"yes": True, "no": False}.get(row.ours("meets")),
        exclusive=row.ours("exclusive") == "yes",
        columns=columns,
    )


def _level(row: Row, remarks: Remarks) -> int | None:
    text = row.ours("level")
    if not text:
        return None
    if text.isdecimal() and len(text) < 4:
        return int(text)
    what = f"The level “{text}”"
    remarks.leave_out("choices", row.number, what, "It is read without a level.", f"{OURS}level")
    return None
