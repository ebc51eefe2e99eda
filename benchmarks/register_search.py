"""Search as you type over a register of 400,000 organisations.

    script/bench register_search                          # SQLite and, when installed, PostgreSQL
    script/bench register_search --size 5000 --only sqlite
    script/bench register_search --database postgresql://…/bench         # an empty database

Organisations are made from the published name lists of the data folder (charities, companies,
societies, schools, councils …), each with an invented number. What is typed: the beginnings that
somebody would type of 300 of the names (from the third letter on, letter by letter for 60 of
them), two of their words in another order, names with one slip, and numbers.

Measured in one run on one machine: `register.queries.search.search` (all statements and ranking
included), and the two addresses asked while somebody types, as a signed-in person gets them
(a picker's suggestions; the list of organisations, view and rows included), against a plain
`LIKE '%text%'` and a plain full-text query of the same database (SQLite: FTS5 with prefixes ordered
by bm25; PostgreSQL: `to_tsvector` with GIN ordered by ts_rank), each giving ten names. *found*: the
share in which the organisation typed is among the first ten, when what was typed is a whole name or
one with a slip (the others have many right answers).
"""

import argparse
import gzip
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
import zipfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
DATA = Path(os.environ.get("SPINNEY_DATA", ROOT / "../shared/data"))
SEED = 20


@dataclass(frozen=True)
class Typed:
    """What was typed, of which kind, and the organisation meant when only one can be."""

    kind: str
    text: str
    meant: int | None = None


def names(size: int) -> list[str]:
    """Distinct names from all lists, in an order that mixes them."""
    found: dict[str, None] = {}
    with zipfile.ZipFile(DATA / "register/name_lists.zip") as opened:
        for member in sorted(opened.namelist()):
            if member.endswith(".gz"):
                text = gzip.decompress(opened.read(member)).decode("utf-8", errors="replace")
                found.update(dict.fromkeys(" ".join(line.split()) for line in text.splitlines()))
    mixed = [name[:300] for name in found if name]
    random.Random(SEED).shuffle(mixed)
    return mixed[:size]


def fill(size: int) -> float:
    """Load the organisations and their search rows; returns seconds spent on the search rows."""
    from django.db import transaction

    from spinney.register.bridge.search_index import reindex_everything
    from spinney.register.models import Identifier, Organisation

    made = names(size)
    with transaction.atomic():
        for at in range(0, len(made), 5_000):
            rows = [Organisation(name=name, source="benchmark") for name in made[at : at + 5_000]]
            Organisation.objects.bulk_create(rows)
            Identifier.objects.bulk_create(
                Identifier(
                    organisation=row, scheme="GB-CHC", value=str(2_000_000 + row.pk), source="b"
                )
                for row in rows
            )
    began = time.perf_counter()
    reindex_everything()
    return time.perf_counter() - began


def slip(text: str, chance: random.Random) -> str:
    """One letter of a word of five letters or more left out, doubled, swapped or changed."""
    words = text.split()
    long = [at for at, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    at = chance.choice(long)
    word, place = words[at], chance.randrange(1, len(words[at]) - 1)
    words[at] = chance.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + word[place] + word[place:],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            word[:place] + "aeiourst"[chance.randrange(8)] + word[place + 1 :],
        )
    )
    return " ".join(words)


def what_is_typed() -> list[Typed]:
    from spinney.register.models import Organisation

    chance = random.Random(SEED)
    top = Organisation.objects.order_by("-id").values_list("id", flat=True)[0]
    picked = Organisation.objects.filter(id__in=chance.sample(range(1, top + 1), 700))
    pairs = [(o.pk, o.name.casefold()) for o in picked]
    long = [(pk, n) for pk, n in pairs if sum(len(w) > 4 and w.isalpha() for w in n.split()) > 1]
    typed = [
        Typed("typing", name[:upto])
        for _pk, name in pairs[:60]
        for upto in range(3, min(len(name), 30))
    ]
    typed += [
        Typed("typing", name[: chance.randint(3, len(name))])
        for _pk, name in pairs[60:300]
        if len(name) > 3
    ]
    for pk, name in long[:150]:
        words = [word for word in name.split() if word.isalpha() and len(word) > 2]
        typed.append(Typed("words turned", " ".join(chance.sample(words, min(2, len(words))))))
        typed.append(Typed("whole name", name, pk))
        typed.append(Typed("one slip", slip(name, chance), pk))
        typed.append(Typed("number", str(2_000_000 + pk)[: chance.randint(4, 7)]))
    return typed


def plain_like(text: str) -> list[int]:
    from spinney.register.models import Organisation

    found = Organisation.objects.filter(name__icontains=text).order_by("name")
    return [pk for pk, _name in found.values_list("id", "name")[:10]]


def make_plain_full_text(cursor, vendor: str) -> None:
    if vendor == "sqlite":
        cursor.execute("CREATE VIRTUAL TABLE plain USING fts5(name, content='', prefix='2 3')")
        cursor.execute("INSERT INTO plain (rowid, name) SELECT id, name FROM register_organisation")
    else:
        cursor.execute(
            "CREATE INDEX plain ON register_organisation USING gin (to_tsvector('simple', name))"
        )
    cursor.execute("ANALYZE")


def plain_full_text(text: str) -> list[int]:
    from django.db import connection

    words = "".join(letter if letter.isalnum() else " " for letter in text).split()
    if not words:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            match = " ".join(f'"{word}"' for word in words) + "*"
            cursor.execute(
                "SELECT f.rowid, o.name FROM plain f JOIN register_organisation o ON o.id = f.rowid"
                " WHERE plain MATCH %s ORDER BY rank LIMIT 10",
                [match],
            )
        else:
            match = " & ".join(f"'{word}'" for word in words) + ":*"
            cursor.execute(
                "SELECT id, name FROM register_organisation, to_tsquery('simple', %s) q"
                " WHERE to_tsvector('simple', name) @@ q"
                " ORDER BY ts_rank(to_tsvector('simple', name), q) DESC LIMIT 10",
                [match],
            )
        return [row[0] for row in cursor.fetchall()]


def spinney_search(text: str) -> list[int]:
    from spinney.register.queries.search import search

    return [hit.organisation.pk for hit in search(text, limit=10)]


def site():
    """The two addresses that are asked while somebody types, as a signed-in person gets them."""
    from django.test import Client
    from django.urls import reverse

    from spinney.base.access.models import Person

    person = Person.objects.filter(email="bench@example.org").first()
    client = Client()
    client.force_login(
        person or Person.objects.create_user("bench@example.org"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )

    def suggestions(text: str) -> list[int]:
        answer = client.get(reverse("register:suggest-organisations"), {"q": text})
        return [int(row["value"]) for row in answer.json()["results"]]

    def listed(text: str) -> list[int]:
        answer = client.get(reverse("register:find"), {"q": text}, headers={"HX-Request": "true"})
        return [int(pk) for pk in re.findall(r"/organisations/(\d+)/", answer.content.decode())][
            :10
        ]

    return suggestions, listed


def percentile(times: list[float], part: float) -> float:
    return 1000 * sorted(times)[min(len(times) - 1, int(part * len(times)))]


def measure(label: str, ask, typed: list[Typed], most: int) -> None:
    chosen = random.Random(SEED).sample(typed, min(most, len(typed)))
    times, found, meant = [], 0, 0
    by_kind: dict[str, list[float]] = {}
    for one in chosen:
        began = time.perf_counter()
        given = ask(one.text)
        times.append(time.perf_counter() - began)
        by_kind.setdefault(one.kind, []).append(times[-1])
        if one.meant is not None:
            meant, found = meant + 1, found + (one.meant in given)
    kinds = "  ".join(f"{k} {percentile(v, 0.95):.0f}" for k, v in sorted(by_kind.items()))
    print(
        f"  {label:<22}{len(times):6}{1000 * statistics.mean(times):9.1f}"
        f"{percentile(times, 0.5):9.1f}{percentile(times, 0.95):9.1f}{percentile(times, 0.99):9.1f}"
        f"{100 * found / max(1, meant):8.1f} %   {kinds}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--database", default="", help="postgresql://… of an empty database")
    parser.add_argument("--size", type=int, default=400_000)
    parser.add_argument(
        "--keep", default="", help="folder in which to keep, or find, the SQLite file"
    )
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if not DATA.is_dir():
        sys.exit(f"The data folder {DATA} is not here: set SPINNEY_DATA to where it is.")
    if chosen.child:
        run(chosen.size)
        return
    with tempfile.TemporaryDirectory(prefix="spinney-search-") as made:
        folder = Path(chosen.keep or made)
        folder.mkdir(parents=True, exist_ok=True)
        sys.exit(measure_each(folder, chosen))


def measure_each(folder: Path, chosen: argparse.Namespace) -> int:
    """Each database in a process of its own, because Django knows one; returns an exit code."""
    if chosen.database:
        return in_child(folder, chosen.database, chosen.size)
    failed = 0
    if chosen.only != "postgresql":
        failed = in_child(folder, "", chosen.size)
    if chosen.only != "sqlite":
        from tests.harness.private_postgres import NO_SERVER, private_postgres, programs

        if programs() is not None:
            with private_postgres(durable=True) as server:
                failed = in_child(folder, server, chosen.size) or failed
        elif chosen.only:
            sys.exit(NO_SERVER)
    return failed


def in_child(folder: Path, database: str, size: int) -> int:
    place = {
        "SPINNEY_DATA_DIR": str(folder),
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "spinney.config.settings",
    }
    command = [sys.executable, __file__, "--child", "--size", str(size)]
    return subprocess.run(command, env={**os.environ, **place}, check=False).returncode


def run(size: int) -> None:
    import django

    # Static files are collected by `spinney serve`; no page here asks for one.
    warnings.filterwarnings("ignore", message="No directory at", category=UserWarning)
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from spinney.register.models import Organisation, SearchName

    call_command("migrate", verbosity=0)
    if not Organisation.objects.exists():
        seconds = fill(size)
        print(f"search rows written in {seconds:.0f} s")
        with connection.cursor() as cursor:
            make_plain_full_text(cursor, connection.vendor)
    print(
        f"{connection.vendor}: {Organisation.objects.count():,} organisations,"
        f" {SearchName.objects.count():,} names"
    )
    typed = what_is_typed()
    for one in typed[:50]:
        spinney_search(one.text)
    heads = "".join(f"{head:>9}" for head in ("mean", "p50", "p95", "p99"))
    print(f"  {'ms':<22}{'typed':>6}{heads}{'found':>10}   p95 by kind")
    measure("plain LIKE", plain_like, typed, 150)
    measure("plain full text", plain_full_text, typed, 1_000)
    measure("Spinney", spinney_search, typed, len(typed))
    suggestions, listed = site()
    measure("Spinney, suggestions", suggestions, typed, 1_000)
    measure("Spinney, list", listed, typed, 1_000)


if __name__ == "__main__":
    main()
