"""Whoever a milestone belongs to is asked; else those who run the cluster."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from spinney.base.post.models import Message
from spinney.workplans.actions.milestones import remind_of_milestone
from tests.workplans.making import a_milestone
from tests.workplans.planning import SYSTEM, agreed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_the_members_people_or_the_facilitator(wood):
    plan = agreed(wood)
    now = datetime(2026, 6, 24, 8, tzinfo=UTC)
    own = a_milestone(plan, organisation=wood.organisations["birch"])
    for one in (own, a_milestone(plan, title="All of us")):
        remind_of_milestone(milestone=one, by=SYSTEM, now=now)
        one.refresh_from_db()
        assert one.reminded_on == now.date()
    rows = Message.objects.filter(kind="workplans.note_milestone").order_by("pk")
    assert list(rows.values_list("email", flat=True)) == ["birch@example.org", "ash@example.org"]
