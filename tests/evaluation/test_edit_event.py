"""An event that was held is changed, and what was met by it follows."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import WrongState
from spinney.evaluation.actions.learning_events import (
    Came,
    EventText,
    call_off_event,
    edit_event,
    note_who_came,
)
from tests.access import client_of
from tests.evaluation.learning import DAY, a_condition, an_event
from tests.evaluation.making import NOON
from tests.evaluation.test_note_who_came import met

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_conditions_follow_its_name_and_what_it_meets(wood):
    condition = a_condition(wood)
    event = an_event(wood, condition)
    came = [Came(wood.cluster.pk, wood.organisations["birch"].pk, 1)]
    event = note_who_came(event=event, came=came, by=wood.rowan, now=NOON)
    told = {"event": event, "by": wood.rowan, "now": NOON}
    edit_event(text=EventText("The fair", DAY, meets=(str(condition.uid),)), **told)
    assert met(condition) == ["Came to “The fair” on 12 March 2026: 1 person"]
    with pytest.raises(WrongState):  # it was held: it cannot be on a day to come
        edit_event(text=EventText("The fair", date(2026, 3, 21)), **told)
    edit_event(text=EventText("The fair", DAY), **told)
    assert met(condition) == []


def test_not_once_it_is_called_off(wood):
    event = an_event(wood)
    url = reverse("evaluation:edit-event", args=[wood.programme.pk, event.pk])
    assert "What we learned" in client_of(wood, "rowan").get(url).content.decode()
    event = call_off_event(event=event, by=wood.rowan, now=NOON)
    with pytest.raises(WrongState):
        edit_event(event=event, text=EventText("x", DAY), by=wood.rowan, now=NOON)
