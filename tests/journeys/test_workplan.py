"""Journey: a facilitator makes the plan from what was decided; a member says how it goes."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from spinney.workplans.models import Workplan
from tests.browser import Visit, chromium, visitor, width
from tests.journeys.signing_in import keep_picture, sign_in
from tests.personas import Wood
from tests.workplans.planning import outlined

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_from_priorities_to_an_agreed_plan_and_a_word_from_a_member(
    visitor: Visit, wood: Wood
) -> None:
    outlined(wood)
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(f"/clusters/{wood.cluster.pk}/workplan/")
    looked_at(visitor, "empty")
    page.get_by_role("link", name="Begin the workplan").click()
    page.get_by_label("What is it called?").fill("Workplan for the year")
    today = localdate()
    _fill_day(visitor, "From which day?", today)
    _fill_day(visitor, "To which day?", today + timedelta(days=300))
    looked_at(visitor, "start")
    page.get_by_role("button", name="Begin the workplan").click()
    page.get_by_role("link", name="Set the days").click()
    for number, title in enumerate(("Share an HR worker", "Buy energy together")):
        first = today + timedelta(days=30 * number)
        page.get_by_label(f"{title}, from").fill(first.isoformat())
        page.get_by_label(f"{title}, to").fill((first + timedelta(days=45)).isoformat())
    looked_at(visitor, "days")
    page.get_by_role("button", name="Save the days").click()
    page.get_by_role("link", name="Share an HR worker", exact=True).click()
    page.get_by_role("link", name="Change it").click()
    page.get_by_label("Which organisation does it?").select_option("Birch House")
    looked_at(visitor, "edit")
    page.get_by_role("button", name="Save").click()
    page = visitor.open(f"/clusters/{wood.cluster.pk}/workplan/activities/")
    page.get_by_role("link", name="Buy energy together").click()
    page.get_by_role("link", name="Say what it waits for").click()
    page.get_by_label("What does it wait for?").select_option("Share an HR worker")
    looked_at(visitor, "waits")
    page.get_by_role("button", name="It waits for this").click()
    looked_at(visitor, "activity")
    page.get_by_role("link", name="Add a milestone").click()
    page.get_by_label("What will be seen?").fill("A contract for all")
    _fill_day(visitor, "By which day?", today + timedelta(days=75))
    page.get_by_label("How many, if something is counted?").fill("3")
    page.get_by_label("Of what?").fill("members in it")
    looked_at(visitor, "milestone")
    page.get_by_role("button", name="Add it").click()
    looked_at(visitor, "milestones")
    page = visitor.open(f"/clusters/{wood.cluster.pk}/workplan/")
    page.get_by_role("link", name="It is agreed").click()
    looked_at(visitor, "agree")
    page.get_by_role("button", name="It is agreed").click()
    page.get_by_text("The workplan is agreed").wait_for()
    looked_at(visitor, "agreed")
    sign_in(visitor, wood.people["birch"])
    page = visitor.open(f"/clusters/{wood.cluster.pk}/workplan/plan-board/")
    looked_at(visitor, "board")
    page.get_by_role("button", name=re.compile("^Begin ?: Share an HR worker")).click()
    page.get_by_text("“Share an HR worker” is under way").wait_for()
    for name in ("plan-gantt", "activities", "compare-plans", "print-workplan", "workplan"):
        at = "" if name == "workplan" else f"{name}/"
        visitor.open(f"/clusters/{wood.cluster.pk}/workplan/{at}")
        looked_at(visitor, name)
    assert Workplan.objects.get().state == "agreed"


def _fill_day(visitor: Visit, question: str, day: date) -> None:
    parts = visitor.page.get_by_role("group", name=question)
    for name, value in (("Day", "day"), ("Month", "month"), ("Year", "year")):
        parts.get_by_label(name).fill(str(getattr(day, value)))


def looked_at(visitor: Visit, name: str) -> None:
    keep_picture(visitor, f"workplan-{name}")
    assert (name, visitor.problems()) == (name, [])
