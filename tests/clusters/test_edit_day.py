"""What was logged is put right; what stood there before stays known."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import (
    BadInput,
    ChangedMeanwhile,
    NotAllowed,
    NotFound,
    WrongState,
)
from spinney.base.post.models import Message
from spinney.clusters import events
from spinney.clusters.actions.days import Work, edit_day, log_day, take_back_day
from spinney.clusters.models import Day
from spinney.clusters.queries.days import allowance_of
from tests.access import client_of
from tests.clusters.programmes import entries
from tests.personas import NOON, TODAY

WORK = Work("facilitation", TODAY, Decimal("0.75"), "First visit")


@pytest.fixture
def day(wood):
    return log_day(cluster=wood.cluster, work=WORK, by=wood.ash, now=NOON)


def edit(wood, day, by="ash", version=1, now=NOON, **changes):
    work = replace(WORK, **changes)
    return edit_day(day=day, work=work, version=version, by=wood.actor(by), now=now)


def test_what_changed_is_recorded_with_what_stood_there(wood, day):
    news = []
    events.days.day_edited.connect(lambda **k: news.append(k["day"]), weak=False, dispatch_uid="t")
    changed = edit(wood, day, days=Decimal("1.5"), what=" First visit, with the council ")
    events.days.day_edited.disconnect(dispatch_uid="t")
    assert news == [changed]
    assert str(allowance_of(wood.cluster)["facilitation"]) == "1.5 of 6"
    told = entries("edit_day")[0]
    assert told["changed"] == "how many days and what was done"
    assert told["before"] == {"days": "0.75", "what": "First visit"}
    assert told["after"] == {"days": "1.5", "what": "First visit, with the council"}
    assert Day.objects.get().version == 2


def test_who_did_the_work_stays_unless_another_is_named(wood, day):
    assert edit(wood, day, by="rowan", days=Decimal(1)).person == wood.people["ash"]
    named = edit(wood, day, version=2, worked_by="Fern Systems")
    assert (named.person, named.worked_by) == (None, "Fern Systems")
    assert edit(wood, day, version=3).person == wood.people["ash"]


def test_another_kind_draws_from_the_other_allowance(wood, day):
    edit(wood, day, kind="review", worked_on=date(2026, 3, 1))
    used = allowance_of(wood.cluster)
    assert (str(used["facilitation"]), str(used["review"])) == ("0 of 6", "0.75 of 4")


def test_managers_are_told_once_it_goes_further_beyond(wood, day):
    edit(wood, day, days=Decimal(7))
    assert "It is 1 day over." in Message.objects.get(kind="clusters.days_over").body
    edit(wood, day, version=2, days=Decimal("6.5"))
    edit(wood, day, version=3, days=Decimal("6.5"), what="Other words")
    assert Message.objects.filter(kind="clusters.days_over").count() == 1


def test_nothing_is_recorded_when_nothing_changes(wood, day):
    assert edit(wood, day).version == 1
    assert entries("edit_day") == []


def test_the_second_of_two_is_told(wood, day):
    edit(wood, day, days=Decimal(1))
    with pytest.raises(ChangedMeanwhile) as caught:
        edit(wood, day, what="Second visit")
    assert caught.value.changes == {"days": ("0.75", "1")}


def test_after_thirty_days_managers_alone(wood, day):
    later = NOON + timedelta(days=31)
    with pytest.raises(WrongState, match="Ask the programme manager to change it"):
        edit(wood, day, now=later, days=Decimal(1))
    assert edit(wood, day, by="rowan", now=later, days=Decimal(1)).days == 1


def test_what_was_taken_back_stays_as_it_is(wood, day):
    take_back_day(day=day, by=wood.ash, now=NOON)
    with pytest.raises(WrongState, match="Let it count again"):
        edit(wood, day, days=Decimal(1))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"days": Decimal("0.3")}, "days"),
        ({"worked_on": date(2026, 3, 21)}, "worked_on"),
        ({"kind": "holiday"}, "kind"),
        ({"what": " "}, "what"),
    ],
)
def test_what_cannot_be_is_refused(wood, day, change, field):
    with pytest.raises(BadInput) as caught:
        edit(wood, day, **change)
    assert field in caught.value.fields
    assert Day.objects.get().version == 1


@pytest.mark.parametrize(
    ("who", "error"), [("birch", NotAllowed), ("cedar", NotAllowed), ("willow", NotFound)]
)
def test_facilitators_and_managers_only(wood, day, who, error):
    with pytest.raises(error):
        edit(wood, day, by=who, days=Decimal(1))


def test_it_is_done_on_the_page_and_nothing_typed_is_lost(wood, day):
    Day.objects.update(logged_at=timezone.now())
    ash = client_of(wood, "ash")
    url = reverse("clusters:edit-day", args=[wood.cluster.pk, day.pk])
    page = ash.get(url).content.decode()
    assert "First visit" in page
    assert 'value="0.75"' in page
    assert "Who did the work, if it was not Ash?" in page
    sent = {
        "kind": "facilitation",
        "worked_on_day": 19,
        "worked_on_month": 3,
        "worked_on_year": 2026,
        "days": "2",
        "what": "First visit",
        "version": 1,
    }
    done = ash.post(url, sent, follow=True).content.decode()
    assert "The entry is changed. Facilitation days: 2 of 6." in done
    days = ash.get(reverse("clusters:days", args=[wood.cluster.pk])).content.decode()
    assert url in days
    assert "First visit (2 days)" in days
    again = ash.post(url, sent | {"what": "Quite another"}).content.decode()
    assert "Somebody else changed this entry" in again
    assert "Quite another" in again


def test_a_day_of_next_door_is_not_here(wood):
    there = Day.objects.create(
        cluster=wood.next_door, worked_on=TODAY, days=Decimal("1"), what="x", logged_at=NOON
    )
    url = reverse("clusters:edit-day", args=[wood.cluster.pk, there.pk])
    assert client_of(wood, "ash").get(url).status_code == 404
