"""What is said of an XLSForm: each thing that was not taken as it stands, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Fate(StrEnum):
    """What becomes of a thing."""

    REFUSED = "refused"  # while it stands, no instrument is made at all
    LEFT_OUT = "left_out"
    CHANGED = "changed"


@dataclass(frozen=True)
class Remark:
    """One thing: its sheet, row (as the spreadsheet counts, 0 for the whole sheet) and column,
    what it is, and what becomes of it, in words.
    """

    fate: Fate
    sheet: str
    row: int
    what: str
    becomes: str
    column: str = ""


@dataclass
class Remarks:
    """Collects remarks while a form is read."""

    found: list[Remark] = field(default_factory=list)
    columns: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def refuse(self, sheet: str, row: int, what: str, mend: str, column: str = "") -> None:
        """Note what must be mended before anything can be taken."""
        self._add(Remark(Fate.REFUSED, sheet, row, what, mend, column))

    def leave_out(self, sheet: str, row: int, what: str, becomes: str, column: str = "") -> None:
        """Note what is not taken."""
        self._add(Remark(Fate.LEFT_OUT, sheet, row, what, becomes, column))

    def change(self, sheet: str, row: int, what: str, becomes: str, column: str = "") -> None:
        """Note what is taken as something else."""
        self._add(Remark(Fate.CHANGED, sheet, row, what, becomes, column))

    def unknown_column(self, sheet: str, row: int, column: str) -> None:
        """Note a cell under a heading that XLSForm does not know: told once for the column."""
        self.columns.setdefault((sheet, column), []).append(row)

    @property
    def refused(self) -> bool:
        return any(one.fate is Fate.REFUSED for one in self.found)

    def in_order(self, sheets: Iterable[str]) -> tuple[Remark, ...]:
        """All of them: refusals first, then as the sheets and rows stand."""
        places = {name: at for at, name in enumerate(sheets)}
        for (sheet, column), rows in self.columns.items():
            count = f"{len(rows):,} rows" if len(rows) > 1 else "one row"
            what = f"The column “{column}”, filled in {count}"
            self.leave_out(sheet, rows[0], what, "It is not used.", column)
        self.columns.clear()
        return tuple(
            sorted(
                self.found,
                key=lambda r: (r.fate is not Fate.REFUSED, places.get(r.sheet, 99), r.row),
            )
        )

    def _add(self, remark: Remark) -> None:
        if remark not in self.found:
            self.found.append(remark)
