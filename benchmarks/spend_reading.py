"""Files of payments as public bodies publish them: is each read right, and how fast.

Right means the five figures of `spend_reference`, which was reckoned by hand: how many payments,
their sum to the penny, the first and the last day, how many different suppliers. Every file that
differs, or is refused, is named with the reason, and so is each with rows that could not be read.
No file is told apart by its name or its body: each goes through the same `look` and `read`.

Some tables were taken out of a PDF, and the ends of names stand in the row below. Those names are
put together again, with a doubt that says so; the truth takes them as they stand. Where nothing but
the number of suppliers differs for that reason, a file counts as *mended*; and of the mended names
it is told how many stand whole in another file.

Speed is the ratio to DuckDB's own CSV reader on the same bytes in the same run: first its plain
cells (all text, which is less work: no days, no amounts, no totals left out), then with types.

    script/bench spend_reading [--rows 1000000] [--xlsx]
"""

import argparse
import contextlib
import csv
import io
import os
import random
import resource
import statistics
import tempfile
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from benchmarks.spend_reference import Truth, truth

from spinney.purchasing.engine.reading.cells import Cells
from spinney.purchasing.engine.reading.look import look
from spinney.purchasing.engine.reading.looking import look_at
from spinney.purchasing.engine.reading.opening import open_grid
from spinney.purchasing.engine.reading.read import read, read_grid, tables_for
from spinney.purchasing.engine.reading.reading import Reading
from spinney.purchasing.engine.reading.refusal import FileRefused

DATA = Path(os.environ.get("SPINNEY_DATA", Path(__file__).parents[1] / "../shared/data"))
FIGURES = ("payments", "pence", "first day", "last day", "suppliers")
TIMES = 3
SEED = 20260312


def files() -> Iterator[tuple[str, str, bytes]]:
    """(body, file, bytes) of every published file."""
    for packed in sorted((DATA / "spend").rglob("*.zip")):
        with zipfile.ZipFile(packed) as archive:
            for name in sorted(archive.namelist()):
                if not name.endswith("/"):
                    yield packed.stem, Path(name).name, archive.read(name)


@dataclass(frozen=True)
class Outcome:
    """What came of one file: what was read or why not, the names mended, how long it took."""

    reading: Reading | None
    refused: str
    mended: tuple[str, ...]
    seconds: float


def read_one(name: str, data: bytes) -> Outcome:
    """One file looked at and read."""
    start = time.perf_counter()
    try:
        grid = open_grid(name, data)
        layout = look_at(grid).layout
        reading = read_grid(grid, layout)
    except FileRefused as refused:
        return Outcome(
            None, f"refused ({refused.code}): {refused}", (), time.perf_counter() - start
        )
    taken = time.perf_counter() - start
    cells = [Cells(table, layout) for table in tables_for(grid, layout)]
    names = tuple(name for one in cells for name in one.mended_names.values())
    return Outcome(reading, "", names, taken)


def difference(reading: Reading, true: Truth) -> str:
    """In which figures a reading differs from the truth; "" where in none."""
    found = reading.summary
    figures = (
        found.rows, found.sum_pence, found.first_day, found.last_day, found.suppliers,
    )  # fmt: skip
    return "; ".join(
        f"{name} {ours}, not {theirs}"
        for name, ours, theirs in zip(FIGURES, figures, true.figures, strict=True)
        if ours != theirs
    )


@dataclass
class Tally:
    """What came of all files: figures by body, lines to print, names that were mended or whole."""

    bodies: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    told: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)
    whole: set[str] = field(default_factory=set)

    def add(self, body: str, name: str, outcome: Outcome, true: Truth) -> None:
        """Count one file."""
        mark, reading = self.bodies[body], outcome.reading
        mark["files"] += 1
        mark["microseconds"] += round(outcome.seconds * 1e6)
        if reading is None:
            mark["misread" if true.whole else "refused rightly"] += 1
            self.told.append(f"{body}/{name}: {outcome.refused}")
            return
        mark["rows"] += reading.summary.rows
        mark["rows refused"] += len(reading.refused)
        self.mended += outcome.mended
        self.whole |= set(reading.lines["supplier"].to_pylist()) - set(outcome.mended)
        differs = difference(reading, true) if true.whole else "should have been refused"
        only_names = outcome.mended and differs.startswith("suppliers")
        mark["mended" if only_names else "misread" if differs else "right"] += 1
        codes = Counter(one.code for one in reading.refused)
        words = ", ".join(f"{count} {code}" for code, count in codes.most_common())
        self.told += [f"{body}/{name}: {differs}"] if differs else []
        self.told += [f"{body}/{name}: rows that cannot be read: {words}"] if words else []


def correctness() -> None:
    """Read every file and say which are right."""
    tally = Tally()
    for body, name, data in files():
        tally.add(body, name, read_one(name, data), truth(body, name, data))
    columns = ("files", "right", "mended", "refused rightly", "misread", "rows", "rows refused")
    print(f"{'body':22}" + "".join(f"{one:>16}" for one in columns) + f"{'rows a second':>16}")
    everything: Counter[str] = Counter()
    for body, mark in [*tally.bodies.items(), ("all", everything)]:
        rate = mark["rows"] * 1e6 / max(1, mark["microseconds"])
        print(f"{body:22}" + "".join(f"{mark[one]:>16,}" for one in columns) + f"{rate:>16,.0f}")
        everything.update(mark)
    print("\n" + "\n".join(f"  {line}" for line in tally.told))
    elsewhere = sum(name in tally.whole for name in tally.mended)
    print(f"\n  {len(tally.mended)} names mended; {elsewhere} stand whole in another row or file")


def made_up(rows: int) -> Iterator[list[str]]:
    """Payments as a council publishes them, invented, the same for the same number."""
    chance = random.Random(SEED)
    first = ("Rook", "Tit", "Jay", "Owl", "Wren", "Siskin", "Robin", "Heron", "Plover", "Dunlin")
    trade = ("Energy", "Telecom", "Stationers", "Cleaning", "Insurance", "Catering", "Repairs")
    form = ("Ltd", "Limited", "plc", "LLP", "& Sons", "Group", "CIC", "UK Ltd", "Trust")
    names = [f"{a} {b} {c}" for a in first for b in trade for c in form]
    kinds = ("Electricity", "Gas", "Stationery", "Repairs, minor", "Training", "Insurance")
    yield ["Body", "Service", "Payment date", "Transaction number", "Net amount",
           "Supplier name", "Expense type", "Narrative"]  # fmt: skip
    start = date(2021, 4, 1)
    for number in range(rows):
        day = start + timedelta(days=chance.randrange(365))
        pence = chance.randint(-5000, 2_000_000)
        yield ["Rook Valley Council", "Housing", f"{day:%d/%m/%Y}", str(1_900_000_000 + number),
               f"{pence / 100:.2f}", chance.choice(names), chance.choice(kinds),
               f"Order {chance.randrange(10**6)}"]  # fmt: skip


def seconds(work: Callable[[], object], times: int = TIMES) -> float:
    """The middle of several timings."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def speed(rows: int, *, xlsx: bool) -> None:
    """A file of many rows, beside DuckDB's own reader of the same bytes."""
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "payments.csv"
        with path.open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows(made_up(rows))
        megabytes = path.stat().st_size / 1e6

        def duck(options: str) -> Callable[[], object]:
            return lambda: (
                duckdb.connect()
                .sql(
                    f"select * from read_csv('{path}'{options})"  # noqa: S608
                )
                .to_arrow_table()
            )

        layout = look(path.name, path).layout
        reading = read(path.name, path, layout)
        plain, typed = seconds(duck(", all_varchar=true")), seconds(duck(", dateformat='%d/%m/%Y'"))
        ours, looking = (
            seconds(lambda: read(path.name, path, layout)),
            seconds(lambda: look(path.name, path)),
        )
        total = reading.summary.sum_pence / 100
        print(f"\n{rows:,} made-up payments, {megabytes:.0f} MB of CSV, £{total:,.2f} in all")
        print(f"  DuckDB, all text       {plain:6.2f} s   {rows / plain:>12,.0f} rows/s")
        print(f"  DuckDB, with types     {typed:6.2f} s   {rows / typed:>12,.0f} rows/s")
        print(f"  read, layout known     {ours:6.2f} s   {rows / ours:>12,.0f} rows/s"
              f"   {ours / plain:.1f} and {ours / typed:.1f} times DuckDB's")  # fmt: skip
        print(f"  look (reads it too)    {looking:6.2f} s   {rows / looking:>12,.0f} rows/s")
        if xlsx:
            _speed_xlsx(rows)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  most memory at any time: {peak:,.0f} MB")


def _speed_xlsx(rows: int) -> None:
    """The same payments as a workbook, written a row at a time."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Payments")
    for row in made_up(min(rows, 1_048_575)):
        sheet.append(row)
    saved = io.BytesIO()
    book.save(saved)
    data = saved.getvalue()
    layout = look("payments.xlsx", data).layout
    taken = seconds(lambda: read("payments.xlsx", data, layout), 1)
    print(f"  read, as XLSX          {taken:6.2f} s   {rows / taken:>12,.0f} rows/s")


def published_speed() -> None:
    """All published CSV files, one after another, beside DuckDB's own reader of the same bytes."""
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for body, name, data in files():
            if name.endswith(".csv"):
                path = Path(folder) / f"{body} {name}"
                path.write_bytes(data)
                paths.append(path)

        def duck() -> int:
            refused = 0
            for path in paths:
                try:
                    duckdb.read_csv(str(path), all_varchar=True).to_arrow_table()
                except duckdb.Error:
                    refused += 1
            return refused

        def ours() -> None:
            for path in paths:
                with contextlib.suppress(FileRefused):
                    grid = open_grid(path.name, path)
                    read_grid(grid, look_at(grid).layout)

        refused = duck()
        theirs, own = seconds(duck), seconds(ours, 1)
        print(f"\n{len(paths)} published CSV files, looked at and read: {own:.1f} s;"
              f" DuckDB's reader, all text: {theirs:.1f} s, {refused} of them not read"
              f" ({own / theirs:.1f} times)")  # fmt: skip


def main() -> None:
    """Read every published file, then time a large one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--xlsx", action="store_true", help="also as a workbook (minutes)")
    given = parser.parse_args()
    if (DATA / "spend").is_dir():
        correctness()
        published_speed()
    else:
        print(f"No published files in {DATA / 'spend'}: set SPINNEY_DATA.")
    speed(given.rows, xlsx=given.xlsx)


if __name__ == "__main__":
    main()
