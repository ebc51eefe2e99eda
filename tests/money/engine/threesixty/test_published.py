"""What funders published, and what the standard's own checker holds to be bad, is read as it is."""

from __future__ import annotations

import os
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.money.engine.threesixty.reading import read_file

ROOT = Path(os.environ.get("SPINNEY_DATA") or Path(__file__).parents[4] / "../shared/data")
GRANTS = ROOT / "grants"
pytestmark = pytest.mark.skipif(
    not GRANTS.is_dir(),
    reason="The published files of grants are not here: set SPINNEY_DATA to their folder.",
)


def reading_of(name):
    path = GRANTS / name
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            [inside] = [one for one in archive.namelist() if one.endswith(".json")]
            return read_file(inside, archive.read(inside))
    return read_file(path.name, path.read_bytes())


@pytest.mark.parametrize(
    ("name", "grants", "pence", "faults"),
    [
        ("a001p00000zgyHZAAY.json.zip", 783, 1_278_562_500, {}),
        ("a003W000001B7PzQAK.json.zip", 475, 2_175_779_327, {}),
        ("grantnav-20180903134856.json.zip", 5, 194_648_600, {}),
        (
            "a002400000OiDBQAA3.json.zip", 4_116, 11_579_563_569,
            {"not_in_list": 4_116, "not_a_link": 2_005, "missing": 5},
        ),
        ("360giving_xlsx/a001p00000zgyHZAAY.xlsx", 783, 1_278_562_500, {}),
        ("360giving_xlsx/a003W000001B7PzQAK.xlsx", 475, 2_175_779_327, {"not_a_moment": 351}),
    ],
)  # fmt: skip
def test_every_published_grant_is_taken(name, grants, pence, faults):
    found = reading_of(name)
    assert (len(found.awards), found.left_out) == (grants, ())
    assert sum(one.pence for one in found.awards) == pence
    assert dict(Counter(one.code for one in found.noted)) == faults


#: What is taken of each, and why the rest is left out.
FIXTURES = {
    "badfile_all_validation_errors.json": (0, {"not_in_list": 1}),
    "badfile_all_validation_errors.xlsx": (0, {"not_in_list": 1}),
    "badfile_all_validation_errors_4_times.xlsx": (0, {"not_in_list": 4, "missing": 1}),
    "decimal_amounts.json": (0, {"missing": 7}),
    "nulls.json": (0, {"missing": 2}),
    "bom.csv": (0, {"missing": 1}),
    "RecipientIndWithoutToIndividualsDetails.xlsx": (0, {"to_a_person": 3}),
    "fundingproviders-grants_fixed_2_grants.json": (2, {"told_twice": 2}),
    "fundingproviders-grants_2_grants_cp1252.csv": (2, {}),
    "fundingproviders_grants_2_grants.csv": (2, {}),
    "additional_fields.json": (1, {}),
    "dei_extension.xlsx": (9, {}),
}


@pytest.mark.parametrize("name", FIXTURES)
def test_what_cannot_be_taken_is_left_out_with_its_reason(name):
    found = reading_of(f"360giving_fixtures/{name}")
    taken, left_out = FIXTURES[name]
    assert len(found.awards) == taken
    assert dict(Counter(one.code for one in found.left_out)) == left_out


def test_every_fault_of_the_bad_file_is_told():
    found = reading_of("360giving_fixtures/badfile_all_validation_errors.json")
    assert {(one.where.removeprefix("grants/0/"), one.code) for one in found.noted} == {
        ("title", "not_text"),
        ("description", "missing"),
        ("currency", "not_in_list"),
        ("amountAwarded", "not_a_number"),
        ("awardDate", "not_a_day"),
        ("url", "not_a_link"),
        ("plannedDates", "not_a_list"),
        ("actualDates/0", "not_an_object"),
        ("recipientOrganization/0/id", "missing"),
        ("fundingOrganization", "empty_list"),
    }


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("bad.xlsx", "is empty"),
        ("fundingproviders-grants_malformed.json", "line 10, character 15"),
        ("publishers.json", "no list called “grants”"),
        ("validation_errors-3.json", "no list called “grants”"),
        ("codelist.csv", "No grants were found"),
    ],
)
def test_what_is_no_file_of_grants_is_refused_in_words(name, words):
    with pytest.raises(BadInput, match=words):
        reading_of(f"360giving_fixtures/{name}")
