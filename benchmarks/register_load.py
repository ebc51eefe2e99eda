"""Loading a register, against the database's own import of the same rows.

    script/bench register_load                              # SQLite and, when installed, PostgreSQL
    script/bench register_load --sizes 6000 --only sqlite
    script/bench register_load --out results.json

Registers of 6,000 and 400,000 charities in the shape of the Charity Commission's public extract
are made from the published name lists of the data folder; beside them stands the UKCAT sample.
Each is loaded into an empty database by `register.bridge.loads` as the command does it: read,
checked, compared with what is known, journalled for undoing, in batches of 5,000.

The limit is the database's import of the very rows that the loader wrote (all tables, without
those of the search), from CSV files: into the same tables with their keys and indexes, and into
bare tables without any. SQLite: the steps of `sqlite3 .import` (CSV, one prepared statement, one
transaction). PostgreSQL: COPY. Beside the loader stands the search index that goes with it, and
loading the same file again. Every step runs in a process of its own; memory is its peak.
"""

import argparse
import contextlib
import csv
import gzip
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
DATA = Path(os.environ.get("SPINNEY_DATA", ROOT / "../shared/data"))
UKCAT = DATA / "register/ukcat_sample.csv"
SEED = 20
TABLES = (
    "load", "organisation", "identifier", "othername", "activity", "activity_organisations", "area",
    "area_organisations", "loadedrow",
)  # fmt: skip
MIDNIGHT = " 00:00:00.0000000"
HEADINGS = """
    date_of_extract organisation_number registered_charity_number linked_charity_number
    charity_name charity_type charity_registration_status date_of_registration date_of_removal
    charity_reporting_status latest_acc_fin_period_start_date latest_acc_fin_period_end_date
    latest_income latest_expenditure charity_contact_address1 charity_contact_address2
    charity_contact_address3 charity_contact_address4 charity_contact_address5
    charity_contact_postcode charity_contact_phone charity_contact_email charity_contact_web
    charity_company_registration_number charity_insolvent charity_in_administration
    charity_previously_excepted charity_is_cdf_or_cif charity_is_cio cio_is_dissolved
    date_cio_dissolution_notice charity_activities charity_gift_aid charity_has_land
""".split()  # noqa: SIM905 (as the regulator lists them)


def names(size: int) -> list[str]:
    """Distinct names from all the published lists, mixed; repeated when there are too few."""
    found: dict[str, None] = {}
    with zipfile.ZipFile(DATA / "register/name_lists.zip") as opened:
        for member in sorted(opened.namelist()):
            if member.endswith(".gz"):
                text = gzip.decompress(opened.read(member)).decode("utf-8", errors="replace")
                found.update(dict.fromkeys(" ".join(line.split()) for line in text.splitlines()))
    mixed = [name[:300] for name in found if name]
    random.Random(SEED).shuffle(mixed)
    return [mixed[n % len(mixed)] for n in range(size)]


def make_register(path: Path, size: int) -> None:
    """An invented extract: real names of bodies, everything else made up."""
    chance = random.Random(SEED)
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("\t".join(HEADINGS) + "\r\n")
        for at, name in enumerate(names(size)):
            number = str(200_000 + 3 * at)
            row = dict.fromkeys(HEADINGS, "")
            row |= {
                "date_of_extract": f"2026-03-01{MIDNIGHT}",
                "organisation_number": number,
                "registered_charity_number": number,
                "linked_charity_number": "0",
                "charity_name": name.replace("\t", " "),
                "charity_type": chance.choice(("Trust", "Other", "CIO", "Charitable company")),
                "charity_registration_status": "Registered",
                "date_of_registration": f"{chance.randint(1960, 2024)}-0{chance.randint(1, 9)}-11"
                + MIDNIGHT,
                "latest_acc_fin_period_end_date": f"2025-03-31{MIDNIGHT}",
                "latest_income": str(int(10 ** chance.uniform(2, 7))),
                "latest_expenditure": str(int(10 ** chance.uniform(2, 7))),
                "charity_contact_address1": f"{chance.randint(1, 200)} Well Lane",
                "charity_contact_address2": chance.choice(("Marlbrook", "Eastvale", "Westvale")),
                "charity_contact_postcode": f"ZE{chance.randint(1, 9)} {chance.randint(1, 9)}"
                + chance.choice(letters) + chance.choice(letters),
                "charity_contact_phone": f"01632 960{chance.randint(0, 999):03}",
                "charity_contact_email": f"office{number}@charity.example.org",
                "charity_contact_web": f"www.charity{number}.example.org",
                "charity_company_registration_number": "" if at % 4 else f"{1_000_000 + at:08}",
                "charity_activities": "We help people nearby with advice, company and a warm room, "
                "and run a lunch club for older people twice a week.",
            }  # fmt: skip
            file.write("\t".join(row.values()) + "\r\n")


# Steps, each in a process of its own ------------------------------------------------------------


def wake(address: str, folder: str) -> None:
    os.environ |= {"SPINNEY_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "spinney.config.settings"}
    os.environ["DATABASE_URL"] = address
    import django

    django.setup()


def migrate(**_: str) -> dict[str, float]:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return {}


def load(file: str, index: str = "", **_: str) -> dict[str, float]:
    """Load a file as the command does; seconds from opening it to the last commit."""
    from django.utils import timezone

    from spinney.register.bridge.loads import running
    from spinney.register.bridge.loads.files import open_all, stored
    from spinney.register.models import Load
    from spinney.register.states import LoadState

    now = timezone.now()
    began = time.perf_counter()
    reading = open_all([stored(Path(file))])
    begun = Load.objects.create(
        source="; ".join(reading.sources),
        state=LoadState.RUNNING,
        checked_on=now.date(),
        made_at=now,
    )
    counts = running.Run(begun, reading, now).keep(index=bool(index))
    Load.objects.filter(pk=begun.pk).update(state=LoadState.DONE)
    seconds = time.perf_counter() - began
    return {"seconds": seconds, **vars(counts)}


def dump(to: str, **_: str) -> dict[str, float]:
    """Every row that the loader wrote, as CSV files."""
    from django.db import connection

    for table in TABLES:
        with connection.cursor() as cursor, (Path(to) / table).open("w", newline="") as file:
            cursor.execute(f"SELECT * FROM register_{table}")
            heads = [column[0] for column in cursor.description]
            writer = csv.writer(file, quoting=csv.QUOTE_NOTNULL)
            writer.writerow(heads)
            while rows := cursor.fetchmany(5_000):
                writer.writerows(
                    [json.dumps(v) if isinstance(v, dict | list) else v for v in row]
                    for row in rows
                )
    return {}


def make_bare(**_: str) -> dict[str, float]:
    """The same tables without keys, indexes or checks."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"CREATE TABLE bare_{table} AS SELECT * FROM register_{table} LIMIT 0")
    return {}


def limit(from_: str, prefix: str, **_: str) -> dict[str, float]:
    """The database's own import of the files; seconds from opening them to the commit."""
    from django.db import connection

    connection.ensure_connection()
    began = time.perf_counter()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            for table in TABLES:
                with (Path(from_) / table).open("rb") as file:
                    heads = file.readline().decode().strip()
                    statement = f"COPY {prefix}_{table} ({heads}) FROM STDIN (FORMAT csv)"
                    with cursor.copy(statement) as copy:
                        while piece := file.read(1 << 18):
                            copy.write(piece)
            cursor.execute("COMMIT")
    else:
        database = connection.connection
        database.execute("PRAGMA foreign_keys = OFF")  # as the shell's .import has it
        database.execute("BEGIN")
        for table in TABLES:
            with (Path(from_) / table).open(newline="") as file:
                rows = csv.reader(file, quoting=csv.QUOTE_NOTNULL)
                heads = next(rows)
                marks = ", ".join("?" * len(heads))
                statement = f"INSERT INTO {prefix}_{table} ({', '.join(heads)}) VALUES ({marks})"
                database.executemany(statement, rows)
        database.execute("COMMIT")
    return {"seconds": time.perf_counter() - began}


STEPS = {f.__name__: f for f in (migrate, load, dump, make_bare, limit)}


def child(given: dict[str, str]) -> None:
    """Run one step and print what came of it, with the peak of memory in MB."""
    wake(given.pop("address"), given.pop("folder"))
    with watched_memory() as memory:
        told = STEPS[given.pop("step")](**given)
    print(json.dumps({**told, **memory}))


@contextlib.contextmanager
def watched_memory() -> Iterator[dict[str, float]]:
    """What this process held before, and at most meanwhile, in MB. On Linux that is memory of its
    own, looked at fifty times a second: pages of the database's file that the system shows in
    place (SQLite's mmap) belong to the system and may be taken back at any time.
    """
    memory = {"before": held(), "peak": held()}
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.02):
            memory["peak"] = max(memory["peak"], held())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield memory
    finally:
        over.set()
        watcher.join()


def held() -> float:
    """Memory of this process, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        return int(lines["RssAnon"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


def step(name: str, **given: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.register_load", "--child",
         json.dumps({"step": name, **given})],
        capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


# The whole --------------------------------------------------------------------------------------


@contextlib.contextmanager
def databases(kind: str, server: str, work: Path) -> Iterator[object]:
    """Gives a function that makes an empty database and says where: address and data folder."""
    made: list[str] = []

    def fresh() -> dict[str, str]:
        name = f"bench_load_{os.getpid()}_{len(made)}"
        folder = work / name
        folder.mkdir()
        made.append(name)
        if kind == "sqlite":
            return {"address": "", "folder": str(folder)}
        import psycopg

        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        from urllib.parse import urlsplit

        return {
            "address": urlsplit(server)._replace(path=f"/{name}").geturl(), "folder": str(folder),
        }  # fmt: skip

    try:
        yield fresh
    finally:
        for name in made:
            shutil.rmtree(work / name, ignore_errors=True)
            if kind != "sqlite":
                import psycopg

                with psycopg.connect(server, autocommit=True) as connection:
                    connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def measure(kind: str, server: str, file: Path, work: Path) -> dict[str, float]:
    """All steps for one file on one kind of database."""
    rows = work / "rows"
    rows.mkdir(exist_ok=True)
    with databases(kind, server, work) as fresh:
        plain = fresh()
        step("migrate", **plain)
        first = step("load", file=str(file), **plain)
        again = step("load", file=str(file), **plain)
        step("dump", to=str(rows), **plain)
        same = fresh()
        step("migrate", **same)
        indexed = step("limit", from_=str(rows), prefix="register", **same)
        step("make_bare", **same)
        bare = step("limit", from_=str(rows), prefix="bare", **same)
        searched = fresh()
        step("migrate", **searched)
        whole = step("load", file=str(file), index="yes", **searched)
    shutil.rmtree(rows)
    number = first["added"]
    return {
        "organisations": number,
        "loader": number / first["seconds"],
        "with_search": number / whole["seconds"],
        "again": number / again["seconds"],
        "limit": number / indexed["seconds"],
        "bare": number / bare["seconds"],
        "ratio": first["seconds"] / indexed["seconds"],
        "ratio_bare": first["seconds"] / bare["seconds"],
        "memory": first["peak"],
        "memory_before": first["before"],
    }


def shown(kind: str, name: str, told: dict[str, float]) -> str:
    return (
        f"| {kind} | {name} | {told['organisations']:,} | {told['loader']:,.0f} "
        f"| {told['limit']:,.0f} | {told['ratio']:.1f} | {told['bare']:,.0f} "
        f"| {told['ratio_bare']:.1f} | {told['with_search']:,.0f} | {told['again']:,.0f} "
        f"| {told['memory']:.0f} (+{told['memory'] - told['memory_before']:.0f}) |"
    )


HEAD = """\
| database | register | organisations | loader /s | limit /s | times slower | bare tables /s \
| times slower | loader with search /s | again, unchanged /s | peak memory MB |
|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"""


def run(sizes: list[int], only: str | None) -> list[dict[str, object]]:
    """Measure everything, printing as it goes."""
    told: list[dict[str, object]] = []
    with contextlib.ExitStack() as on:
        work = Path(on.enter_context(tempfile.TemporaryDirectory(prefix="spinney-load-")))
        files = {"UKCAT sample": UKCAT} if UKCAT.exists() else {}
        for size in sizes:
            files[f"made, {size:,}"] = work / f"publicextract.charity.{size}.txt"
            make_register(files[f"made, {size:,}"], size)
        kinds = {"sqlite": ""} if only != "postgresql" else {}
        if only != "sqlite":
            from tests.harness.private_postgres import private_postgres, programs

            if programs() is not None:
                kinds["postgresql"] = on.enter_context(private_postgres(durable=True))
        for kind, server in kinds.items():
            for name, file in files.items():
                result = measure(kind, server, file, work)
                told.append({"database": kind, "register": name, **result})
                print(shown(kind, name, result), flush=True)
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[6_000, 400_000])
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--out", type=Path, help="write the numbers to a JSON file")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(json.loads(given.child))
        return
    if not (DATA / "register/name_lists.zip").exists():
        raise SystemExit("The name lists are not here: set SPINNEY_DATA to the data folder.")
    print(HEAD, flush=True)
    told = run(given.sizes, given.only)
    if given.out:
        given.out.write_text(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    main()
