"""Running a load: what it makes, what it leaves alone, and what is seen meanwhile."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.kernel.tabular.stored import FileRefused
from spinney.base.record.models import Entry
from spinney.base.work.models import Job
from spinney.register.actions import loads
from spinney.register.bridge.loads import running
from spinney.register.models import (
    Duplicate,
    Identifier,
    Load,
    LoadBatch,
    LoadedRow,
    Organisation,
    OtherName,
    Postcode,
    SearchName,
)
from spinney.register.queries.comparison import reasons_of
from spinney.register.states import LoadState
from tests.register.loading import (
    EXTRACT,
    FILES,
    GROUPS,
    HOST,
    NEWCOMER,
    NOW,
    a_file,
    begin,
    everything,
    numbered,
    run,
)

pytestmark = pytest.mark.django_db


def test_a_folder_of_the_extract_becomes_whole_organisations():
    load = run(*EXTRACT)
    assert load.state == LoadState.DONE
    # Heron Lane, its playgroup, Copper Beech, Old Mill, Siân Morris
    assert (load.added, load.rejected, load.kept) == (5, 4, 2)
    found = numbered("9000001")
    assert found.name == "Heron Lane Community Association"
    assert (found.source, found.checked_on) == (
        "Charity Commission for England and Wales", date(2026, 3, 1),
    )  # fmt: skip
    assert (found.income_pence, found.volunteers, found.trustees) == (4_825_000, 24, 3)
    assert sorted(found.areas.values_list("name", flat=True)) == ["Eastvale", "Marlbrook"]
    assert sorted(found.activities.values_list("code", flat=True)) == ["101", "207"]
    assert dict(found.other_names.values_list("name", "kind")) == {
        "The Heron": "working", "Heron Lane Tenants Hall": "previous",
    }  # fmt: skip
    assert numbered("9000002").staff == 9
    assert numbered("9000003").status == "closed"


def test_a_branch_finds_its_parent_though_it_came_before_it():
    run(*EXTRACT)
    branch = numbered("9000001-1")
    assert branch.parent == numbered("9000001")
    assert not LoadedRow.objects.exclude(parent="").exists()


def test_loading_the_same_twice_changes_nothing_and_says_so():
    run(*EXTRACT)
    before = everything()
    changed = list(Organisation.objects.order_by("pk").values_list("changed_at", "version"))
    again = run(*EXTRACT)
    assert (again.added, again.changed, again.unchanged) == (0, 0, again.rows)
    assert everything() == before
    assert list(Organisation.objects.order_by("pk").values_list("changed_at", "version")) == changed
    assert not again.batches.exists()


def test_a_newer_file_changes_what_differs_and_nothing_else(tmp_path):
    run(*EXTRACT)
    text = (FILES / "ccew/publicextract.charity.txt").read_text()
    newer = text.replace("47010", "47999").replace("4 Heron Lane", "5 Heron Lane")
    version = numbered("9000001").version
    again = run(a_file(tmp_path, newer, "publicextract.charity.txt"))
    assert (again.added, again.changed, again.unchanged) == (0, 1, 4)
    found = numbered("9000001")
    assert (found.spending_pence, found.version) == (4_799_900, version + 1)
    assert "5 Heron Lane" in found.address
    assert found.volunteers == 24


def test_lists_that_a_newer_file_gives_no_longer_go(tmp_path):
    run(*EXTRACT)
    name = "publicextract.charity_other_names.txt"
    text = (FILES / "ccew" / name).read_text()
    run(a_file(tmp_path, text.replace("The Heron", "Heron Hub"), name))
    found = set(numbered("9000001").other_names.values_list("name", flat=True))
    assert found == {"Heron Hub", "Heron Lane Tenants Hall"}


def test_nothing_of_a_load_is_seen_before_it_is_done():
    load = begin(*EXTRACT)
    seen = []

    def look(share, counts):
        seen.append((Organisation.objects.count(), Organisation.everything.count()))

    loads.run_load(load=load, by=HOST, now=NOW, tell=look)
    assert seen[0] == (0, 5)
    assert {visible for visible, _ in seen} == {0}
    assert Organisation.objects.count() == 5


def test_a_load_that_was_stopped_goes_on_where_it_was(monkeypatch):
    whole = run(*EXTRACT)
    expected = everything()
    Organisation.everything.all().delete()
    LoadedRow.objects.all().delete()
    monkeypatch.setattr(running.Run.keep, "__kwdefaults__", {"size": 2, "index": True})
    load = begin(*EXTRACT)
    assert load.pk != whole.pk

    cuts = 0
    for stop_after in range(1, 20):
        told = iter(range(stop_after))

        def stop(share, counts, told=told):
            if next(told, None) is None:
                raise InterruptedError

        try:
            loads.run_load(load=Load.objects.get(pk=load.pk), by=HOST, now=NOW, tell=stop)
        except InterruptedError:
            assert begin(*EXTRACT).pk == load.pk
            assert Organisation.objects.count() == 0
            cuts += 1
        else:
            break
    load.refresh_from_db()
    assert cuts > 2
    assert load.state == LoadState.DONE
    assert everything() == expected
    counted = ("rows", "added", "changed", "rejected", "kept")
    assert [getattr(load, c) for c in counted] == [getattr(whole, c) for c in counted]
    assert load.rejects.count() == whole.rejects.count()


def test_what_a_representative_confirmed_is_kept_and_the_register_stands_beside(tmp_path):
    run(*EXTRACT)
    found = numbered("9000001")
    found.phone = "01632 960555"
    found.provenance = {"phone": {"source": "representative", "checked_on": "2026-03-10"}}
    found.save()
    text = (FILES / "ccew/publicextract.charity.txt").read_text().replace("960001", "960777")
    run(a_file(tmp_path, text, "publicextract.charity.txt"))
    found.refresh_from_db()
    assert found.phone == "01632 960555"
    assert found.differs["phone"]["value"] == "01632 960777"
    assert found.differs["phone"]["source"] == "Charity Commission for England and Wales"


def test_a_company_and_a_charity_with_one_number_between_them_are_one_organisation():
    run(*EXTRACT)
    load = run(FILES / "companies_house.csv")
    assert (load.added, load.changed) == (2, 1)
    found = numbered("09900002", "GB-COH")
    assert found == numbered("9000002")
    assert found.name == "Copper Beech Advice"
    assert found.differs["name"]["value"] == "COPPER BEECH ADVICE LIMITED"
    assert found.other_names.filter(name="MARLBROOK ADVICE LIMITED", kind="previous").exists()


def test_the_other_way_round_the_regulators_word_stands_too():
    run(FILES / "companies_house.csv")
    run(*EXTRACT)
    found = numbered("9000002")
    assert found.name == "Copper Beech Advice"
    assert found.provenance["name"]["source"] == "Charity Commission for England and Wales"
    assert found.differs["name"]["source"] == "Companies House"


def test_two_organisations_that_claim_one_number_are_suggested_as_duplicates():
    run(FILES / "companies_house.csv")
    charity = Organisation.objects.create(name="Copper Beech Advice")
    Identifier.objects.create(organisation=charity, scheme="GB-CHC", value="9000002", source="x")
    run(*EXTRACT)
    pair = Duplicate.objects.get()
    assert reasons_of(pair) == ["A register gives both of them the same number."]
    assert {pair.left_id, pair.right_id} == {charity.pk, numbered("09900002", "GB-COH").pk}


def test_a_number_that_is_there_twice_is_taken_once_and_the_second_line_told():
    load = run(FILES / "ukcat.csv")
    assert load.added == 2
    told = load.rejects.get(line=4)
    assert told.reason == "The number SC099001 was there before, in line 3, which was taken."
    assert list(numbered("SC099001", "GB-SC").activities.values_list("code", flat=True)) == [
        "HE101"
    ]
    assert run(FILES / "ukcat.csv").changed == 0


def test_groups_without_any_number_are_known_again_by_name_and_postcode():
    load = run(FILES / "groups.csv", mapping=GROUPS)
    assert load.added == 4
    cafe = Organisation.objects.get(name="Marlbrook Repair Café")
    assert not cafe.identifiers.exists()
    assert (cafe.status, cafe.source) == ("unknown", "Marlbrook list")
    assert run(FILES / "groups.csv", mapping=GROUPS).unchanged == 4


def test_a_list_says_nothing_of_columns_that_it_has_not():
    run(*EXTRACT)
    run(FILES / "groups.csv", mapping=GROUPS)
    found = numbered("9000001")
    assert found.website == "https://www.heronlane.example.org"
    assert found.differs == {}


def test_an_addition_to_nobody_is_rejected():
    load = run(*EXTRACT)
    reasons = list(
        load.rejects.filter(file__contains="other_names").values_list("reason", flat=True)
    )
    assert reasons == ["There is no organisation with the number GB-CHC-9000099 to add this to."]


def test_postcodes_that_are_known_give_positions():
    Postcode.objects.create(code="ZE10AA", latitude=53.1, longitude=-2.1)
    run(*EXTRACT)
    assert (numbered("9000001").latitude, numbered("9000001").longitude) == (53.1, -2.1)
    assert numbered("9000002").latitude is None


def test_what_is_loaded_can_be_searched():
    run(*EXTRACT)
    texts = SearchName.objects.filter(organisation=numbered("9000001")).values_list(
        "text", flat=True
    )
    assert set(texts) == {
        "Heron Lane Community Association", "The Heron", "Heron Lane Tenants Hall",
    }  # fmt: skip


def test_a_file_that_breaks_off_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(running.Run.keep, "__kwdefaults__", {"size": 1, "index": True})
    whole = (FILES / "publicextract.charity.json").read_text("utf-8-sig")
    path = a_file(tmp_path, whole[: len(whole) - 200], "publicextract.charity.json")
    load = begin(path)
    with pytest.raises(FileRefused, match="after record 3"):
        loads.run_load(load=load, by=HOST, now=NOW)
    load.refresh_from_db()
    assert (load.state, load.added, load.rejects.count()) == (LoadState.FAILED, 0, 0)
    assert "after record 3" in load.message
    for model in (Organisation, Identifier, OtherName, LoadedRow, LoadBatch, SearchName):
        assert model._base_manager.count() == 0, model


def test_a_file_that_was_changed_after_it_was_chosen_is_refused(tmp_path):
    path = a_file(
        tmp_path, "CompanyName,CompanyNumber,CompanyCategory,CompanyStatus\n" + "A,1,x,y\n"
    )
    load = begin(path)
    path.write_text(path.read_text() + "B,2,x,y\n")
    with pytest.raises(FileRefused, match="changed since"):
        loads.run_load(load=load, by=HOST, now=NOW)


def test_another_load_must_wait_for_one_that_is_half_done():
    half = begin(*EXTRACT)
    Load.objects.filter(pk=half.pk).update(state=LoadState.RUNNING)
    with pytest.raises(WrongState, match=f"Load {half.pk}"):
        run(FILES / "ccni.csv")


def test_a_load_that_is_done_is_not_run_again():
    load = run(FILES / "ccni.csv")
    with pytest.raises(WrongState, match="is done"):
        loads.run_load(load=load, by=HOST, now=NOW)


def test_only_hosts_run_loads():
    with pytest.raises(NotAllowed):
        loads.run_load(load=begin(FILES / "ccni.csv"), by=NEWCOMER, now=NOW)


def test_the_record_tells_of_the_load():
    load = run(FILES / "ccni.csv")
    entry = Entry.objects.get(verb="register.run_load")
    assert entry.subject == f"register.Load:{load.pk}"
    assert entry.detail["added"] == 2


def test_an_organisation_removed_by_somebody_is_made_again(tmp_path):
    run(FILES / "ccni.csv")
    numbered("900101", "GB-NIC").delete()
    text = (FILES / "ccni.csv").read_bytes().replace(b"46215", b"47000")
    again = run(a_file(tmp_path, text, "ccni.csv"))
    assert (again.added, again.unchanged) == (1, 1)
    assert numbered("900101", "GB-NIC").income_pence == 4_700_000


def test_what_was_added_is_compared_with_the_rest_once():
    waiting = Job.objects.unfinished().filter(kind="register.suggest_duplicates")
    run(*EXTRACT)
    assert waiting.count() == 1
    run(FILES / "companies_house.csv")
    assert waiting.count() == 1
    waiting.update(state=Job.State.DONE)
    again = run(*EXTRACT)
    assert again.added == 0
    assert not waiting.exists()
