"""The sheets of an XLSForm as tables with known headings, in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from spinney.base.kernel.spreadsheets import Rows
from spinney.diagnostics.engine.xlsform.remarks import Remarks

OURS = "spinney_"
SHEETS = ("survey", "choices", "settings", f"{OURS}areas")
_OTHER_NAMES = {
    "relevance": "relevant",
    "calculate": "calculation",
    "readonly": "read_only",
    "list": "list_name",
    "value": "name",
    "constraint_msg": "constraint_message",
    "id_string": "form_id",
}
_KNOWN = frozenset(
    [
        "type",
        "name",
        "list_name",
        "relevant",
        "required",
        "constraint",
        "calculation",
        "default",
        "choice_filter",
        "appearance",
        "parameters",
        "disabled",
        "repeat_count",
        "form_title",
        "form_id",
        "version",
        "default_language",
        "key",
        "title",
    ]
)
_IN_LANGUAGES = frozenset(
    [
        "label",
        "hint",
        "guidance_hint",
        "constraint_message",
        "required_message",
        "image",
        "audio",
        "video",
        "media::image",
        "media::audio",
        "media::video",
        "big-image",
        "media::big-image",
    ]
)


@dataclass(frozen=True)
class Row:
    """One row; `number` as the spreadsheet counts it. Cells by heading, blanks left out."""

    sheet: str
    number: int
    cells: Mapping[str, str]

    def get(self, heading: str) -> str:
        return self.cells.get(heading, "")

    def ours(self, heading: str) -> str:
        """A cell of our own columns."""
        return self.get(OURS + heading)


@dataclass(frozen=True)
class Table:
    name: str
    rows: tuple[Row, ...] = ()
    languages: tuple[str, ...] = field(default=())


def tables_of(sheets: Mapping[str, Rows], language: str, remarks: Remarks) -> dict[str, Table]:
    """The sheets that are read, by name; the others are remarked on. `language` is the one to
    take where labels come in several; without it the form's own default, else the first.
    """
    named = {name.strip().casefold(): (name, rows) for name, rows in sheets.items()}
    for lower, (name, rows) in named.items():
        if lower not in SHEETS and any(any(row) for row in rows):
            remarks.leave_out(name, 0, f"The sheet “{name}”", "It is not read.")
    chosen = language or _default_language(named.get("settings", ("", []))[1])
    languages = _languages(*(named.get(name, ("", []))[1] for name in ("survey", "choices")))
    chosen = _match(chosen, languages)
    for lost in [one for one in languages if one != chosen]:
        becomes = f"It is left out; the form is read in {_spoken(chosen)}."
        remarks.leave_out("survey", 1, f"The language {_spoken(lost)}", becomes)
    return {
        name: _table(name, named[name][1] if name in named else [], chosen, languages)
        for name in SHEETS
    }


def _spoken(language: str) -> str:
    return f"“{language}”" if language else "of the columns that name none"


def _match(wanted: str, languages: Sequence[str]) -> str:
    plain = wanted.casefold()
    for one in languages:
        if one and (one.casefold() == plain or one.casefold().startswith(f"{plain} (") and plain):
            return one
    return "" if "" in languages or not languages else languages[0]


def _split(heading: str) -> tuple[str, str]:
    """A heading taken apart: its own name, and the language of its cells. Headings that mean
    something here are known in any case and spelling; others stay as they are written.
    """
    parts = [part.strip() for part in heading.strip().split("::")]
    if len(parts) == 1 and heading.casefold().startswith(("label:", "hint:")):
        parts = [part.strip() for part in heading.split(":", 1)]
    if parts[0].casefold() == "media" and len(parts) > 1:
        parts = [f"media::{parts[1]}", *parts[2:]]
    plain = parts[0].casefold().replace(" ", "_")
    if plain in _IN_LANGUAGES:
        return plain, "::".join(parts[1:])
    known = plain in _KNOWN or plain in _OTHER_NAMES or plain.startswith(OURS)
    return (plain if known and len(parts) == 1 else heading.strip()), ""


def _headings(cells: Sequence[str]) -> list[tuple[str, str]]:
    """Each heading and its language; older names stand for today's where these are not there."""
    heads = [_split(cell) for cell in cells]
    there = {heading for heading, _ in heads}
    return [
        (_OTHER_NAMES[heading], spoken)
        if heading in _OTHER_NAMES and _OTHER_NAMES[heading] not in there
        else (heading, spoken)
        for heading, spoken in heads
    ]


def _default_language(settings: Rows) -> str:
    rows = [row for row in settings if any(row)]
    if len(rows) < 2:
        return ""
    for heading, value in zip(rows[0], rows[1], strict=False):
        if heading.strip().casefold().replace(" ", "_") == "default_language":
            return "" if value.strip().casefold() == "default" else value.strip()
    return ""


def _languages(*sheets: Rows) -> list[str]:
    """The languages that words come in, those of labels first; "" where a heading names none."""
    heads = [_split(head) for rows in sheets for head in next((r for r in rows if any(r)), [])]
    labels = [spoken for heading, spoken in heads if heading == "label"]
    others = [spoken for heading, spoken in heads if heading in _IN_LANGUAGES and spoken]
    return list(dict.fromkeys([*labels, *others]))


def _table(name: str, rows: Rows, language: str, languages: Sequence[str]) -> Table:
    start = next((at for at, row in enumerate(rows) if any(row)), len(rows))
    if start == len(rows):
        return Table(name)
    heads = _headings(rows[start])
    found = []
    for number, cells in enumerate(rows[start + 1 :], start=start + 2):
        said: dict[str, str] = {}
        for (heading, spoken), cell in zip(heads, cells, strict=False):
            text = cell.strip()
            if heading and text and (spoken in ("", language)) and (spoken or heading not in said):
                said[heading] = text
        if said:
            found.append(Row(name, number, said))
    return Table(name, tuple(found), tuple(languages))
