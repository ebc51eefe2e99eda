"""Lines of a file on their way into the tables: which are here already, which are new, and whose
names are new. Nothing of a file counts before all of it is in (`bridge.cells.added_lines`).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import batched
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from spinney.purchasing.bridge.names import Seen, judged, lessons_for
from spinney.purchasing.engine.line import Line, each_line
from spinney.purchasing.models import LineAgain, SpendLine, SpendName, SpendUpload
from spinney.purchasing.states import UploadState

if TYPE_CHECKING:
    import pyarrow as pa

    from spinney.purchasing.engine.categories.guess import Lessons

AT_ONCE = 2000
NAME, NUMBER, WORDS, DESCRIPTION, REFERENCE, SHEET = 200, 40, 200, 500, 100, 100
"""So many characters of each are kept."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with what it is known again by: its key, and the how-manieth with it in its file."""

    line: Line
    key: str
    nth: int


def written_of(line: Line) -> str:
    """The name of a line's payee as it is kept."""
    return line.supplier[:NAME]


def key_of(line: Line) -> str:
    """What two lines have in common that are the same payment in two files of one program.

    >>> from datetime import date
    >>> one = Line("", "", 2, date(2026, 3, 12), "Rook Energy", gross_pence=100)
    >>> other = Line("", "Sheet 2", 9, date(2026, 3, 12), "Rook Energy", gross_pence=100)
    >>> key_of(one) == key_of(other), len(key_of(one))
    (True, 64)
    """
    money = (line.net_pence, line.vat_pence, line.gross_pence)
    day = line.day.isoformat() if line.day else ""
    parts = [day, line.supplier, *map(str, money), line.reference, line.description]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def placed(lines: pa.Table) -> Iterator[tuple[Placed, ...]]:
    """All lines of a table, some at a time, each with its key."""
    times: Counter[bytes] = Counter()

    def each() -> Iterator[Placed]:
        for line in each_line(lines):
            key = key_of(line)
            short = bytes.fromhex(key)[:16]  # half of it is enough to count by, and half the memory
            times[short] += 1
            yield Placed(line, key, times[short])

    return batched(each(), AT_ONCE)


def here_already(upload: SpendUpload, some: Iterable[Placed]) -> dict[tuple[str, int], int]:
    """The lines of the member's other files that are among these, by key and number. One query."""
    rows = (
        SpendLine.objects.filter(
            organisation=upload.organisation_id, key__in={one.key for one in some}
        )
        .exclude(upload=upload)
        .exclude(upload__state=UploadState.UNDONE)
    )
    return {(key, nth): pk for key, nth, pk in rows.values_list("key", "nth", "pk")}


def seen_in(lines: pa.Table) -> dict[str, Seen]:
    """What stands beside each name of a table: its most frequent words, or else a description, and
    its number.
    """
    groups = lines.group_by(["supplier", "category"]).aggregate(
        [("row", "count"), ("description", "max"), ("supplier_number", "max")]
    )
    best: dict[str, tuple[int, Seen]] = {}
    for row in groups.to_pylist():
        name, words = row["supplier"][:NAME], (row["category"] or "")[:WORDS]
        times = row["row_count"] if words else 0  # no words give way to any
        if name not in best or times > best[name][0]:
            said = "" if words else row["description_max"] or ""
            best[name] = (times, Seen(words, said, (row["supplier_number_max"] or "")[:NUMBER]))
    return {name: seen for name, (_, seen) in best.items()}


class NameBook:
    """The member's names by what is written, made as they are needed."""

    def __init__(self, upload: SpendUpload, lines: pa.Table) -> None:
        self._organisation_id = upload.organisation_id
        self._seen = seen_in(lines)
        self._ids: dict[str, int] = {}
        self._lessons: Lessons | None = None

    def ids(self, some: Iterable[Placed]) -> dict[str, int]:
        """The ids of the names of some lines, new ones made and judged. Two queries, or none."""
        missing = {written_of(one.line) for one in some} - self._ids.keys()
        if missing:
            self._find(missing)
            self._make(sorted(missing - self._ids.keys()))
        return self._ids

    def _find(self, names: Iterable[str]) -> None:
        rows = SpendName.objects.filter(organisation=self._organisation_id, written__in=list(names))
        self._ids |= dict(rows.values_list("written", "pk"))

    def _make(self, names: list[str]) -> None:
        if not names:
            return
        if self._lessons is None:
            self._lessons = lessons_for(self._organisation_id)
        SpendName.objects.bulk_create(
            SpendName(
                organisation_id=self._organisation_id,
                written=name,
                number=self._seen[name].number,
                **judged(name, self._seen[name], self._lessons),
            )
            for name in names
        )
        self._find(names)


def add(upload: SpendUpload, some: tuple[Placed, ...], names: NameBook) -> tuple[int, int]:
    """Write some lines: how many were new, and how many were here by another file. The caller
    holds the member's lock, so that nobody adds the same at the same moment.
    """
    known = here_already(upload, some)
    ids = names.ids(some)
    new = [one for one in some if (one.key, one.nth) not in known]
    SpendLine.objects.bulk_create(_line(upload, one, ids) for one in new)
    LineAgain.objects.bulk_create(
        LineAgain(
            upload=upload,
            line_id=known[one.key, one.nth],
            sheet=one.line.sheet[:SHEET],
            row=one.line.row,
        )
        for one in some
        if (one.key, one.nth) in known
    )
    return len(new), len(some) - len(new)


def _line(upload: SpendUpload, one: Placed, ids: dict[str, int]) -> SpendLine:
    line = one.line
    return SpendLine(
        upload=upload,
        organisation_id=upload.organisation_id,
        name_id=ids[written_of(line)],
        sheet=line.sheet[:SHEET],
        row=line.row,
        day=line.day,
        amount_pence=line.amount_pence,
        net_pence=line.net_pence,
        vat_pence=line.vat_pence,
        gross_pence=line.gross_pence,
        own_words=line.category[:WORDS],
        description=line.description[:DESCRIPTION],
        reference=line.reference[:REFERENCE],
        quantity=line.quantity,
        unit_price=line.unit_price,
        contract_end=line.contract_end,
        key=one.key,
        nth=one.nth,
    )


def names_of(upload: SpendUpload) -> list[int]:
    """The ids of the names on the lines of a file."""
    return list(upload.lines.order_by().values_list("name", flat=True).distinct())


def hand_over(upload: SpendUpload) -> None:
    """Lines of the file that came again in a later one become the later one's."""
    again = LineAgain.objects.filter(
        line__upload=upload, upload__state__in=[UploadState.ADDING, UploadState.ADDED]
    ).order_by("upload_id", "pk")
    heirs: dict[int, LineAgain] = {}
    for one in again:
        heirs.setdefault(one.line_id, one)
    for some in batched(heirs.values(), AT_ONCE):
        lines = SpendLine.objects.in_bulk([one.line_id for one in some])
        for one in some:
            line = lines[one.line_id]
            line.upload_id, line.sheet, line.row = one.upload_id, one.sheet, one.row
        SpendLine.objects.bulk_update(lines.values(), ["upload", "sheet", "row"], batch_size=500)
        LineAgain.objects.filter(pk__in=[one.pk for one in some]).delete()


def clear_lines(upload: SpendUpload, most: int | None = None) -> int:
    """Take out lines of a file that counts no more, at the most so many; then what is left of it.
    Returns how many lines were taken out.
    """
    lines = SpendLine.objects.filter(upload=upload)
    ids = list(lines.order_by("pk").values_list("pk", flat=True)[:most])
    for some in batched(ids, AT_ONCE):
        LineAgain.objects.filter(line__in=some).delete()
        SpendLine.objects.filter(pk__in=some).delete()
    if most is None or len(ids) < most:
        LineAgain.objects.filter(upload=upload).delete()
        drop_bare_names(upload.organisation_id)
    return len(ids)


def drop_bare_names(organisation_id: int) -> None:
    """Names without any line go. Those that a member left out or brought back itself stay, so that
    what it said holds when the name comes again.
    """
    bare = SpendName.objects.filter(organisation=organisation_id, aside_by="").exclude(
        Exists(SpendLine.objects.filter(name=OuterRef("pk")))
    )
    bare.delete()
