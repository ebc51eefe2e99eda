"""The real samples of the registers, where they are at hand, are read whole and without a slip."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from spinney.base.kernel.tabular.stored import Stored
from spinney.register.bridge.loads.files import find_files
from spinney.register.engine.readers.mapping import suggest
from spinney.register.engine.tabular.opening import tables_in
from spinney.register.models import LoadedRow, Organisation, Postcode
from tests.register.loading import HOST, NOW, everything, run, undo

ROOT = Path(os.environ.get("SPINNEY_DATA") or Path(__file__).parents[2] / "../shared/data")
REGISTER, GEOGRAPHY = ROOT / "register", ROOT / "geography"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not REGISTER.is_dir(),
        reason="The samples of real registers are not here: set SPINNEY_DATA to their folder.",
    ),
]


def test_the_extract_of_england_and_wales():
    load = run(*find_files([REGISTER / "ccew_extract_sample"]))
    assert (load.added, load.rejected, load.kept) == (572, 0, 0)
    branches = Organisation.objects.exclude(parent=None)
    assert branches.count() == 372
    assert Organisation.objects.filter(volunteers__isnull=False).count() > 100
    again = run(*find_files([REGISTER / "ccew_extract_sample"]))
    assert again.unchanged == again.rows == load.rows


@pytest.mark.one_database
def test_every_register_after_another_and_back_again():
    samples = REGISTER / "other_samples"
    trafford = samples / "charities_operating_in_trafford.csv"
    (table,) = tables_in(Stored(trafford.name, lambda: trafford.open("rb")))
    mapping = {"source": "Trafford list", "columns": suggest(table.headers)}
    steps = [
        ([REGISTER / "ukcat_sample.csv"], None, 4_104),
        ([samples / "ccni_charitydetails_sample.csv"], None, 359),
        ([samples / "companies_house_basic_sample.csv"], None, 87),
        ([trafford], mapping, 724),
    ]
    loads, states = [], []
    for files, given, added in steps:
        states.append(everything())
        loads.append(run(*files, mapping=given))
        assert loads[-1].added == added
    assert loads[0].rejected == 85  # charities that were tagged by two people
    assert sum(load.rejected for load in loads[1:]) == 0
    for load in reversed(loads):
        undo(load)
        assert everything() == states.pop()
    assert not LoadedRow.objects.exists()


def test_the_postcodes_of_trafford(tmp_path):
    import zipfile

    from spinney.register.actions.loads import load_postcodes

    with zipfile.ZipFile(GEOGRAPHY / "postcodes.zip") as archive:
        path = Path(archive.extract("postcodes/trafford_postcodes.csv", tmp_path))
    counts = load_postcodes(
        path=path, by=HOST, now=NOW, tell=lambda share: None, reject=pytest.fail
    )
    assert counts.postcodes == Postcode.objects.count() == 11_264
    assert Postcode.objects.get(pk="M154AB").area_name == "Trafford"
