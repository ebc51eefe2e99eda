"""Whoever undertook something is reminded before its day, and once more when it is late."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from spinney.base.kernel.errors import NotAllowed
from spinney.base.post.models import Message
from spinney.decisions.actions.action_list import remind_of_action
from spinney.decisions.queries.asking_action_list import waits_of_actions
from spinney.decisions.tasks.book import remind_of_decisions
from tests.decisions.registering import LATER, an_action

pytestmark = pytest.mark.django_db


def on(day, month=4):
    return datetime.combine(date(2026, month, day), time(8), timezone.get_default_timezone())


def test_before_and_after_its_day_once_each(wood):
    an_action(wood, organisation=wood.organisations["birch"], due_on=date(2026, 4, 10))
    sent = Message.objects.filter(kind="decisions.action_due")
    many = []
    for day in (6, 7, 8, 10, 11, 12):
        remind_of_decisions(on(day))
        many.append(sent.count())
    assert many == [0, 1, 1, 1, 2, 2]
    assert {one.person for one in sent} == {wood.people["birch"]}


def test_the_cluster_waits_for_what_is_late_as_those_who_run_it_see(wood):
    an_action(wood, organisation=wood.organisations["birch"], due_on=date(2026, 4, 10))
    late = date(2026, 4, 11)
    assert [one.on for one in waits_of_actions(wood.cluster, late, True)] == ["Birch House"]
    assert list(waits_of_actions(wood.cluster, late, False)) == []


def test_nobody_does_it_by_hand(wood):
    with pytest.raises(NotAllowed):
        remind_of_action(action=an_action(wood), by=wood.ash, now=LATER)
