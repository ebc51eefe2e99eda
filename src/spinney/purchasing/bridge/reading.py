"""A file of payments looked at and read: what was understood, counted, and what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from spinney.purchasing.bridge.cells import added_lines
from spinney.purchasing.bridge.files import path_of
from spinney.purchasing.bridge.lines import NAME, here_already, placed, seen_in
from spinney.purchasing.bridge.names import judged, lessons_for
from spinney.purchasing.engine.reading.layout import Layout
from spinney.purchasing.engine.reading.look import Doubt, Look, check
from spinney.purchasing.models import RowLeftOut, SpendLayout, SpendName, SpendUpload

if TYPE_CHECKING:
    from spinney.purchasing.engine.reading.reading import Reading

MOST_ROWS_KEPT = 20_000
"""So many rows that were left out are listed of one file; of more only the number is known."""
MOST_LAYOUTS = 50
FEWEST_ALIKE, PART_ALIKE = 5, 3
"""So many payments, and one in so many of a file, must look like others before that is said."""
Tell = Callable[[int, int], None]


def quiet(done: int, total: int) -> None:
    """Tell nobody how far it is."""


@dataclass(frozen=True)
class Understood:
    """A file as it would be added: how it was understood, its counts, and what is left out."""

    look: Look
    summary: dict[str, Any] = field(default_factory=dict)
    first_day: date | None = None
    last_day: date | None = None
    left_out: tuple[RowLeftOut, ...] = ()


def remembered(upload: SpendUpload) -> list[Layout]:
    """How the file may be laid out: as somebody said for it, else as earlier files of the member,
    the last first.
    """
    if upload.layout:
        return [Layout.from_json(upload.layout)]
    rows = SpendLayout.objects.filter(organisation=upload.organisation_id).order_by("-used_at")
    return [Layout.from_json(row.layout) for row in rows[:MOST_LAYOUTS]]


def lacking(layout: Layout, seen: Look) -> list[Doubt]:
    """What a layout lacks, so that nothing can be read by it. A file without dates can be read."""
    return [one for one in check(layout, seen) if one.code != "no_dates"]


def understand(upload: SpendUpload, tell: Tell = quiet) -> Understood:
    """Look at a file and read it, without writing anything. Raises FileRefused for one that cannot
    be read safely.
    """
    from spinney.purchasing.engine.reading.look import look

    found = look(upload.name, path_of(upload), remembered=remembered(upload))
    lacks = lacking(found.layout, found)
    if lacks:
        return Understood(found, {"missing": [one.to_json() for one in lacks]})
    reading = read_lines(upload, found.layout, tell)
    return Understood(
        found,
        _counted(upload, reading),
        reading.summary.first_day,
        reading.summary.last_day,
        tuple(_left_out(upload, reading, found.layout)),
    )


def read_lines(upload: SpendUpload, layout: Layout, tell: Tell = quiet) -> Reading:
    """The lines of a file in a layout."""
    from spinney.purchasing.engine.reading.read import read

    return read(upload.name, path_of(upload), layout, progress=tell)


def _counted(upload: SpendUpload, reading: Reading) -> dict[str, Any]:
    known = sum(len(here_already(upload, some)) for some in placed(reading.lines))
    aside = _names_aside(upload, reading)
    return {
        "rows": reading.lines.num_rows,
        "pence": reading.summary.sum_pence,
        "names": reading.summary.suppliers,
        "known": known,
        "alike": _alike(upload, reading, known),
        "without_day": reading.lines["day"].null_count,
        "aside_names": len(aside),
        "aside_lines": _lines_of(reading, aside),
        "skipped": dict(Counter(row.code for row in reading.skipped)),
        "refused": dict(Counter(row.code for row in reading.refused)),
        "by_month": _by_month(reading, aside),
        "missing": [],
    }


def _by_month(reading: Reading, aside: set[str]) -> dict[str, list[str]]:
    """The names that are no people, by the month in which they were paid; "" where no day is told.
    So it can be said, before they are added, whom a cluster would see for the first time.
    """
    names: dict[str, set[str]] = {}
    columns = (reading.lines[name].to_pylist() for name in ("day", "supplier"))
    for day, supplier in zip(*columns, strict=True):
        month = day.replace(day=1).isoformat() if day else ""
        names.setdefault(month, set()).add((supplier or "")[:NAME])
    return {month: sorted(some - aside) for month, some in sorted(names.items())}


def _alike(upload: SpendUpload, reading: Reading, known: int) -> int:
    """How many payments, beside those that are known, have the day and the amount of one that is
    in from another file: the same months from the bank and from the accounts look like this. None
    where they are few: two payments can be equal by chance.
    """
    first, last = reading.summary.first_day, reading.summary.last_day
    if first is None or last is None:
        return 0
    rows = added_lines(upload.organisation_id).filter(day__range=(first, last))
    here: set[tuple[date | None, int]] = set()
    for day, *amounts in rows.values_list("day", "net_pence", "gross_pence").iterator():
        here.update((day, pence) for pence in amounts if pence)
    if not here:
        return 0
    columns = (reading.lines[name].to_pylist() for name in ("day", "net_pence", "gross_pence"))
    both = sum(
        (day, net) in here or (day, gross) in here for day, net, gross in zip(*columns, strict=True)
    )
    new = reading.lines.num_rows - known
    alike = min(both - known, new)
    return alike if alike >= FEWEST_ALIKE and alike * PART_ALIKE >= new else 0


def _names_aside(upload: SpendUpload, reading: Reading) -> set[str]:
    """The names that are people: as the member has them already, else as the engine judges."""
    seen = seen_in(reading.lines)
    rows = SpendName.objects.filter(organisation=upload.organisation_id)
    held = dict(rows.values_list("written", "aside").iterator())
    lessons = lessons_for(upload.organisation_id)
    return {
        name
        for name, beside in seen.items()
        if (held[name] if name in held else judged(name, beside, lessons)["aside"])
    }


def _lines_of(reading: Reading, names: set[str]) -> int:
    counts = reading.lines["supplier"].value_counts().to_pylist()
    return sum(one["counts"] for one in counts if (one["values"] or "")[:NAME] in names)


def _left_out(upload: SpendUpload, reading: Reading, layout: Layout) -> Iterable[RowLeftOut]:
    headings = {one.index: one.heading for one in layout.columns}
    for one in reading.refused[:MOST_ROWS_KEPT]:
        yield RowLeftOut(
            upload=upload,
            refused=True,
            sheet=one.sheet[:100],
            row=one.row,
            column="" if one.column is None else headings.get(one.column, "")[:100],
            code=one.code[:40],
            value=one.value[:300],
        )
    for other in reading.skipped[:MOST_ROWS_KEPT]:
        sheet, row, code = other.sheet[:100], other.row, other.code[:40]
        yield RowLeftOut(upload=upload, refused=False, sheet=sheet, row=row, code=code)


def why(code: str, value: str = "…") -> str:
    """Why a row is no line, in words without its place."""
    from spinney.purchasing.engine.reading.reading import Refused, Skipped
    from spinney.purchasing.engine.reading.saying import said_row

    try:
        words = said_row(Skipped("", 0, code))
    except KeyError:
        words = said_row(Refused("", 0, None, code, value))
    return words.partition(": ")[2].replace("“…”", "what stands there")
