"""Saying what the columns of a table hold."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.kernel.tabular.stored import FileRefused
from spinney.register.actions import loads
from spinney.register.forms.loads import MapLoadForm
from spinney.register.queries.loads import mapping_wanted, samples_of
from tests.register.loading import FILES, GROUPS, HOST, NEWCOMER, NOW, a_file, begin, run

pytestmark = pytest.mark.django_db


def map_load(load, mapping):
    return loads.map_load(load=load, mapping=mapping, by=HOST, now=NOW)


def test_a_mapping_makes_the_table_readable():
    load = begin(FILES / "groups.csv")
    wanted = mapping_wanted(load)
    assert wanted.suggested["Group"] == "name"
    map_load(load, GROUPS)
    load.refresh_from_db()
    assert load.source == "Marlbrook list"
    assert mapping_wanted(load) is None


def test_a_table_of_a_known_register_wants_no_mapping():
    assert mapping_wanted(begin(FILES / "oscr.csv")) is None


def test_a_mapping_for_columns_that_are_not_there_is_refused():
    with pytest.raises(FileRefused, match="no column “Groop”"):
        map_load(begin(FILES / "groups.csv"), {"columns": {"Groop": "name"}})


def test_dates_that_can_be_read_two_ways_are_asked_about(tmp_path):
    load = begin(a_file(tmp_path, "Group,Since\nA,03/04/2020\n"))
    columns = {"Group": "name", "Since": "registered_on"}
    with pytest.raises(FileRefused, match="3 April 2020 or 4 March 2020"):
        map_load(load, {"columns": columns})
    map_load(load, {"columns": columns, "date_order": "day-first"})
    assert load.mapping["date_order"] == "day-first"


def test_a_load_that_has_run_keeps_its_mapping():
    with pytest.raises(WrongState):
        map_load(run(FILES / "groups.csv", mapping=GROUPS), GROUPS)


def test_only_hosts_map_loads():
    load = begin(FILES / "groups.csv")
    with pytest.raises(NotAllowed):
        loads.map_load(load=load, mapping=GROUPS, by=NEWCOMER, now=NOW)


def test_the_form_gives_each_example_once(tmp_path):
    load = begin(a_file(tmp_path, "Group,Town\nA,Bolton\nB,Bolton\nC,\n"))
    form = MapLoadForm(samples=samples_of(load), suggested={})
    hints = [form.fields[name].help_text for name in ("column_0", "column_1")]
    assert hints == ["For example “A” · “B” · “C”.", "For example “Bolton”."]
