"""Beginning a load: what the files are, and taking up one that was begun before."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.base.kernel.tabular.stored import FileRefused
from spinney.register.actions import loads
from spinney.register.bridge.loads.files import find_files
from spinney.register.models import Load
from spinney.register.states import LoadState
from tests.register.loading import DAY, EXTRACT, FILES, GROUPS, NEWCOMER, NOW, a_file, begin

pytestmark = pytest.mark.django_db


def test_a_load_knows_whose_files_it_has_and_what_is_passed_over():
    load = begin(*EXTRACT)
    assert load.state == LoadState.READY
    assert load.source == "Charity Commission for England and Wales"
    assert load.remarks == ["publicextract.charity_policy.txt has nothing that the register keeps."]
    assert [file["name"] for file in load.files] == [path.name for path in EXTRACT]


def test_several_sources_are_all_named():
    load = begin(FILES / "ccni.csv", FILES / "oscr.csv")
    assert load.source == (
        "Charity Commission for Northern Ireland; Scottish Charity Regulator (OSCR)"
    )
    assert "Letters outside UTF-8" in load.remarks[0]


def test_a_table_that_needs_a_mapping_begins_without_a_source():
    assert begin(FILES / "groups.csv").source == ""
    assert begin(FILES / "groups.csv", mapping=GROUPS).source == "Marlbrook list"


def test_the_same_files_take_up_the_load_that_was_begun():
    first = begin(*EXTRACT)
    Load.objects.filter(pk=first.pk).update(state=LoadState.RUNNING)
    assert begin(*reversed(EXTRACT)).pk == first.pk
    assert begin(*EXTRACT[1:]).pk != first.pk


def test_a_file_that_is_no_table_is_refused_by_itself_and_passed_over_in_a_set(tmp_path):
    letter = a_file(tmp_path, b"%PDF-1.7", "letter.pdf")
    with pytest.raises(FileRefused, match="is a PDF"):
        begin(letter)
    assert "letter.pdf was passed over" in begin(letter, FILES / "oscr.csv").remarks[0]


def test_a_folder_gives_its_files_and_a_missing_file_is_told(tmp_path):
    a_file(tmp_path, "x", ".hidden")
    a_file(tmp_path, "x", "b.csv")
    assert [path.name for path in find_files([tmp_path])] == ["b.csv"]
    with pytest.raises(FileRefused, match="There is no file"):
        find_files([tmp_path / "none.csv"])


def test_only_hosts_begin_loads():
    with pytest.raises(NotAllowed):
        loads.begin_load(
            files=[(FILES / "oscr.csv", "oscr.csv")], checked_on=DAY, by=NEWCOMER, now=NOW
        )
