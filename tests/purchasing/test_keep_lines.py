"""Payments of a file that was checked are added: once each, all of them or none."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.access.asks import asked_of
from spinney.base.work.models import Job
from spinney.base.work.progress import Cancelled, Paused
from spinney.purchasing.actions import adding
from spinney.purchasing.actions.adding import add_lines, keep_lines
from spinney.purchasing.actions.uploads import undo_upload
from spinney.purchasing.bridge import lines
from spinney.purchasing.events.uploads import spend_changed
from spinney.purchasing.models import LineAgain, SpendCell, SpendLayout, SpendLine, SpendName
from tests.access import client_of
from tests.harness.work import do_waiting_work
from tests.purchasing.giving import LATER, added, given
from tests.purchasing.making import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def birch(wood):
    return wood.organisations["birch"]


def test_equal_lines_of_one_file_all_count_and_people_are_left_out(wood, birch):
    told = []

    def hear(organisation_id, change, **more):
        told.append((organisation_id, change))

    spend_changed.connect(hear)
    upload = added(birch, wood.birch)
    spend_changed.disconnect(hear)
    assert upload.state == "added"
    assert upload.summary["added"] == 6
    assert SpendLine.objects.filter(name__written="Larch Office Machines").count() == 3
    assert SpendName.objects.get(written="Mrs Jane Example").aside
    cells = SpendCell.objects.order_by("name__written", "month")
    assert [(one.name.written, one.amount_pence, one.vat_pence) for one in cells] == [
        ("BT Group plc", 40_000, 8_000), ("BT Group plc", 42_000, 8_400),
        ("Larch Office Machines", 117_500, 23_500),
    ]  # fmt: skip
    assert SpendLayout.objects.get(organisation=birch).layout == upload.layout
    assert told == [(birch.pk, "added")]


def test_a_period_that_overlaps_adds_nothing_twice_and_stays_when_the_first_is_undone(wood, birch):
    first = added(birch, wood.birch)
    later = added(birch, wood.birch, LATER)
    assert (later.summary["known"], later.summary["added"]) == (1, 1)
    assert SpendLine.objects.count() == 7
    undo_upload(upload=first, by=wood.birch, now=NOON)
    assert list(later.lines.order_by("day").values_list("amount_pence", flat=True)) == [
        42_000, 43_000,
    ]  # fmt: skip
    assert not LineAgain.objects.exists()
    assert sum(SpendCell.objects.values_list("amount_pence", flat=True)) == 85_000
    assert list(SpendName.objects.values_list("written", "lines")) == [("BT Group plc", 2)]


def test_a_worker_that_is_put_off_goes_on_where_it_was(wood, birch, monkeypatch):
    monkeypatch.setattr(lines, "AT_ONCE", 2)
    upload = given(birch, wood.birch)
    upload = add_lines(upload=upload, by=wood.birch, now=NOON)
    Job.objects.all().delete()
    system = wood.birch.system("test")
    reached = []

    def pause(done, total):
        if done == 4:
            raise Paused
        reached.append(done)

    with pytest.raises(Paused):
        keep_lines(upload=upload, reached=pause, by=system, now=NOON)
    assert SpendLine.objects.count() == 2
    assert not SpendCell.objects.exists()
    keep_lines(
        upload=upload, start=2, reached=lambda done, total: reached.append(done), by=system,
        now=NOON,
    )  # fmt: skip
    assert reached == [2, 4, 6]
    assert SpendLine.objects.count() == 6


def test_what_stops_it_for_good_leaves_nothing_behind(wood, birch, monkeypatch):
    monkeypatch.setattr(lines, "AT_ONCE", 2)
    upload = given(birch, wood.birch)
    upload = add_lines(upload=upload, by=wood.birch, now=NOON)

    def stop(done, total):
        if done == 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        keep_lines(upload=upload, reached=stop, by=wood.birch.system("test"), now=NOON)
    upload.refresh_from_db()
    assert upload.state == "to_check"
    assert not SpendLine.objects.exists()
    assert not SpendName.objects.exists()
    Job.objects.all().delete()
    do_waiting_work()
    add_lines(upload=upload, by=wood.birch, now=NOON)
    do_waiting_work()
    assert SpendLine.objects.count() == 6


def test_what_went_wrong_is_told_on_the_page_of_the_file(wood, birch, monkeypatch):
    def fail(*args):
        raise RuntimeError("the disk is full")

    upload = given(birch, wood.birch)
    monkeypatch.setattr(adding, "add", fail)
    add_lines(upload=upload, by=wood.birch, now=NOON)
    do_waiting_work()
    assert SpendName.objects.count() == 0
    page = client_of(wood, "birch").get(reverse("purchasing:upload", args=[birch.pk, upload.pk]))
    shown = page.content.decode()
    assert "none of them was" in shown
    assert "Add the payments" in shown
    assert "the disk is full" not in shown


def test_on_home_a_file_waits_to_be_checked_without_its_name(wood, birch):
    given(birch, wood.birch, name="Jane Example.csv")
    asks = [one.what for one in asked_of(wood.birch, NOON)]
    assert "Check how a file of your payments was read" in asks
    assert not any("Jane" in what for what in asks)
