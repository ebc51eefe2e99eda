"""How often is the first organisation found the right one? Spinney against named others.

    python benchmarks/reconciliation.py                # report on the half nobody tuned on
    python benchmarks/reconciliation.py --fit          # fit the weights of engine/matching.py
    python benchmarks/reconciliation.py --through DIR  # as the site answers (database in DIR)

**Truth.** `supplier_match/grant_recipient_vs_register_names.csv` (a grant recipient's name as a
funder wrote it and the charity number it gave) and `nhs_charity_candidates.csv` (a supplier's name
as an NHS body wrote it and the charity number that a person settled on, with the three candidates
of the published matcher, which searched a register of charities and companies).

**Register searched.** Every name list of the data folder at once: charities with their numbers
where a published list gives them (federations, mergers, classification sample, both truth files'
*register* names; working names from the Charity Commission's lookups count as other names),
and all other charities, companies, societies, clubs, schools and councils by name alone. One name
in two lists is one organisation; the same name twice in one list (180 are "Village Hall") is two.
The published matcher's candidates are added wherever they are not there, so that whatever led it
astray can lead Spinney astray. No query is ever added to the register.

**Scores.** *name*: the first candidate's register name is the right one, letter for letter but for
case and signs: the measure by which the published matcher is right 62.4 % of the time. *same
reading*: as above but "The" and "Limited" do not count. *number*: the charity number is right;
the published matcher gives none. Truth rows are split in two by a hash of the charity number:
weights were fitted on one half, and the other half is reported.
"""

import argparse
import csv
import gzip
import hashlib
import io
import math
import os
import random
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import batched
from pathlib import Path

from rapidfuzz import fuzz, process

from spinney.base.kernel.names import fold, read_name
from spinney.register.engine import matching
from spinney.register.engine.matching import Candidate
from spinney.register.engine.name_index import NameIndex

DATA = Path(os.environ.get("SPINNEY_DATA", Path(__file__).parents[1] / "../shared/data"))
LISTS_WITH_NUMBERS = (
    ("federated-charities.csv", "reg_number", "name"),
    ("ccew-register-of-mergers.csv", "transferee_regno", "transferee_name"),
    ("charity-reregistrations.csv", "New charity number", "Name"),
)
PEER_SAMPLE = 250
LEAST_WEIGHT = 0.3
"""A few hundred cases may not take a feature's meaning: each keeps its sign and some weight."""


@dataclass(frozen=True)
class Row:
    """One truth: what was written, and the number and register name it means."""

    source: str
    written: str
    number: str
    name: str
    published: tuple[str, ...] = ()

    @property
    def held_out(self) -> bool:
        return hashlib.sha256(self.number.encode()).digest()[0] % 2 == 1


@dataclass
class Pool:
    """The register that is searched, name by name."""

    names: dict[str, list[str]] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)

    def add_numbered(self, number: str, name: str) -> None:
        number = number.removeprefix("GB-CHC-").strip()
        name = " ".join(name.split())
        known = self.names.setdefault(number, [])
        if name and letters(name) not in map(letters, known):
            known.append(name)
            self.by_name.setdefault(letters(name), number)

    def add_list(self, list_name: str, names: list[str]) -> None:
        already = frozenset(self.by_name)
        for at, name in enumerate(names):
            same = letters(name)
            if same and same not in already:
                key = f"{list_name}:{at}"
                self.names[key] = [name]
                self.by_name.setdefault(same, key)

    def candidates(self) -> Iterator[Candidate]:
        """Between two of one name the later registration stands first, as in a real register."""
        numbers = sorted(int(key) for key in self.names if key.isdigit())
        place = {str(number): at / len(numbers) for at, number in enumerate(numbers)}
        for key, names in self.names.items():
            yield Candidate(key, tuple(names), place.get(key, 0.5))


def letters(name: str) -> str:
    """A name's letters and digits only: one of the sources drops signs without leaving a space."""
    return fold(name).replace(" ", "")


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def truth() -> list[Row]:
    rows = [
        Row("grants", row["name_grant"], row["chc"], row["name_register"])
        for row in read_csv(DATA / "supplier_match/grant_recipient_vs_register_names.csv")
    ]
    for row in read_csv(DATA / "supplier_match/nhs_charity_candidates.csv"):
        published = tuple(row[f"match_{at}_n"] for at in range(3))
        number = str(int(float(row["CharityRegNo"])))
        name = " ".join(row["CharityName"].split())
        rows.append(Row("nhs", row["query_string_n"], number, name, published))
    return rows


def members(archive: Path, ending: str) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(archive) as opened:
        for name in sorted(opened.namelist()):
            if name.endswith(ending):
                yield Path(name).name, opened.read(name)


def build_pool(rows: list[Row]) -> Pool:
    pool = Pool()
    for row in rows:
        pool.add_numbered(row.number, row.name)
    lookups = dict(members(DATA / "register/charity_lookups.zip", ".csv"))
    for file, number, name in LISTS_WITH_NUMBERS:
        for line in csv.DictReader(io.StringIO(lookups[file].decode("utf-8-sig"))):
            pool.add_numbered(line[number], line[name])
    for line in read_csv(DATA / "register/ukcat_sample.csv"):
        pool.add_numbered(line["org_id"], line["name"])
    for line in csv.DictReader(io.StringIO(lookups["charity-names.csv"].decode("utf-8-sig"))):
        pool.add_numbered(line["org_id"], line["alternative_name"] or "")
    for file, content in members(DATA / "register/name_lists.zip", ".gz"):
        text = gzip.decompress(content).decode("utf-8", errors="replace")
        pool.add_list(file, text.splitlines()[1 if file.endswith("csv.gz") else 0 :])
    known_keys = {read_name(row.name).key for row in rows}
    decoys = {name for row in rows for name in row.published if name}
    pool.add_list("published", sorted(n for n in decoys if read_name(n).key not in known_keys))
    return pool


# -- scoring ------------------------------------------------------------------------------------


def score(row: Row, number: str, names: list[str]) -> tuple[bool, bool, bool]:
    """Right by name, by reading, by number, for the first candidate of any matcher."""
    by_name = letters(row.name) in map(letters, names) or number == row.number
    by_reading = by_name or read_name(row.name).key in {read_name(n).key for n in names}
    return by_name, by_reading, number == row.number


def report(title: str, results: list[tuple[bool, bool, bool]], seconds: float | None) -> None:
    shares = [100 * sum(column) / len(results) for column in zip(*results, strict=True)]
    each = f"{1000 * seconds / len(results):9.1f} ms each" if seconds is not None else ""
    print(f"  {title:<44}{shares[0]:7.1f} %{shares[1]:9.1f} %{shares[2]:8.1f} %{each}")


def measure(title: str, rows: list[Row], first_of) -> None:  # noqa: ANN001
    began = time.perf_counter()
    found = [first_of(row) for row in rows]
    seconds = time.perf_counter() - began
    report(title, [score(row, *one) for row, one in zip(rows, found, strict=True)], seconds)


def measure_all(rows: list[Row], pool: Pool, index: NameIndex) -> None:
    def spinney(row: Row) -> tuple[str, list[str]]:
        best = index.find(row.written, limit=1)
        return (best[0].id, pool.names[best[0].id]) if best else ("", [])

    def published(row: Row) -> tuple[str, list[str]]:
        return pool.by_name.get(letters(row.published[0]), ""), [row.published[0]]

    keys = [(key, fold(name)) for key, names in pool.names.items() for name in names]
    texts = [text for _key, text in keys]

    def rapid(scorer):  # noqa: ANN001, ANN202
        def first(row: Row) -> tuple[str, list[str]]:
            found = process.extractOne(fold(row.written), texts, scorer=scorer)
            return (keys[found[2]][0], [found[0]]) if found else ("", [])

        return first

    for source in ("grants", "nhs"):
        mine = [row for row in rows if row.source == source]
        print(f"\n{source}: {len(mine)} names held out")
        print(f"  {'first candidate':<44}{'name':>9}{'same reading':>13}{'number':>8}")
        if source == "nhs":
            measure("published matcher (ElasticSearch)", mine, published)
        measure(
            "exact name (case and signs aside)",
            mine,
            lambda row: (pool.by_name.get(letters(row.written), ""), [row.written]),
        )
        sample = mine[:PEER_SAMPLE]
        for label, scorer in (("token_sort", fuzz.token_sort_ratio), ("WRatio", fuzz.WRatio)):
            measure(f"rapidfuzz {label}, first {len(sample)}", sample, rapid(scorer))
        measure("Spinney, register in memory", mine, spinney)


# -- as the site answers ------------------------------------------------------------------------


def open_database(folder: Path) -> None:
    """Django on a SQLite file in the folder, made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "SPINNEY_DATA_DIR": str(folder),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "spinney.config.settings",
    }
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def made_on(number: str) -> date | None:
    """A day of registration for a charity number: they are given out in order, but for the lists
    at hand no dates are known. Nothing else rests on it than which of two namesakes is the later.
    """
    return date(1960, 1, 1) + timedelta(days=int(number) // 60) if number.isdigit() else None


def load(pool: Pool) -> None:
    """The pool as organisations of the register, with their numbers and other names."""
    from django.db import transaction

    from spinney.register.bridge.search_index import reindex_everything
    from spinney.register.models import Identifier, Organisation, OtherName

    entries = [(key, names) for key, names in pool.names.items() if names]
    with transaction.atomic():
        for some in batched(entries, 5_000):
            rows = [
                Organisation(name=names[0][:300], source="benchmark", registered_on=made_on(key))
                for key, names in some
            ]
            Organisation.objects.bulk_create(rows)
            pairs = list(zip(rows, some, strict=True))
            Identifier.objects.bulk_create(
                Identifier(organisation=row, scheme="GB-CHC", value=key, source="benchmark")
                for row, (key, _names) in pairs
                if key.isdigit()
            )
            OtherName.objects.bulk_create(
                OtherName(organisation=row, name=name[:300], source="benchmark")
                for row, (_key, names) in pairs
                for name in names[1:]
            )
    reindex_everything()


def measure_site(rows: list[Row], pool: Pool) -> None:
    """What the Reconciliation API answers, and how far its `match` can be trusted."""
    from spinney.register.models import Identifier, Organisation
    from spinney.register.queries.reconcile import Sought, reconcile

    if not Organisation.objects.exists():
        load(pool)
    numbers = dict(Identifier.objects.values_list("organisation_id", "value"))
    for source in ("grants", "nhs"):
        mine = [row for row in rows if row.source == source]
        began = time.perf_counter()
        found = [reconcile(Sought(name=row.written, limit=10)) for row in mine]
        seconds = time.perf_counter() - began
        results, sure, right, among = [], 0, 0, 0
        for row, likely in zip(mine, found, strict=True):
            given = [numbers.get(one.organisation.pk, "") for one in likely]
            best = given[0] if given else ""
            names = pool.names.get(best) or [one.organisation.name for one in likely[:1]]
            results.append(score(row, best, names))
            among += row.number in given
            if likely and likely[0].match:
                sure, right = sure + 1, right + results[-1][1]
        report(f"Spinney, as the site answers, {source}", results, seconds)
        print(
            f"    called a match: {100 * sure / len(mine):.1f} %, of which right (same reading) "
            f"{100 * right / max(1, sure):.1f} %; right number among ten: "
            f"{100 * among / len(mine):.1f} %"
        )


# -- fitting ------------------------------------------------------------------------------------


def training_cases(rows: list[Row], pool: Pool, index: NameIndex) -> list[tuple[list, list[bool]]]:
    """For each tuning row its shortlist: the feature vectors of each candidate's best name."""
    cases = []
    for row in rows:
        name = read_name(row.written)
        vectors, right = [], []
        for at in index.shortlist(name):
            candidate = index.candidates[at]
            best = max(
                (matching.compare(name, read_name(text), index.rarity) for text in candidate.names),
                key=lambda comparison: comparison.score,
            )
            vectors.append(best.features)
            right.append(candidate.id == row.number)
        if vectors:
            cases.append((vectors, right))
    return cases


def fit(cases: list[tuple[list, list[bool]]], rounds: int = 400) -> list[float]:
    """Conditional logit: weights under which the right candidate is the likeliest of its list."""
    weights = list(matching.WEIGHTS)
    squares = [1e-6] * len(weights)
    for _round in range(rounds):
        slope = [-0.002 * len(cases) * weight / 10 for weight in weights]
        for vectors, right in cases:
            scores = [sum(w * x for w, x in zip(weights, v, strict=True)) for v in vectors]
            top = max(scores)
            odds = [math.exp(score - top) for score in scores]
            total, total_right = sum(odds), sum(o for o, r in zip(odds, right, strict=True) if r)
            for vector, odd, ok in zip(vectors, odds, right, strict=True):
                gain = (odd / total_right if ok else 0.0) - odd / total
                for at, value in enumerate(vector):
                    slope[at] += gain * value
        for at, value in enumerate(slope):
            squares[at] += value * value
            weights[at] += 0.8 * value / math.sqrt(squares[at])
            sign = 1 if matching.SIGNS[at] > 0 else -1
            weights[at] = sign * max(LEAST_WEIGHT, sign * weights[at])
    return weights


def calibrate(cases: list[tuple[list, list[bool]]], weights: list[float]) -> list[float]:
    """Logistic curve from a first candidate's score and share of the odds to being right."""
    points = []
    for vectors, right in cases:
        scores = [sum(w * x for w, x in zip(weights, v, strict=True)) for v in vectors]
        top = max(range(len(scores)), key=scores.__getitem__)
        points.append(((1.0, scores[top] / 10, matching.shares(scores)[top]), right[top]))
    curve = [0.0, 0.0, 0.0]
    for _ in range(20_000):
        slope = [0.0, 0.0, 0.0]
        for values, ok in points:
            error = ok - 1 / (1 + math.exp(-sum(c * v for c, v in zip(curve, values, strict=True))))
            slope = [up + error * value for up, value in zip(slope, values, strict=True)]
        curve = [c + 2 * up / len(points) for c, up in zip(curve, slope, strict=True)]
    return [curve[0], curve[1] / 10, curve[2]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fit", action="store_true", help="fit weights on the tuning half")
    parser.add_argument(
        "--through", default="", help="folder in which to keep, or find, a database"
    )
    parser.add_argument("--wrong", type=int, default=0, help="show so many wrong tuning answers")
    chosen = parser.parse_args()
    if not DATA.is_dir():
        sys.exit(f"The data folder {DATA} is not here: set SPINNEY_DATA to where it is.")
    rows = truth()
    pool = build_pool(rows)
    if chosen.through:
        open_database(Path(chosen.through))
        measure_site([row for row in rows if row.held_out], pool)
        return
    began = time.perf_counter()
    index = NameIndex(pool.candidates())
    print(
        f"register: {len(pool.names):,} organisations, "
        f"{sum(map(len, pool.names.values())):,} names, indexed in "
        f"{time.perf_counter() - began:.1f} s"
    )
    if chosen.fit or chosen.wrong:
        tune([row for row in rows if not row.held_out], pool, index, chosen)
    else:
        measure_all([row for row in rows if row.held_out], pool, index)


def tune(rows: list[Row], pool: Pool, index: NameIndex, chosen: argparse.Namespace) -> None:
    for row in random.Random(7).sample(rows, len(rows)):
        best = index.find(row.written, limit=1)
        if chosen.wrong > 0 and (not best or best[0].id != row.number):
            chosen.wrong -= 1
            print(f"{row.written} | {row.name} | {best[0].name if best else '-'}")
    for source in ("grants", "nhs"):
        mine = [row for row in rows if row.source == source]
        began = time.perf_counter()
        results = []
        for row in mine:
            best = index.find(row.written, limit=1)
            number = best[0].id if best else ""
            results.append(score(row, number, pool.names.get(number, [])))
        report(f"Spinney, tuning half, {source}", results, time.perf_counter() - began)
    if chosen.fit:
        cases = training_cases(rows, pool, index)
        solvable = [case for case in cases if any(case[1])]
        print(f"{len(solvable)} of {len(rows)} have the right organisation in their shortlist")
        weights = fit(solvable)
        print("WEIGHTS =", tuple(round(weight, 2) for weight in weights))
        print("CALIBRATION =", [round(part, 2) for part in calibrate(cases, weights)])


if __name__ == "__main__":
    main()
