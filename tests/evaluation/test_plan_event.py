"""An event is planned by the programme's manager, with what it meets."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.evaluation.actions.learning_events import EventText, plan_event
from spinney.evaluation.models import LearningEvent
from tests.access import client_of
from tests.evaluation.learning import DAY, a_condition
from tests.evaluation.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_by_the_manager_with_conditions_of_the_programme_that_are_met_by_hand(wood):
    by_hand = a_condition(wood)
    by_itself = a_condition(wood, met_by_agreement="ground_rules")
    text = EventText("What we learned", DAY, meets=(str(by_hand.uid),))
    with pytest.raises(NotAllowed):
        plan_event(programme=wood.programme, text=text, by=wood.ash, now=NOON)
    for wrong in (
        EventText("x", DAY, meets=(str(by_itself.uid),)), EventText("", DAY),
        EventText("x", DAY, about="x" * 4_001),
    ):  # fmt: skip
        with pytest.raises(BadInput):
            plan_event(programme=wood.programme, text=wrong, by=wood.rowan, now=NOON)
    client = client_of(wood, "rowan")
    url = reverse("evaluation:plan-event", args=[wood.programme.pk])
    client.post(
        url, {"title": "Together", "held_on_day": "5", "held_on_month": "11",
              "held_on_year": "2026", "meets": [str(by_hand.uid)]},
    )  # fmt: skip
    assert LearningEvent.objects.get().meets_conditions == [str(by_hand.uid)]
    listed = client.get(reverse("evaluation:programme-learning", args=[wood.programme.pk]))
    assert "Together" in listed.content.decode()
