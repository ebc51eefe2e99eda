"""Undoing a load: everything as before, but for what people have done since."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.register.actions import loads
from spinney.register.bridge.loads import running, undoing
from spinney.register.models import (
    Identifier,
    LoadBatch,
    LoadedRow,
    Organisation,
    OtherName,
    SearchName,
    Service,
)
from spinney.register.states import LoadState
from tests.register.loading import (
    EXTRACT,
    FILES,
    GROUPS,
    HOST,
    NEWCOMER,
    NOW,
    a_file,
    everything,
    numbered,
    run,
    undo,
)

pytestmark = pytest.mark.django_db


def test_the_first_load_undone_leaves_an_empty_register():
    load = undo(run(*EXTRACT))
    assert load.state == LoadState.UNDONE
    for model in (Organisation, Identifier, OtherName, LoadedRow, LoadBatch, SearchName):
        assert model._base_manager.count() == 0, model
    assert "5 organisations were removed" in load.message


@pytest.mark.parametrize("second", ["newer extract", "companies", "list"])
def test_a_second_load_undone_leaves_what_the_first_made(tmp_path, second):
    run(*EXTRACT)
    before = everything()
    names = set(SearchName.objects.values_list("organisation_id", "text"))
    if second == "companies":
        load = run(FILES / "companies_house.csv")
    elif second == "list":
        load = run(FILES / "groups.csv", mapping=GROUPS)
    else:
        text = (FILES / "ccew/publicextract.charity.txt").read_text()
        text = text.replace("Copper Beech Advice", "Copper Beech").replace("312400", "1")
        other = (FILES / "ccew/publicextract.charity_other_names.txt").read_text()
        areas = (FILES / "ccew/publicextract.charity_area_of_operation.txt").read_text()
        load = run(
            a_file(tmp_path, text, "a.txt"),
            a_file(tmp_path, other.replace("The Heron", "Heron Hub"), "b.txt"),
            a_file(tmp_path, areas.replace("Eastvale", "Westvale"), "c.txt"),
        )
    assert everything() != before
    undo(load)
    assert everything() == before
    assert set(SearchName.objects.values_list("organisation_id", "text")) == names


def test_after_undoing_the_same_file_can_be_loaded_again():
    run(*EXTRACT)
    first = run(FILES / "companies_house.csv")
    expected = everything()
    undo(first)
    again = run(FILES / "companies_house.csv")
    assert (again.added, again.changed) == (first.added, first.changed)
    assert everything() == expected


def test_a_fact_that_somebody_changed_since_is_kept_and_told(tmp_path):
    run(*EXTRACT)
    text = (FILES / "ccew/publicextract.charity.txt").read_text()
    text = text.replace("960001", "960777").replace("47010", "47999")
    load = run(a_file(tmp_path, text, "publicextract.charity.txt"))
    found = numbered("9000001")
    found.phone = "01632 960555"
    found.save()
    undo(load)
    found.refresh_from_db()
    assert found.phone == "01632 960555"
    assert found.spending_pence == 4_701_000
    assert "Heron Lane Community Association: phone" in load.message


def test_an_organisation_that_people_use_is_kept_and_told():
    load = run(*EXTRACT)
    Service.objects.create(
        organisation=numbered("9000001"), name="Lunch club", source="entered here"
    )
    changed = numbered("9000002")
    changed.provenance = {"phone": {"source": "representative", "checked_on": "2026-03-10"}}
    changed.save()
    named = numbered("9000003")
    OtherName.objects.create(organisation=named, name="The Mill", source="entered here")
    undo(load)
    names = sorted(Organisation.objects.values_list("name", flat=True))
    assert names == [
        "Copper Beech Advice", "Heron Lane Community Association", "Old Mill Relief Fund",
    ]  # fmt: skip
    assert numbered("9000001").activities.count() == 2
    assert "it has a service" in load.message
    assert SearchName.objects.filter(organisation=numbered("9000001")).exists()


def test_loads_are_undone_from_the_newest_back():
    first, second = run(*EXTRACT), run(FILES / "ccni.csv")
    with pytest.raises(WrongState, match=f"Undo load {second.pk} first"):
        undo(first)
    undo(second)
    undo(first)
    assert not Organisation.everything.exists()


def test_a_load_is_undone_once():
    load = undo(run(FILES / "ccni.csv"))
    with pytest.raises(WrongState, match="nothing to undo"):
        undo(load)


def test_an_undoing_that_was_cut_off_goes_on(monkeypatch):
    monkeypatch.setattr(running.Run.keep, "__kwdefaults__", {"size": 2, "index": True})
    load = run(*EXTRACT)
    undo_batch, calls = undoing._undo_batch, []

    def cut_off(*given):
        calls.append(given)
        if len(calls) == 2:
            raise InterruptedError
        return undo_batch(*given)

    monkeypatch.setattr(undoing, "_undo_batch", cut_off)
    with pytest.raises(InterruptedError):
        undo(load)
    load.refresh_from_db()
    assert load.state == LoadState.UNDOING
    assert not Organisation.objects.exists()
    undo(load)
    assert load.state == LoadState.UNDONE
    assert "5 organisations were removed" in load.message
    assert not Organisation.everything.exists()


def test_a_load_that_was_stopped_can_be_undone():
    load = run(FILES / "ccni.csv")
    load.state = LoadState.STOPPED
    load.save()
    undo(load)
    assert not Organisation.everything.exists()


def test_only_hosts_undo_loads():
    load = run(FILES / "ccni.csv")
    with pytest.raises(NotAllowed):
        loads.undo_load(load=load, by=NEWCOMER, now=NOW)
    assert loads.undo_load(load=load, by=HOST, now=NOW).removed == 2
