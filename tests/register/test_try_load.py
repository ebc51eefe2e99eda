"""A dry run says what a load would do, and does nothing."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.register.actions import loads
from spinney.register.models import LoadedRow, Organisation
from spinney.register.queries.loads import reject_rows
from tests.register.loading import EXTRACT, FILES, HOST, NEWCOMER, NOW, begin, everything, run

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "files", [EXTRACT, [FILES / "ukcat.csv"], [FILES / "ccni.csv"], [FILES / "companies_house.csv"]]
)
def test_it_counts_what_running_then_does(files):
    load = begin(*files)
    tried = loads.try_load(load=load, by=HOST, now=NOW)
    assert not Organisation.everything.exists()
    assert not LoadedRow.objects.exists()
    done = loads.run_load(load=load, by=HOST, now=NOW)
    assert tried == done


def test_it_compares_with_what_is_there():
    run(FILES / "companies_house.csv")
    before = everything()
    counts = loads.try_load(load=begin(*EXTRACT), by=HOST, now=NOW)
    assert counts.added == 4  # Copper Beech is there already
    assert everything() == before


def test_what_would_be_left_out_is_kept_to_be_read():
    load = begin(FILES / "ccni.csv")
    loads.try_load(load=load, by=HOST, now=NOW)
    load.refresh_from_db()
    ((_, line, reason, *_),) = reject_rows(load)
    assert (line, reason) == (4, "“9001” is not a charity number of Northern Ireland.")


def test_only_hosts_try_loads():
    with pytest.raises(NotAllowed):
        loads.try_load(load=begin(FILES / "ccni.csv"), by=NEWCOMER, now=NOW)
