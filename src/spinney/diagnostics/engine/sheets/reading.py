"""A filled spreadsheet read back: rows are known by their codes, wherever they stand now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from spinney.base.kernel.spreadsheets import Rows, column_letters, rows_of
from spinney.diagnostics.engine.checking import wrongs_of
from spinney.diagnostics.engine.cleaning import clean
from spinney.diagnostics.engine.definition import Instrument
from spinney.diagnostics.engine.places import Answer, find, rounds_key
from spinney.diagnostics.engine.sheets.layout import COLUMNS, STAMP, Line, allowed, lines
from spinney.diagnostics.engine.walking import walk

_LOOK_FOR_HEADING = 50
_NEEDED = ("code", "answer")


@dataclass(frozen=True)
class Problem:
    """What keeps the sheet from being taken: where (row from 1, column by its letters), a code
    for programs, what is wrong and what was expected, in words.
    """

    sheet: str
    row: int
    column: str
    code: str
    words: str
    expected: str = ""


@dataclass(frozen=True)
class Filled:
    """What a sheet says. `answers` is empty as long as there is any problem, so that nothing is
    ever half taken; `read` shows all that could be read, to look at. `missing` are the keys that
    must be answered and are blank, `set_aside` answers to what is not asked given the others.
    """

    read: dict[str, Answer]
    comments: dict[str, str]
    problems: tuple[Problem, ...]
    missing: tuple[str, ...] = ()
    set_aside: dict[str, Answer] = field(default_factory=dict)

    @property
    def answers(self) -> dict[str, Answer]:
        return {} if self.problems else self.read


@dataclass(frozen=True)
class _Row:
    number: int
    code: str
    answer: str
    comment: str


@dataclass(frozen=True)
class _Table:
    sheet: str
    columns: Mapping[str, int]
    rows: tuple[_Row, ...]

    def problem(self, row: int, column: str, code: str, words: str, expected: str = "") -> Problem:
        letters = column_letters(self.columns[column])
        return Problem(self.sheet, row, letters, code, words, expected)


def read(instrument: Instrument, data: bytes, *, today: date, version: str = "") -> Filled:
    """Read a filled template. Rows may have been sorted, moved, inserted or left out, and columns
    moved. With `version`, a sheet made for another is a problem. Raises WorkbookRefused.
    """
    sheets = rows_of(data)
    table = _table(sheets)
    if table is None:
        words = "No sheet has the headings Code and Answer. Fill in the form as you got it."
        return Filled({}, {}, (Problem("", 0, "", "no_headings", words, " · ".join(COLUMNS)),))
    problems = [*_stamped(sheets, instrument, version, table.sheet)]
    found: dict[str, tuple[_Row, Answer]] = {}
    comments: dict[str, str] = {}
    codes = _codes(instrument)
    for row in table.rows:
        line = codes.get(row.code) or codes.get(row.code.casefold())
        problems += _take(instrument, table, row, line, found)
        if line and row.comment:
            comments[line.place.key] = row.comment
    return _filled(instrument, table, found, comments, problems, today)


def _table(sheets: Mapping[str, Rows]) -> _Table | None:
    for name, rows in sheets.items():
        for at, row in enumerate(rows[:_LOOK_FOR_HEADING]):
            heads = [cell.strip().casefold() for cell in row]
            if all(heads.count(needed) == 1 for needed in _NEEDED):
                columns = {head: heads.index(head) for head in heads if head}
                below = enumerate(rows[at + 1 :], start=at + 2)
                return _Table(name, columns, tuple(_row(n, cells, columns) for n, cells in below))
    return None


def _row(number: int, cells: list[str], columns: Mapping[str, int]) -> _Row:
    def cell(name: str) -> str:
        at = columns.get(name, -1)
        return cells[at].strip() if 0 <= at < len(cells) else ""

    return _Row(number, cell("code"), cell("answer"), cell("comment"))


def _stamped(
    sheets: Mapping[str, Rows], instrument: Instrument, version: str, sheet: str
) -> Iterator[Problem]:
    """Whether the sheet was made for this form; one without the hidden stamp is let be."""
    stamp = {row[0]: row[1] for row in sheets.get(STAMP, []) if len(row) > 1 and row[0]}
    if stamp.get("form", instrument.key) != instrument.key:
        words = f"This sheet is for another form (“{stamp['form']}”)."
        yield Problem(sheet, 0, "", "other_form", words, f"A sheet made for “{instrument.title}”")
    elif version and stamp.get("version", version) != version:
        words = "This sheet is for an older or newer version of the form."
        yield Problem(sheet, 0, "", "other_version", words, "A sheet made from this version")


def _take(
    instrument: Instrument,
    table: _Table,
    row: _Row,
    line: Line | None,
    found: dict[str, tuple[_Row, Answer]],
) -> Iterator[Problem]:
    if not row.code:
        if row.answer:
            words = "There is an answer but no code, so nobody knows what it answers."
            yield table.problem(row.number, "code", "no_code", words, "The code of a question")
        return
    if line is None:
        words = f"The code “{row.code}” is not in this form."
        yield table.problem(row.number, "code", "unknown_code", words, "A code of this form")
        return
    key, question = line.place.key, line.question
    done = clean(question, row.answer, instrument.choices_of(question))
    if done.refusal:
        expected = allowed(instrument, question)
        yield table.problem(row.number, "answer", done.refusal.code, done.refusal.words, expected)
        return
    before = found[key][1] if key in found else None
    if before is not None and done.answer is not None and before != done.answer:
        words = f"Row {found[key][0].number} has the same code and another answer."
        yield table.problem(row.number, "code", "code_twice", words, "Each code once")
        return
    if before is None:
        found[key] = (row, done.answer)


def _codes(instrument: Instrument) -> dict[str, Line]:
    """Every row that there may be, by its code as it stands and in small letters (spreadsheets
    capitalise what people type).
    """
    most = {one.key: one.repeats for one in instrument.sections}
    every = [line for line in lines(instrument, most) if isinstance(line, Line)]
    small = {line.place.key.casefold(): line for line in every}
    return small | {line.place.key: line for line in every}


def _filled(
    instrument: Instrument,
    table: _Table,
    found: dict[str, tuple[_Row, Answer]],
    comments: dict[str, str],
    problems: list[Problem],
    today: date,
) -> Filled:
    said = {key: answer for key, (_, answer) in found.items()}
    said = {key: answer for key, answer in said.items() if answer is not None}
    way = walk(instrument, said | _rounds(instrument, said), today=today)
    for wrong in wrongs_of(way, required=False):
        row = found[wrong.key][0].number
        expected = allowed(instrument, find(instrument, wrong.key).question)
        problems.append(table.problem(row, "answer", wrong.code, wrong.words, expected))
    if not found and not problems:
        words = "There is no row with a code of this form."
        problems.append(table.problem(0, "code", "no_rows", words, "The rows of the form"))
    read_in = said | _rounds(instrument, said)
    return Filled(read_in, comments, tuple(problems), way.missing, way.set_aside)


def _rounds(instrument: Instrument, said: Mapping[str, Answer]) -> dict[str, Answer]:
    """How many rounds of each repeat somebody adds to are filled in; none, where none is."""
    counted: dict[str, Answer] = {}
    for section in instrument.sections:
        if section.repeats and not section.times:
            rounds = [at for at in range(1, section.repeats + 1) if _any(said, section.key, at)]
            counted[rounds_key(section.key)] = max(rounds, default=0)
    return counted


def _any(said: Mapping[str, Answer], section: str, at: int) -> bool:
    return any(key.startswith(f"{section}[{at}].") for key in said)
