"""Meetings in one's own calendar, by a secret address."""

from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from spinney.decisions.actions.meeting_feeds import follow_meetings
from spinney.decisions.actions.meetings import cancel_meeting
from tests.decisions.meeting import NOON, call, plan


def test_what_is_called_and_what_is_off_and_no_plan(wood):
    call(wood)
    cancel_meeting(
        meeting=call(wood, plan(wood, "Summer party")), why="Rain", by=wood.ash, now=NOON
    )
    plan(wood, "A secret plan")
    secret = follow_meetings(
        cluster=wood.cluster, person=wood.people["birch"], by=wood.birch, now=timezone.now()
    )
    answer = Client().get(f"/meetings-calendar/{secret}/")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [(str(one["SUMMARY"]), str(one["STATUS"])) for one in events] == [
        ("Members’ meeting (The Spinney)", "CONFIRMED"),
        ("Summer party (The Spinney)", "CANCELLED"),
    ]  # fmt: skip
    assert Client().get("/meetings-calendar/made-up/").status_code == 404


def test_a_newer_address_ends_the_older_and_leavers_get_nothing(wood):
    def make():
        return follow_meetings(
            cluster=wood.cluster, person=wood.people["birch"], by=wood.birch, now=timezone.now()
        )

    older, newer = make(), make()
    assert Client().get(f"/meetings-calendar/{older}/").status_code == 410
    wood.memberships["birch"].delete()
    assert Client().get(f"/meetings-calendar/{newer}/").status_code == 410
