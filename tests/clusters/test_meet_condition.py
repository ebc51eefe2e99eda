"""A condition is ticked with the day and what shows it."""

from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from spinney.clusters import events
from spinney.clusters.actions.conditions import Shown, meet_condition
from spinney.clusters.models import Programme, Stage
from tests.clusters.programmes import asks, entries, in_stage
from tests.personas import NOON, TODAY

COPY = Shown(date(2026, 3, 12), "Signed copy in the documents")


@pytest.fixture
def condition(wood):
    return asks(in_stage(wood)[0])


def meet(wood, condition, shown=COPY, by="ash", cluster=None):
    return meet_condition(
        cluster=cluster or wood.cluster,
        condition=condition,
        shown=shown,
        by=wood.actor(by),
        now=NOON,
    )


def test_it_counts_with_what_shows_it_and_news_goes_out(wood, condition):
    news = []
    events.timetable.condition_met.connect(
        lambda **k: news.append(k["condition"]), weak=False, dispatch_uid="test"
    )
    met = meet(wood, condition)
    events.timetable.condition_met.disconnect(dispatch_uid="test")
    assert (met.met_on, met.shown_by) == (date(2026, 3, 12), "Signed copy in the documents")
    assert met.noted_by == wood.people["ash"].label
    assert news == [condition]
    assert entries("meet_condition")[0]["shown_by"] == met.shown_by


def test_it_counts_once(wood, condition):
    meet(wood, condition)
    with pytest.raises(WrongState):
        meet(wood, condition)


@pytest.mark.parametrize(
    ("shown", "field"),
    [(Shown(date(2026, 3, 21), "Copy"), "met_on"), (Shown(TODAY, " "), "shown_by")],
)
def test_no_day_to_come_and_nothing_without_what_shows_it(wood, condition, shown, field):
    with pytest.raises(BadInput) as caught:
        meet(wood, condition, shown)
    assert field in caught.value.fields


def test_conditions_of_another_programme_are_not_there(wood):
    other = Programme.objects.create(name="Other", made_at=NOON)
    stage = Stage.objects.create(programme=other, position=0, name="One")
    with pytest.raises(NotFound):
        meet(wood, asks(stage))


@pytest.mark.parametrize(("who", "error"), [("birch", NotAllowed), ("willow", NotFound)])
def test_facilitators_and_managers_only(wood, condition, who, error):
    with pytest.raises(error):
        meet(wood, condition, by=who)
    assert meet(wood, condition, by="rowan")
