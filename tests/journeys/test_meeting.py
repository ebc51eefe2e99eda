"""Journeys: a meeting from its plan to its approved minutes, on a phone; and a member who answers
and reads by links, without an account and without a script.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localtime

from spinney.base.access import links
from spinney.base.access.links import Errand
from spinney.base.record.record import subject_of
from spinney.decisions.actions import meetings as actions
from spinney.decisions.actions.agenda import add_agenda_item
from spinney.decisions.actions.at_meeting import begin_meeting, end_meeting
from spinney.decisions.actions.minutes import send_minutes
from spinney.decisions.models import Decision, Meeting, Minutes
from tests.agreements.making import another_member
from tests.browser import Visit, chromium, visit, visitor, width
from tests.journeys.signing_in import keep_picture, sign_in
from tests.personas import Wood

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def _look(visitor: Visit, name: str) -> None:
    keep_picture(visitor, name)
    assert visitor.problems() == []
    if visitor.page.viewport_size:
        visitor.page.set_viewport_size({"width": 1280, "height": 900})
        keep_picture(visitor, name)
        visitor.page.set_viewport_size({"width": 320, "height": 800})


def _called_for_today(wood: Wood) -> Meeting:
    """A meeting that is called for a quarter of an hour from now."""
    now = timezone.now()
    meeting = actions.plan_meeting(
        cluster=wood.cluster, title="Members’ meeting", starts_at=now + timedelta(minutes=1),
        ends_at=now + timedelta(hours=2), place="The Hall", by=wood.ash, now=now,
    )  # fmt: skip
    for title in ("What we share first", "Any other business"):
        add_agenda_item(meeting=meeting, title=title, minutes=30, by=wood.ash, now=now)
    return actions.call_meeting(meeting=meeting, by=wood.ash, now=now)


def test_a_facilitator_plans_and_calls_a_meeting(visitor: Visit, wood: Wood) -> None:
    another_member(wood, "fern")
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(f"/clusters/{wood.cluster.pk}/meetings/")
    _look(visitor, "meetings-empty")
    page.get_by_role("link", name="Plan a meeting").first.click()
    _look(visitor, "meeting-plan")
    soon = localtime(timezone.now() + timedelta(days=12))
    page.get_by_label("What is it?").fill("Spring meeting")
    for part, value in (("Day", soon.day), ("Month", soon.month), ("Year", soon.year)):
        page.get_by_label(part, exact=True).fill(str(value))
    page.get_by_label("When does it begin?").fill("10am")
    page.get_by_label("When does it end?").fill("12:00")
    page.get_by_label("Where?").fill("The Hall")
    page.get_by_role("button", name="Go on to the agenda").click()
    page.get_by_role("link", name="Add an item").click()
    page.get_by_label("What is the item?").fill("What we share first")
    page.get_by_label("How long?").fill("45")
    page.get_by_role("button", name="Put it on the agenda").click()
    _look(visitor, "meeting-planned")
    page.get_by_role("link", name="Call the meeting").click()
    _look(visitor, "meeting-call")
    page.get_by_role("button", name="Call the meeting").click()
    page.get_by_text("3 organisations are asked whether they come.").wait_for()
    _look(visitor, "meeting-called")


def test_the_minutes_are_taken_on_a_phone_as_the_meeting_goes_on(
    visitor: Visit, wood: Wood
) -> None:
    another_member(wood, "fern")
    meeting = _called_for_today(wood)
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(f"/clusters/{wood.cluster.pk}/meetings/{meeting.pk}/")
    page.get_by_role("button", name="Begin the meeting").click()
    page.get_by_text("members are here").first.wait_for()
    page.get_by_label("Birch House", exact=True).select_option("in_person")
    page.get_by_text(re.compile(r"^Saved \d\d:\d\d\. 1 of 2 members is here")).wait_for()
    page.get_by_role("button", name="Everyone else is here").click()
    page.get_by_text("Who is here is noted. 2 of 2 members are here").wait_for()
    item = meeting.items.get(position=1)
    notes = page.get_by_label("Notes on “What we share first”")
    notes.fill("We weighed three offers.")
    page.locator(f"#item-{item.pk} [data-saved]").filter(has_text="Saved").wait_for()
    notes.press_sequentially(" The second is best.")
    page.wait_for_timeout(1600)
    item.refresh_from_db()
    assert item.notes == "We weighed three offers. The second is best."
    page.get_by_role("link", name=re.compile("Something is decided.*What we share")).click()
    _look(visitor, "meeting-decide")
    page.get_by_label("What is decided, in a line?").fill("We share an HR worker")
    page.get_by_label("What exactly?").fill("We share an HR worker from May.")
    page.get_by_role("button", name="Put it into the register").click()
    page.get_by_text("It is decision 1 in the register.").wait_for()
    page.get_by_role("link", name=re.compile("Somebody will do something.*What we share")).click()
    page.get_by_label("What is to be done?").fill("Ask the second firm for a contract")
    page.get_by_label("Who does it?").select_option(label="Fern House")
    page.get_by_role("button", name="Put it on the list").click()
    page.get_by_text("is on the list of who does what").wait_for()
    _look(visitor, "meeting-minutes-taken")
    page.get_by_role("button", name="End the meeting").click()
    page.get_by_role("heading", name="Minutes of Members’ meeting").wait_for()
    _look(visitor, "meeting-minutes")
    page.get_by_role("link", name="Send them to the members").click()
    page.get_by_role("button", name="Send the minutes").click()
    page.get_by_text("The members read them").wait_for()
    assert Decision.objects.get().meeting_id == meeting.pk
    assert Minutes.objects.get().state == "sent"
    visitor.open(f"/clusters/{wood.cluster.pk}/meetings/attendance/")
    _look(visitor, "meeting-attendance")


def test_a_member_answers_and_reads_by_links_without_a_script(
    chromium, live_server, wood: Wood
) -> None:
    meeting = _called_for_today(wood)
    context = chromium.new_context(
        viewport={"width": 320, "height": 800}, java_script_enabled=False
    )
    seen = visit(context, live_server.url)
    page = seen.open(_link(wood, "decisions.answer_invitation", meeting))
    keep_picture(seen, "meeting-will-you-come")
    page.get_by_label("Whom do you send?").fill("Hazel Wood")
    page.get_by_role("button", name="We send this person").click()
    page.get_by_text("Birch House: sends Hazel Wood.").wait_for()
    keep_picture(seen, "meeting-answered")
    minutes = _sent(wood, meeting)
    page = seen.open(_link(wood, "decisions.ask_correction", minutes))
    keep_picture(seen, "meeting-minutes-by-link")
    page.get_by_role("link", name="Something is wrong").click()
    page.get_by_label("What is wrong, and how should it read?").fill("Birch came, too.")
    page.get_by_role("button", name="Ask for the correction").click()
    page.get_by_text("Birch came, too.").wait_for()
    assert seen.complaints == []
    context.close()


def _link(wood: Wood, verb: str, about: Meeting | Minutes) -> str:
    """The address of a task link to something, for whoever represents Birch House."""
    meeting = about if isinstance(about, Meeting) else about.meeting
    _, secret = links.issue(
        Errand(verb, subject_of(about), meeting.scope), by=wood.ash, now=timezone.now(),
        expires_at=timezone.now() + timedelta(days=9), person=wood.people["birch"],
        organisation_id=wood.organisations["birch"].pk,
    )  # fmt: skip
    return f"/do/{secret}/"


def _sent(wood: Wood, meeting: Meeting) -> Minutes:
    now = timezone.now()
    begin_meeting(meeting=meeting, by=wood.ash, now=now)
    end_meeting(meeting=meeting, by=wood.ash, now=now + timedelta(minutes=1))
    until = (now + timedelta(days=9)).date()
    return send_minutes(meeting=meeting, corrections_until=until, by=wood.ash, now=now)
