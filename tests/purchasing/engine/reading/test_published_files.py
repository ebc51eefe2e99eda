"""Files that public bodies published, held to a reckoning of them by hand (a few: the benchmark
`spend_reading` goes through all).
"""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from benchmarks.spend_reference import truth

from spinney.purchasing.engine.reading.refusal import FileRefused
from tests.purchasing.engine.reading.files import read_file

ROOT = Path(os.environ.get("SPINNEY_DATA") or Path(__file__).parents[4] / "../shared/data")
SPEND = ROOT / "spend"
pytestmark = pytest.mark.skipif(
    not SPEND.is_dir(),
    reason="The published files of payments are not here: set SPINNEY_DATA to their folder.",
)
SOME = {
    "councils_fy2021_22/harrogate.zip": ("2021-09.csv", "2022-03-Brimhams-Active.csv"),
    "councils_fy2021_22/salford.zip": ("2021-05.csv",),
    "lambeth_2011_12_raw.zip": ("2011-11-payments.csv", "2012-06-payments.csv"),
    "nhs_london_2020_21_raw/BART.zip": ("BART 09 - December.xls", "BART 01 - April.xlsx"),
    "nhs_london_2020_21_raw/EPSH.zip": ("EPSH 04 - July.csv",),
    "nhs_london_2020_21_raw/KGST.zip": ("KGST 07 - October.csv",),
    "nhs_london_2020_21_raw/LNWU.zip": ("LNWU 12 - March.csv",),
    "nhs_london_2020_21_raw/NETH.zip": ("NETH 07 - October.pdf.csv", "NETH 11 - February.pdf.csv"),
}
CASES = [(packed, name) for packed, names in SOME.items() for name in names]


def _bytes(packed, name):
    with zipfile.ZipFile(SPEND / packed) as archive:
        inside = next(one for one in archive.namelist() if Path(one).name == name)
        return archive.read(inside)


@pytest.mark.parametrize(("packed", "name"), CASES, ids=[name for _, name in CASES])
def test_a_published_file_is_read_as_it_was_reckoned_by_hand(packed, name):
    data = _bytes(packed, name)
    _, reading = read_file(name, data)
    found = reading.summary
    assert (
        found.rows, found.sum_pence, found.first_day, found.last_day, found.suppliers,
    ) == truth(Path(packed).stem, name, data).figures  # fmt: skip


def test_a_file_whose_days_all_show_hashes_is_refused():
    name = "SWL 01 - April.pdf.csv"
    with pytest.raises(FileRefused, match="column is too narrow"):
        read_file(name, _bytes("nhs_london_2020_21_raw/SWL.zip", name))
