"""The plan in one's own calendar, by a secret address."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from spinney.workplans.actions.plan_feeds import follow_workplan
from tests.workplans.making import DAY, a_milestone, a_risk
from tests.workplans.planning import agreed, one_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def follow(wood):
    return follow_workplan(
        cluster=wood.cluster, person=wood.people["birch"], by=wood.birch, now=timezone.now()
    )


def test_what_is_to_be_done_by_which_day(wood):
    plan = agreed(wood)
    a_milestone(plan, activity=one_of(plan, "Recruit"))
    answer = Client().get(f"/workplan-calendar/{follow(wood)}/")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [(str(one["SUMMARY"]), one["DTSTART"].dt.isoformat()) for one in events] == [
        ("Recruit", "2026-06-30"), ("Train", "2026-07-31"),
        ("Milestone: Provider appointed", "2026-06-30"),
    ]  # fmt: skip
    assert str(events[0]["DESCRIPTION"]).startswith("For Birch House. ")
    assert f"/workplan/activities/{one_of(plan, 'Recruit').pk}/" in str(events[0]["URL"])


def test_a_newer_address_ends_the_older_and_leavers_get_nothing(wood):
    agreed(wood)
    older, newer = follow(wood), follow(wood)
    assert Client().get(f"/workplan-calendar/{older}/").status_code == 410
    assert Client().get("/workplan-calendar/made-up/").status_code == 404
    wood.memberships["birch"].delete()
    assert Client().get(f"/workplan-calendar/{newer}/").status_code == 410


def test_risks_stand_on_the_day_on_which_they_are_looked_at_again(wood):
    agreed(wood)
    risk = a_risk(wood.cluster, review_on=DAY, person_name="Robin")
    a_risk(wood.cluster, title="Over", review_on=DAY, state="closed")
    a_risk(wood.cluster, title="No day")
    a_risk(wood.cluster, title="Taken out", review_on=DAY, removed_at=timezone.now())
    answer = Client().get(f"/workplan-calendar/{follow(wood)}/")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    found = {str(one["SUMMARY"]): one for one in events if "risk" in str(one["SUMMARY"])}
    assert list(found) == ["Look at a risk again: The funding fails"]
    (event,) = found.values()
    assert event["DTSTART"].dt == DAY
    assert str(event["URL"]).endswith(f"/risks/{risk.pk}/")
    assert b"Robin" not in answer.content
