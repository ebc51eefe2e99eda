"""Who came is noted by cluster and organisation; conditions of clusters follow, and no more."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.clusters.actions.conditions import Shown, meet_condition
from spinney.clusters.models import ConditionMet
from spinney.evaluation.actions.learning_events import (
    Came,
    EventText,
    note_who_came,
    plan_event,
)
from tests.access import client_of
from tests.agreements.making import another_member
from tests.evaluation.learning import a_condition, an_event
from tests.evaluation.making import DAY, NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def met(condition):
    found = ConditionMet.objects.filter(condition=condition, taken_back_at=None)
    return [one.shown_by for one in found]


def test_what_coming_meets_follows_who_came(wood):
    condition = a_condition(wood)
    event = an_event(wood, condition)
    came = [Came(wood.cluster.pk, wood.organisations["birch"].pk, 2)]
    told = {"event": event, "by": wood.rowan, "now": NOON}
    done = note_who_came(came=came, **told)
    assert done.state == "held"
    shown = "Came to “What we learned” on 12 March 2026"
    assert met(condition) == [f"{shown}: 2 people"]
    note_who_came(came=[Came(wood.cluster.pk, wood.organisations["birch"].pk, 1)], **told)
    assert met(condition) == [f"{shown}: 1 person"]
    note_who_came(came=[], **told)
    assert met(condition) == []


def test_where_every_member_must_come_one_is_not_enough(wood):
    condition = a_condition(wood, text="Every member took part in the learning")
    text = EventText("What we learned", DAY, meets=(str(condition.uid),), every_member=True)
    event = plan_event(programme=wood.programme, text=text, by=wood.rowan, now=NOON)
    both = [wood.organisations["birch"], another_member(wood, "maple")]
    came = [Came(wood.cluster.pk, one.pk, 1) for one in both]
    told = {"event": event, "by": wood.rowan, "now": NOON}
    page = reverse("evaluation:learning-event", args=[wood.programme.pk, event.pk])
    assert "of which every member comes has met" in client_of(wood, "rowan").get(page).text
    note_who_came(came=came[:1], **told)
    assert met(condition) == []
    note_who_came(came=came, **told)
    assert met(condition) == ["Came to “What we learned” on 20 March 2026: 2 people"]
    note_who_came(came=came[1:], **told)
    assert met(condition) == []


def test_what_somebody_ticked_by_hand_stays(wood):
    condition = a_condition(wood)
    event = an_event(wood, condition)
    proof = Shown(DAY, "The film of their day")
    meet_condition(cluster=wood.cluster, condition=condition, shown=proof, by=wood.rowan, now=NOON)
    came = [Came(wood.cluster.pk, wood.organisations["cedar"].pk, 1)]
    note_who_came(event=event, came=came, by=wood.rowan, now=NOON)
    note_who_came(event=event, came=[], by=wood.rowan, now=NOON)
    assert met(condition) == ["The film of their day"]


def test_not_before_the_day_nor_for_who_does_not_belong(wood):
    birch, sorrel = wood.organisations["birch"], wood.organisations["sorrel"]
    with pytest.raises(WrongState, match="Say then who came"):
        note_who_came(
            event=an_event(wood, held_on=date(2026, 3, 21)), came=[], by=wood.rowan, now=NOON
        )
    for wrong in (
        Came(wood.cluster.pk, sorrel.pk, 1), Came(wood.next_door.pk, sorrel.pk, 1),
        Came(wood.cluster.pk, birch.pk, 201),
    ):  # fmt: skip
        with pytest.raises(BadInput):
            note_who_came(event=an_event(wood), came=[wrong], by=wood.rowan, now=NOON)


def test_from_its_page(wood):
    event = an_event(wood)
    url = reverse("evaluation:note-who-came", args=[wood.programme.pk, event.pk])
    client = client_of(wood, "rowan")
    name = f"came_{wood.cluster.pk}_{wood.organisations['birch'].pk}"
    assert name in client.get(url).content.decode()
    page = client.post(url, {name: "3"}, follow=True).content.decode()
    assert "Birch House" in page
    assert event.presences.get().people == 3
