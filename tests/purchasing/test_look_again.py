"""Later payments show a saving, or do not: by hand, and by themselves when a file comes in."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.record.models import Entry
from spinney.purchasing.actions.savings import look_again, withdraw_saving
from spinney.purchasing.bridge.savings import covered_months, seen_of
from spinney.purchasing.events.uploads import spend_changed
from spinney.purchasing.models import SpendCell, SpendUpload
from spinney.purchasing.tasks.savings import look_at_savings
from tests.access import client_of
from tests.agreements.making import another_member
from tests.purchasing.making import NOON, a_supplier, an_upload
from tests.purchasing.saving_claims import LATER_NOON, YEAR_BEFORE, claimed, pays, year_of_bills

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
HALF_YEAR = [date(2026, month, 1) for month in range(1, 7)]


@pytest.fixture
def saving(wood):
    """£100 a month before, £75 claimed now, reckoned from Birch House's own payments."""
    pays(wood, year_of_bills())
    return claimed(wood, by="birch", basis_kind="lines", basis_days=YEAR_BEFORE)


def looked(wood, saving, pence=None, by=None):
    if pence is not None:
        pays(wood, dict.fromkeys(HALF_YEAR, pence))
    return look_again(saving=saving, by=by or wood.birch, now=LATER_NOON)


@pytest.mark.parametrize(
    ("pence", "state", "verdict"),
    [(7_500, "realised", "realised"), (9_800, "confirmed", "unchanged"),
     (9_000, "confirmed", "part"), (13_000, "confirmed", "rose"), (None, "confirmed", "not_yet")],
)  # fmt: skip
def test_confirmed_becomes_realised_only_when_payments_show_it(wood, saving, pence, state, verdict):
    done = looked(wood, saving, pence)
    assert (done.state, done.seen["verdict"]) == (state, verdict)


def test_what_shows_no_more_is_confirmed_again_and_each_change_is_recorded_once(wood, saving):
    looked(wood, saving, 7_500)
    looked(wood, saving)
    assert Entry.objects.filter(verb="purchasing.look_again").count() == 1
    SpendUpload.objects.order_by("pk").last().lines.all().delete()
    SpendCell.objects.filter(month__gte=date(2026, 1, 1)).update(amount_pence=12_000)
    done = looked(wood, saving)
    assert (done.state, done.seen["verdict"]) == ("confirmed", "rose")
    told = list(Entry.objects.filter(verb="purchasing.look_again").order_by("pk"))
    assert [one.detail["found"] for one in told] == [
        "it is seen in what was paid since.", "more is paid than before.",
    ]  # fmt: skip


def test_money_that_went_to_another_supplier_is_not_saved(wood):
    birch = wood.organisations["birch"]
    pays(wood, year_of_bills())
    a_supplier(wood.cluster, "BT", [(birch, "BT")], key="bt")
    saving = claimed(
        wood, by="birch", covers="supplier:bt", basis_kind="lines", basis_days=YEAR_BEFORE,
        new_pence=0,
    )  # fmt: skip
    pays(wood, dict.fromkeys(HALF_YEAR, 9_900), name="Another Telephone Company")
    done = looked(wood, saving)
    assert (done.state, done.seen["verdict"], done.seen["moved_pence"]) == (
        "confirmed", "unchanged", 59_400,
    )  # fmt: skip


def test_a_file_made_in_the_middle_of_a_month_does_not_tell_that_month(wood):
    birch = wood.organisations["birch"]
    an_upload(birch, first_day=date(2026, 1, 20), last_day=date(2026, 4, 10))
    assert covered_months(birch.pk) == {date(2026, 2, 1), date(2026, 3, 1)}


def test_by_itself_when_payments_come_in(
    wood, saving, django_capture_on_commit_callbacks, do_waiting_work
):
    pays(wood, dict.fromkeys(HALF_YEAR, 7_500))
    with django_capture_on_commit_callbacks(execute=True):
        spend_changed.send(
            SpendUpload, organisation_id=saving.organisation_id, change="added",
            upload=SpendUpload.objects.last(), by=Actor.system("files"), now=LATER_NOON,
        )  # fmt: skip
    do_waiting_work()
    saving.refresh_from_db()
    assert saving.seen_at is not None


def test_by_itself_when_a_month_is_over(wood, saving):
    pays(wood, dict.fromkeys(HALF_YEAR, 7_500))
    part = claimed(wood, by="birch", title="A part", category="water", covers="part:a part")
    look_at_savings(LATER_NOON)
    saving.refresh_from_db()
    part.refresh_from_db()
    assert (saving.state, part.seen_at) == ("realised", None)


def test_by_its_member_and_those_who_run_it_while_it_stands(wood, saving):
    another_member(wood, "maple")
    with pytest.raises(NotAllowed):
        looked(wood, saving, by=wood.actor("maple"))
    looked(wood, saving, by=wood.ash)
    with pytest.raises(BadInput, match="cannot show"):
        looked(wood, claimed(wood, title="Part", category="water", covers="part:part"))
    withdraw_saving(saving=saving, why="Wrong.", by=wood.birch, now=NOON)
    with pytest.raises(WrongState):
        looked(wood, saving)


def test_its_page_shows_the_months_to_its_member_and_not_to_others(wood, saving):
    another_member(wood, "maple")
    looked(wood, saving, 7_500)
    url = reverse("purchasing:saving", args=[wood.cluster.pk, saving.pk])
    shown = SimpleNamespace(
        **{who: client_of(wood, who).get(url).content.decode() for who in ("birch", "maple")}
    )
    assert "January 2026" in shown.birch
    assert "£75" in shown.birch
    assert "£100 to £500" in shown.maple
    for secret in ("£75", "£300", "£1,200", "January 2026"):
        assert secret not in shown.maple
    assert seen_of(saving) is None or seen_of(saving).verdict == "realised"


def test_the_broker_sees_the_saving_and_no_payments_that_are_not_shared(wood, saving):
    looked(wood, saving, 7_500)
    url = reverse("purchasing:saving", args=[wood.cluster.pk, saving.pk])
    told = client_of(wood, "ash").get(url).content.decode()
    assert "£300" in told
    assert "January 2026" not in told
    assert "winter meets winter" not in told
