"""A condition that names a kind of agreement is met by it, and by nobody's hand."""

from datetime import date

import pytest
from django.urls import reverse

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.clusters import events
from spinney.clusters.actions.agreed_conditions import follow_agreement
from spinney.clusters.actions.conditions import (
    Shown,
    add_condition,
    edit_condition,
    meet_condition,
    take_back_condition,
)
from spinney.clusters.models import Condition, ConditionMet
from tests.access import client_of
from tests.clusters.programmes import asks, entries, in_stage
from tests.personas import NOON, TODAY

SIGNED = Shown(date(2026, 3, 12), "“Ground rules”, version 1")


@pytest.fixture
def condition(wood):
    made = asks(in_stage(wood)[0])
    made.met_by_agreement = "ground_rules"
    made.save()
    return made


def follow(wood, shown=SIGNED, kind="ground_rules", by=None):
    return follow_agreement(
        cluster=wood.cluster, kind=kind, shown=shown, by=by or Actor.system("agreements"), now=NOON
    )


def test_it_is_met_with_what_shows_it_and_news_goes_out(wood, condition):
    news = []
    events.timetable.condition_met.connect(
        lambda **k: news.append(k["condition"]), weak=False, dispatch_uid="test"
    )
    (met,) = follow(wood)
    events.timetable.condition_met.disconnect(dispatch_uid="test")
    assert (met.met_on, met.shown_by) == (date(2026, 3, 12), "“Ground rules”, version 1")
    assert news == [condition]
    assert entries("follow_agreement")[0]["shown_by"] == "“Ground rules”, version 1"
    assert follow(wood) == []


def test_it_is_met_no_longer_when_none_is_in_force(wood, condition):
    follow(wood)
    (met,) = follow(wood, None)
    assert met.taken_back_at == NOON
    assert entries("follow_agreement")[1]["reason"] == "No such agreement is in force any more."
    assert follow(wood, None) == []
    assert len(follow(wood)) == 1


def test_another_kind_and_other_conditions_are_left_alone(wood, condition):
    by_hand = asks(condition.stage)
    assert follow(wood, kind="memorandum") == []
    follow(wood)
    assert not by_hand.met.exists()
    assert follow(wood, kind="") == []


def test_a_cluster_on_its_own_has_no_conditions(wood, condition):
    wood.cluster.programme = None
    wood.cluster.save()
    assert follow(wood) == []


def test_nobody_ticks_it_by_hand(wood, condition):
    shown = Shown(TODAY, "Copy")
    with pytest.raises(WrongState, match="Nobody ticks this"):
        meet_condition(
            cluster=wood.cluster, condition=condition, shown=shown, by=wood.ash, now=NOON
        )
    (met,) = follow(wood)
    with pytest.raises(WrongState, match="Nobody ticks this"):
        take_back_condition(met=met, reason="Lost", by=wood.ash, now=NOON)


def test_only_the_site_itself(wood, condition):
    for name in ("rowan", "ash", "birch"):
        with pytest.raises(NotAllowed):
            follow(wood, by=wood.actor(name))


def test_a_kind_that_nobody_knows_is_refused(wood, condition):
    with pytest.raises(BadInput, match="no such kind of agreement"):
        add_condition(
            stage=condition.stage, text="Signed", of_grant=False, met_by_agreement="love_letter",
            by=wood.rowan, now=NOON,
        )  # fmt: skip


def test_what_meets_it_stays_once_a_cluster_has_met_it(wood, condition):
    follow(wood)
    with pytest.raises(WrongState, match="has met this condition already"):
        edit_condition(
            condition=condition, text=condition.text, of_grant=False, by=wood.rowan, now=NOON
        )


def test_the_programme_manager_sets_it_and_the_cluster_sees_how_it_is_met(wood):
    stage = in_stage(wood)[0]
    url = reverse("clusters:add-condition", args=[wood.programme.pk, stage.pk])
    manager = client_of(wood, "rowan")
    assert "By an agreement: Ground rules" in manager.get(url).text
    sent = {"text": "Ground rules signed", "of_grant": "on", "met_by_agreement": "ground_rules"}
    assert manager.post(url, sent).status_code == 302
    made = Condition.objects.get(text="Ground rules signed")
    assert made.met_by_agreement == "ground_rules"
    shown = manager.get(reverse("clusters:conditions", args=[wood.programme.pk])).text
    assert "Met by itself while an agreement of the kind “Ground rules” is in force." in shown
    page = reverse("clusters:stage", args=[wood.cluster.pk])
    before = client_of(wood, "ash").get(page).text
    assert "It is met by itself while an agreement of the kind “Ground rules”" in before
    assert reverse("clusters:meet-condition", args=[wood.cluster.pk, made.pk]) not in before
    follow(wood)
    after = client_of(wood, "ash").get(page).text
    assert "12 March 2026: “Ground rules”, version 1" in after
    met = ConditionMet.objects.get(condition=made)
    assert reverse("clusters:take-back-condition", args=[wood.cluster.pk, met.pk]) not in after
