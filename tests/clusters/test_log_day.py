"""Help is logged in quarter days and drawn from what the cluster was given."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.base.post.models import Message
from spinney.clusters import events
from spinney.clusters.actions.days import Work, log_day
from spinney.clusters.models import Day
from spinney.clusters.queries.days import allowance_of
from tests.clusters.programmes import entries
from tests.personas import NOON, TODAY

WORK = Work("facilitation", TODAY, Decimal("0.75"), "First visit")


def log(wood, work=WORK, by="ash", cluster=None):
    return log_day(cluster=cluster or wood.cluster, work=work, by=wood.actor(by), now=NOON)


def test_it_is_drawn_from_the_allowance_of_its_kind(wood):
    log(wood)
    log(wood, replace(WORK, kind="review", days=Decimal("2")))
    used = allowance_of(wood.cluster)
    assert str(used["facilitation"]) == "0.75 of 6"
    assert str(used["review"]) == "2 of 4"
    assert entries("log_day")[0]["days"] == "0.75 days"


def test_who_did_the_work_is_the_one_who_logs_it_or_who_is_named(wood):
    assert log(wood).person == wood.people["ash"]
    named = log(wood, replace(WORK, worked_by="Fern Systems, ICT consultant"))
    assert (named.person, named.worked_by) == (None, "Fern Systems, ICT consultant")


def test_days_beyond_the_allowance_are_kept_and_managers_are_told(wood):
    news = []
    events.days.day_logged.connect(
        lambda **k: news.append(k["over"]), weak=False, dispatch_uid="test"
    )
    log(wood, replace(WORK, days=Decimal("6")))
    assert not Message.objects.filter(kind="clusters.days_over").exists()
    log(wood, replace(WORK, days=Decimal("0.5")))
    events.days.day_logged.disconnect(dispatch_uid="test")
    assert news == [0, Decimal("0.5")]
    assert allowance_of(wood.cluster)["facilitation"].is_over
    letter = Message.objects.get(kind="clusters.days_over")
    assert letter.person == wood.people["rowan"]
    assert "0.5 days over" in letter.body


def test_a_cluster_on_its_own_has_no_limit(wood):
    log(wood, replace(WORK, days=Decimal("31")), by="willow", cluster=wood.next_door)
    assert not Message.objects.filter(kind="clusters.days_over").exists()
    assert Day.objects.get().days == 31


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"days": Decimal("0.3")}, "days"),
        ({"days": Decimal(0)}, "days"),
        ({"days": Decimal("-1")}, "days"),
        ({"days": Decimal("31.25")}, "days"),
        ({"worked_on": date(2026, 3, 21)}, "worked_on"),
        ({"kind": "holiday"}, "kind"),
        ({"what": " "}, "what"),
    ],
)
def test_what_cannot_be_is_refused(wood, change, field):
    with pytest.raises(BadInput) as caught:
        log(wood, replace(WORK, **change))
    assert field in caught.value.fields
    assert not Day.objects.exists()


@pytest.mark.parametrize(("who", "error"), [("birch", NotAllowed), ("willow", NotFound)])
def test_facilitators_and_managers_only(wood, who, error):
    with pytest.raises(error):
        log(wood, by=who)
    assert log(wood, by="rowan")
