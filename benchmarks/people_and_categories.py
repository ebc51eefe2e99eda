"""Who is a person, and what was bought: how often is that right, on published names?

    python benchmarks/people_and_categories.py

**People, truth.** *Persons*: names of two published synthetic sets (`person_linkage`), as payments
files write them: in both orders, in capitals, with initials, with a title, with "expenses". Some of
fake_1000's are misspelt on purpose. *Redactions* of the seven councils. *Firms*: suppliers to which
a published list gives a company or charity number, or a person did by hand (`supplier_match`), and
names from registers, with and without their legal form: as a ledger writes them.
Reported: of persons, how many are set aside (recall); of firms, how many are wrongly set aside, and
of these how many with a sureness that a person would not look at again (90 and more).

**People, on real payments.** Payments of seven councils: how much is set aside in each; and of
Calderdale, which gives company numbers, how many of the names with one are set aside (none should
be: the number itself is not shown to the rule here).

**Categories, truth.** Awards of public contracts with their CPV code: the tree's category of the
code is held against the guess from the supplier's name alone, from the contract's title alone and
from both. "other" is left out, as the tree has no such category. And purchase cards: the merchant
category stands beside each line; it is taken for the truth where it is plain (0.9 and more) and the
guess is made from the name alone.

**Beside.** *plain rule for people*: a title first, or a given name first, and no legal form.
*plain rule for categories*: the first word of the text that stands in a category's title or help.
**The limit** of the speed is to put the same names into lower case and split them into words.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import os
import random
import re
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from spinney.purchasing.engine.categories.classify import classify
from spinney.purchasing.engine.categories.tree import CATEGORIES, OTHER, of_cpv
from spinney.purchasing.engine.personal.firm_words import LEGAL_FORMS
from spinney.purchasing.engine.personal.given_names import GIVEN
from spinney.purchasing.engine.personal.judge import judge
from spinney.purchasing.engine.personal.shape import TITLES

DATA = Path(os.environ.get("SPINNEY_DATA", Path(__file__).parents[1] / "../shared/data"))
SAMPLE = 5_000
PLAIN = 0.9
SHAPES: dict[str, Callable[[str, str], str]] = {
    "Jane Smith": lambda g, s: f"{g} {s}",
    "JANE SMITH": lambda g, s: f"{g} {s}".upper(),
    "Smith Jane": lambda g, s: f"{s} {g}",
    "Smith, Jane": lambda g, s: f"{s}, {g}",
    "J Smith": lambda g, s: f"{g[0]} {s}",
    "Mrs J Smith": lambda g, s: f"Mrs {g[0]} {s}",
    "SMITH J": lambda g, s: f"{s.upper()} {g[0]}",
    "Jane Smith Expenses": lambda g, s: f"{g} {s} Expenses",
}
FORM = re.compile(
    r"[,.]?\s*\b(limited|ltd|l\.t\.d|c\.?i\.?c\.?|community interest company|plc|\(the\))"
    r"\.?(?=\W|$)",
    re.IGNORECASE,
)
LISTS = {
    "private companies": "orgtype_Private_Limited_Company",
    "companies by guarantee": "orgtype_Company_Limited_by_Guarantee",
    "community interest companies": "orgtype_Community_Interest_Company",
    "charities": "orgtype_Registered_charity",
    "schools": "orgtype_School",
}
COUNCILS = {
    "calderdale": ("Supplier(Beneficiary) Name", "Expense Code"),
    "darlington": ("Supplier", "Account"),
    "gla_london": ("Vendor Name", "Expenditure Account Code Description"),
    "harrogate": ("Supplier Name", "Expenditure Code"),
    "manchester": ("Supplier Name", "Expenses Type"),
    "newcastle": ("Supplier Name", "Service Area"),
    "salford": ("Vendor Name", "GL Description"),
}


def rows_of(text: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV text with their headings; of two equal headings the last counts."""
    reader = csv.reader(io.StringIO(text))
    headings = [one.strip() for one in next(reader, [])]
    for row in reader:
        yield dict(zip(headings, row, strict=False))


def table(path: str) -> Iterator[dict[str, str]]:
    for row in rows_of((DATA / path).read_text("utf-8-sig", "replace")):
        yield {key: value.strip() for key, value in row.items()}


def zipped(path: Path) -> Iterator[tuple[str, str]]:
    """The files of an archive: their names, and what they say."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not name.endswith("/"):
                yield name, archive.read(name).decode("utf-8-sig", "replace")


# People -----------------------------------------------------------------------------------------


def persons() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {"febrl": set(), "fake_1000": set()}
    for number in (1, 2, 3):
        for row in table(f"person_linkage/febrl/dataset{number}.csv"):
            if row["rec_id"].endswith("org") and row["given_name"] and row["surname"]:
                found["febrl"].add((row["given_name"].title(), row["surname"].title()))
    for row in table("person_linkage/splink/fake_1000.csv"):
        if row["first_name"] and row["surname"]:
            found["fake_1000"].add((row["first_name"], row["surname"]))
    return {name: sorted(pairs) for name, pairs in found.items()}


def firms(chance: random.Random) -> dict[str, list[str]]:
    found = {
        "with a number in payments files": sorted(
            {
                row["supplier_name"]
                for row in table("supplier_match/supplier_names_with_ids.csv")
                if row["company_number"] or row["charity_number"]
            }
        ),
        "matched by hand": sorted(
            {
                row["supplier"]
                for row in table("supplier_match/nhs_supplier_audit_labels.csv")
                if row["isCharity"].startswith("1") or row["isCompany"].startswith("1")
            }
        ),
        "recipients of grants": sorted(
            {
                row["name_grant"]
                for row in table("supplier_match/grant_recipient_vs_register_names.csv")
            }
        ),
    }
    with zipfile.ZipFile(DATA / "register/name_lists.zip") as archive:
        for title, name in LISTS.items():
            lines = gzip.decompress(archive.read(f"name_lists/{name}.txt.gz")).decode().split("\n")
            some = chance.sample([one.strip('" ') for one in lines if one.strip('" ')], SAMPLE)
            found[title] = some
            if "compan" in title:
                found[f"{title}, form taken off"] = [FORM.sub("", one).strip() for one in some]
    return found


def plain_person(name: str) -> bool:
    words = re.findall(r"[a-z]+", name.lower())
    if not words or set(words) & LEGAL_FORMS:
        return False
    return words[0] in TITLES or (len(words) > 1 and words[0] in GIVEN)


def people(chance: random.Random) -> None:
    print("persons set aside (%), Spinney / plain rule")
    for title, pairs in persons().items():
        print(f"  {title}: {len(pairs)} names")
        for shape, write in SHAPES.items():
            names = [write(*pair) for pair in pairs]
            ours = sum(judge(one).is_person for one in names)
            plain = sum(plain_person(one) for one in names)
            print(f"    {shape:22}{100 * ours / len(names):6.1f} {100 * plain / len(names):6.1f}")
    print("firms wrongly set aside (%), Spinney (of these with sureness 0.9 and more) / plain rule")
    for title, names in firms(chance).items():
        verdicts = [judge(one) for one in names]
        wrong = [one for one in verdicts if one.is_person]
        sure = sum(one.sure >= PLAIN for one in wrong)
        plain = sum(plain_person(one) for one in names)
        print(
            f"  {title:42}{len(names):6} {100 * len(wrong) / len(names):6.2f} "
            f"({100 * sure / len(names):.2f}) {100 * plain / len(names):6.2f}"
        )


def payments() -> Iterator[tuple[str, str, str, str]]:
    """(body, payee, own words, company number) of every payment of the seven councils."""
    for body, (payee, words) in COUNCILS.items():
        for name, text in zipped(DATA / f"spend/councils_fy2021_22/{body}.zip"):
            if not name.endswith("-card.csv"):
                for row in rows_of(text):
                    number = row.get("Supplier Registered Company Number", "")
                    yield body, row.get(payee, "").strip(), row.get(words, "").strip(), number


def councils() -> None:
    seen: Counter[tuple[str, str, str, str]] = Counter(payments())
    began = time.perf_counter()
    verdicts = {key: judge(*key[1:3]) for key in seen}
    took = time.perf_counter() - began
    began = time.perf_counter()
    for key in seen:
        key[1].lower().split()
    limit = time.perf_counter() - began
    print(
        f"payments of seven councils: {len(seen)} payees with their words judged in {took:.2f} s",
        end="",
    )
    print(f" ({1e6 * took / len(seen):.0f} µs each; only to split them takes {limit:.2f} s)")
    for body in COUNCILS:
        mine = {key: times for key, times in seen.items() if key[0] == body}
        aside = {key for key in mine if verdicts[key].is_person}
        hidden = [key for key in mine if re.search(r"\bredact(ed|ion)\b", key[1].lower())]
        hidden = [key for key in hidden if "commercial" not in key[1].lower()]
        whole, left_out = sum(mine.values()), sum(mine[key] for key in aside)
        redacted = sum(mine[key] for key in hidden)
        found = sum(mine[key] for key in hidden if key in aside)
        kinds = Counter(str(verdicts[key].kind) for key in aside).most_common(4)
        print(
            f"  {body:12}{whole:8} payments, {100 * left_out / whole:5.1f} % set aside,"
            f" {len({key[1] for key in aside}):5} names; redacted {redacted:6}, set aside of these"
            f" {found:6}; {dict(kinds)}"
        )
    numbered = {key[1] for key in seen if re.fullmatch(r"\d{7,8}|[A-Z]{2}\d{6}", key[3].strip())}
    wrong = {key[1] for key in seen if key[1] in numbered and verdicts[key].is_person}
    print(f"  calderdale's names with a company number: {len(numbered)}, set aside {len(wrong)}")


# Categories ---------------------------------------------------------------------------------------


def awards() -> list[tuple[str, str, str]]:
    """(supplier or "", title of the contract, CPV) of published awards and notices, each once."""
    found = set()
    for path in sorted((DATA / "tenders").glob("*.zip")):
        for name, text in zipped(path):
            lines = text.splitlines() if name.endswith("l") else [text]
            for line in lines:
                said = json.loads(line)
                for release in said.get("releases", [said]):
                    found |= set(_awarded(release))
    return sorted(found)


def _awarded(release: dict) -> Iterator[tuple[str, str, str]]:
    tender = release.get("tender") or {}
    codes = [
        tender.get("classification"),
        *(i.get("classification") for i in tender.get("items", [])),
    ]
    code = next((one["id"] for one in codes if one and one.get("id")), "")
    names = {s.get("name") for a in release.get("awards", []) for s in a.get("suppliers", [])}
    if code and of_cpv(code) != OTHER:
        for name in names - {None} or {""}:
            yield name, tender.get("title", ""), code


_FIRST: dict[str, str] = {}
for _one in CATEGORIES.values():
    for _word in re.findall(r"[a-z]{3,}", f"{_one.title} {_one.help}".lower()):
        _FIRST.setdefault(_word, _one.key)


def plain_category(text: str) -> str:
    return next((_FIRST[w] for w in re.findall(r"[a-z]{3,}", text.lower()) if w in _FIRST), OTHER)


def score(title: str, cases: Iterable[tuple[str, str, str]]) -> None:
    """Of (name, words, truth): how many are right, and of those that are not doubtful."""
    rows = list(cases)
    guesses = [(classify(name, words), truth) for name, words, truth in rows]
    right = sum(guess.category == truth for guess, truth in guesses)
    shown = [(guess, truth) for guess, truth in guesses if not guess.doubtful]
    good = sum(guess.category == truth for guess, truth in shown)
    plain = sum(plain_category(f"{words} {name}") == truth for name, words, truth in rows)
    print(
        f"  {title:34}{len(rows):6} {100 * right / len(rows):6.1f} {100 * plain / len(rows):6.1f}"
        f" {100 * len(shown) / len(rows):7.1f} {100 * good / max(len(shown), 1):6.1f}"
    )


def cards() -> Iterator[tuple[str, str, str]]:
    seen: set[tuple[str, str]] = set()
    paths = (
        DATA / "spend/wakefield_card.zip", DATA / "spend/councils_fy2021_22/calderdale.zip",
    )  # fmt: skip
    for path in paths:
        for name, text in zipped(path):
            if name.endswith("-card.csv"):
                for row in rows_of(text):
                    pair = (row.get("Supplier Name", ""), row.get("Merchant Category", ""))
                    truth = classify("", pair[1])
                    if pair not in seen and truth.category != OTHER and truth.sure >= PLAIN:
                        yield pair[0], "", truth.category
                    seen.add(pair)


def categories() -> None:
    found = awards()
    named = [one for one in found if one[0]]
    print("categories                               cases  right  plain | not doubtful, right")
    score("awards, supplier's name", ((n, "", of_cpv(c)) for n, _, c in named))
    score("awards and notices, title", (("", t, of_cpv(c)) for _, t, c in found))
    score("awards, name and title", ((n, t, of_cpv(c)) for n, t, c in named))
    score("purchase cards, merchant's name", cards())
    seen: Counter[tuple[str, str]] = Counter((one[1], one[2]) for one in payments())
    began = time.perf_counter()
    sure = sum(times for key, times in seen.items() if not classify(*key).doubtful)
    took = time.perf_counter() - began
    print(
        f"payments of seven councils: {100 * sure / sum(seen.values()):.1f} % have a category that"
        f" is not doubtful; {len(seen)} payees with their words in {took:.2f} s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--seed", type=int, default=1, help="which names of the long lists are drawn"
    )
    chosen = parser.parse_args()
    if not (DATA / "spend").exists():
        sys.exit(f"The real files are not here: set SPINNEY_DATA (looked in {DATA}).")
    people(random.Random(chosen.seed))
    councils()
    categories()


if __name__ == "__main__":
    main()
