"""Suppliers' names with the truth, and how right a clustering of them is.

**Sets** (from the data folder, `SPINNEY_DATA`; each name once; names that carry two numbers are
left out, capitals, signs and spaces aside, since nobody could tell by them whose they are):

- *companies*, *charities*: names in payments files that carry a registration number; the number is
  the truth, mistyped ones put right (`_mistyped`). One in seven pairs are trading units under one
  number ("Atkins", "Faithful & Gould"): no method that reads names can join those, and the ceiling
  of recall is the same for all.
- *audit*: supplier names of NHS bodies with the charity that a person settled on, its register
  names, and the candidates of the published matcher, most of which that person refused: names
  alike that are not the same. A refused candidate is a supplier of its own.
- *grants*: recipients' names as a funder wrote them and as the register has them.
- *providers*, *applicants*: the labelled examples of dedupe (sites of nurseries in Chicago, patent
  applicants), by name alone.
- *generated*: `supplier_names.py`.
"""

import csv
import hashlib
import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.supplier_names import generate
from rapidfuzz.distance import OSA

DATA = Path(os.environ.get("SPINNEY_DATA", Path(__file__).parents[1] / "../shared/data"))
FOLDER = DATA / "supplier_match"


@dataclass(frozen=True)
class Truth:
    """Distinct names, and for each whose it is."""

    name: str
    names: tuple[str, ...]
    whose: tuple[str, ...]

    def half(self, which: int) -> "Truth":
        """The suppliers of one of two halves (0 is what weights were fitted on, 1 is not)."""
        kept = [at for at, whose in enumerate(self.whose) if _half(whose) == which]
        names = tuple(self.names[at] for at in kept)
        return Truth(self.name, names, tuple(self.whose[at] for at in kept))


@dataclass(frozen=True)
class Scores:
    """Pairwise and B-cubed precision and recall."""

    precision: float
    recall: float
    bcubed_precision: float
    bcubed_recall: float

    @property
    def f1(self) -> float:
        return _f1(self.precision, self.recall)

    @property
    def bcubed_f1(self) -> float:
        return _f1(self.bcubed_precision, self.bcubed_recall)


def scores(truth: Sequence[str], found: Sequence[object]) -> Scores:
    """How right it is that `found` (a cluster for each name) says which names are one."""
    both = Counter(zip(truth, found, strict=True))
    true, said = Counter(truth), Counter(found)
    right = sum(map(_pairs, both.values()))
    all_true, all_said = sum(map(_pairs, true.values())), sum(map(_pairs, said.values()))
    names = len(truth)
    precision = sum(n * n / said[cluster] for (_whose, cluster), n in both.items()) / names
    recall = sum(n * n / true[whose] for (whose, _cluster), n in both.items()) / names
    return Scores(
        right / all_said if all_said else 1.0, right / all_true if all_true else 1.0,
        precision, recall,
    )  # fmt: skip


def real_sets() -> list[Truth]:
    """Every set of the data folder; none when it is missing."""
    if not FOLDER.is_dir():
        return []
    loaders: tuple[Callable[[], Truth], ...] = (
        lambda: _numbered("companies", "company_number"),
        lambda: _numbered("charities", "charity_number"),
        _audit,
        _grants,
        _providers,
        _applicants,
    )
    return [load() for load in loaders]


def generated(names: int = 200_000, suppliers: int = 40_000, seed: int = 7) -> Truth:
    rows = list(generate(names, suppliers, seed))
    return Truth(
        f"generated {names:,}", tuple(row[0] for row in rows), tuple(str(row[1]) for row in rows)
    )


def _pairs(many: int) -> int:
    return many * (many - 1) // 2


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _half(whose: str) -> int:
    return hashlib.sha256(whose.encode()).digest()[0] % 2


def _rows(path: str) -> Iterable[dict[str, str]]:
    with (FOLDER / path).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _truth(name: str, pairs: Iterable[tuple[str, str]]) -> Truth:
    """Each name once, whose it is; none that two suppliers have, letter for letter."""
    whose: dict[str, set[str]] = defaultdict(set)
    held: dict[str, set[str]] = defaultdict(set)
    for text, owner in pairs:
        if text.strip():
            whose[" ".join(text.split())].add(owner)
            held[_letters(text)].add(owner)
    names = sorted(text for text in whose if len(held[_letters(text)]) == 1)
    return Truth(name, tuple(names), tuple(next(iter(whose[text])) for text in names))


def _letters(text: str) -> str:
    """A name without capitals, signs and spaces."""
    return "".join(filter(str.isalnum, text.casefold())) or text


def _numbered(name: str, column: str) -> Truth:
    rows = [row for row in _rows("supplier_names_with_ids.csv") if row[column]]
    pairs = [(row["supplier_name"], row[column]) for row in rows]
    meant = _mistyped(pairs)
    return _truth(name, ((text, meant.get((text, number), number)) for text, number in pairs))


def _mistyped(pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The number that is meant where councils typed another for the same name (but for its legal
    form): one slip away, noughts at the ends aside. The number given more often counts.
    """
    given: dict[str, Counter[str]] = defaultdict(Counter)
    for text, number in pairs:
        given[_without_form(text)][number] += 1
    meant = {}
    for text, number in pairs:
        ranked = given[_without_form(text)].most_common()
        best = next(one for one, _times in ranked if _slip(one, number))
        if best != number:
            meant[text, number] = best
    return meant


def _slip(one: str, other: str) -> bool:
    return OSA.distance(one.strip("0"), other.strip("0")) <= 1


_FORMS = re.compile(
    r"\b(?:the|limited|ltd|plc|llp|cic|cio|community interest company|public limited company)\b"
)


def _without_form(text: str) -> str:
    return _letters(_FORMS.sub(" ", text.casefold()))


def _audit() -> Truth:
    pairs: list[tuple[str, str]] = []
    known: set[str] = set()
    for row in _rows("nhs_charity_candidates.csv"):
        number = row["CharityRegNo"].removesuffix(".0")
        if number.isdigit():
            pairs += [(row["query_string_n"], number), (row["CharityName"], number)]
            known |= {_plain(row["query_string_n"]), _plain(row["CharityName"])}
    for row in _rows("nhs_supplier_audit_labels.csv"):
        if row["charityregno"].isdigit():
            pairs += [(row["supplier"], row["charityregno"])]
            pairs += [(row["charregname"], row["charityregno"])]
            known |= {_plain(row["supplier"]), _plain(row["charregname"])}
    for row in _rows("nhs_charity_candidates.csv"):
        for column in ("match_0_n", "match_1_n", "match_2_n"):
            if _plain(row[column]) not in known:
                pairs.append((row[column], "refused " + _plain(row[column])))
    return _truth("audit", pairs)


def _plain(text: str) -> str:
    words = "".join(one if one.isalnum() else " " for one in text.lower()).split()
    return "".join(sorted("".join(words).replace("limited", "").replace("the", "")))


def _grants() -> Truth:
    rows = list(_rows("grant_recipient_vs_register_names.csv"))
    pairs = [(row["name_grant"], row["chc"]) for row in rows]
    return _truth("grants", [*pairs, *((row["name_register"], row["chc"]) for row in rows)])


def _providers() -> Truth:
    rows = _rows("dedupe_examples/csv_example_input_with_true_ids.csv")
    return _truth("providers", ((row["Site name"], row["True Id"]) for row in rows))


def _applicants() -> Truth:
    rows = _rows("dedupe_examples/patstat_reference.csv")
    return _truth("applicants", ((row["person_name"], row["leuven_id"]) for row in rows))
