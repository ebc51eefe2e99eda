"""A programme from its first page to a stalled cluster, in a real browser: a manager sets it up and
runs it, a facilitator keeps it moving.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from spinney.clusters.actions.timetable import change_timetable
from spinney.clusters.bridge.timetable import plan_of
from spinney.clusters.engine.timetable import PlannedStage
from spinney.clusters.models import (
    Attendance,
    Comparator,
    Day,
    Gathering,
    JournalNote,
    Programme,
    StageMove,
)
from tests.access import client_of
from tests.browser import Visit, chromium, visit, width
from tests.clusters.programmes import asks, in_stage
from tests.personas import Wood, plant_wood

__all__ = ["chromium", "width"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
]

As = Callable[[str], Visit]


@pytest.fixture
def living(transactional_db: None) -> Wood:
    """The wood some months on: dates moved, days logged, one member fading, conditions to meet."""
    wood, now = plant_wood(), timezone.now()
    today = timezone.localdate()
    stages = in_stage(wood, 1, since=today - timedelta(days=40))
    asks(stages[1], "The theme is chosen by all members")
    plan = [
        PlannedStage(s.key, s.name, s.target_on and s.target_on + timedelta(days=45))
        for s in plan_of(stages)
    ]
    change_timetable(
        programme=wood.programme,
        plan=plan,
        reason="Members asked for more time",
        version=None,
        by=wood.rowan,
        now=now,
    )
    for weeks, how in enumerate(["no_word", "no_word", "deputy", "in_person"], 1):
        gathering = Gathering.objects.create(
            cluster=wood.cluster,
            title="Core group",
            held_on=today - timedelta(weeks=weeks),
            made_at=now,
        )
        Attendance.objects.create(
            gathering=gathering, membership=wood.memberships["birch"], how=how
        )
    Day.objects.create(
        cluster=wood.cluster,
        worked_on=today,
        days=Decimal("6.5"),
        what="Two visits",
        person=wood.people["ash"],
        logged_at=now,
    )
    JournalNote.objects.create(
        cluster=wood.cluster,
        person=wood.people["ash"],
        about_on=today,
        text="Ask about the lease",
        written_at=now,
    )
    Comparator.objects.create(
        programme=wood.programme,
        name="Another fund",
        pence_per_organisation=1_100_000,
        source="Its report of 2010, page 8",
    )
    return wood


@pytest.fixture
def signed_in(chromium: Browser, live_server: object, living: Wood, width: int) -> Iterator[As]:
    """A browser of the named person."""
    contexts = []

    def as_(name: str) -> Visit:
        context = chromium.new_context(viewport={"width": width, "height": 800})
        contexts.append(context)
        cookie = client_of(living, name).cookies["sessionid"]
        site = live_server.url  # type: ignore[attr-defined]
        context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": site}])
        return visit(context, site)

    yield as_
    for context in contexts:
        context.close()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)


def fill_date(page: Page, group: str, day: date) -> None:
    parts = page.get_by_role("group", name=group).first
    parts.get_by_label("Day").fill(str(day.day))
    parts.get_by_label("Month").fill(str(day.month))
    parts.get_by_label("Year").fill(str(day.year))


def test_a_manager_sets_up_a_programme_and_starts_it(signed_in: As) -> None:
    rowan = signed_in("rowan")
    page = rowan.open("/programmes/")
    assert rowan.problems() == []
    page.get_by_role("link", name="Make a programme").click()
    heading(page, "Make a programme")
    assert rowan.problems() == []
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter the name of the programme")
    assert rowan.problems() == []
    page.get_by_label("Name of the programme").fill("Collaborate")
    fill_date(page, "When does it start?", date(2026, 1, 5))
    page.get_by_label("Grant for each cluster").fill("15,000")
    page.get_by_label("Facilitation days for each cluster").fill("6")
    page.get_by_label("How are clusters named?").fill("Collaborate {place}")
    page.get_by_role("button", name="Set it up").click()
    heading(page, "Timetable of Collaborate")
    assert rowan.problems() == []
    page.get_by_role("link", name="Change the timetable").click()
    assert rowan.problems() == []
    first = page.get_by_role("group", name="Information gathering and diagnostics")
    first.get_by_label("Day").fill("1")
    first.get_by_label("Month").fill("March")
    first.get_by_label("Year").fill("2026")
    page.get_by_role("button", name="Change the timetable").click()
    expect(page.get_by_text("The timetable is saved.")).to_be_visible()
    expect(page.get_by_role("cell", name="1 March 2026")).to_be_visible()
    page.get_by_role("link", name="Collaborate", exact=True).first.click()
    page.get_by_role("link", name="Start the programme").click()
    heading(page, "Start the programme")
    assert rowan.problems() == []
    page.get_by_role("button", name="Start the programme").click()
    heading(page, "Collaborate")
    assert rowan.problems() == []
    assert Programme.objects.get(name="Collaborate").state == "running"


def test_a_facilitator_keeps_a_cluster_moving(signed_in: As, living: Wood) -> None:
    ash, cluster = signed_in("ash"), living.cluster.pk
    page = ash.open(reverse("clusters:stage", args=[cluster]))
    heading(page, "Focus")
    assert ash.problems() == []
    page.get_by_role("link", name="Say that it is met").click()
    assert ash.problems() == []
    page.get_by_label("What shows it?").fill("Minutes of the core group")
    page.get_by_role("button", name="It is met").click()
    expect(page.get_by_text("The condition counts as met.")).to_be_visible()
    page.get_by_role("button", name="Move on to the next stage").click()
    heading(page, "Plan")
    assert ash.problems() == []
    page = ash.open(reverse("clusters:log-day", args=[cluster]))
    page.get_by_label("How many days?").fill("0.5")
    page.get_by_label("What was done?").fill("Third visit")
    assert ash.problems() == []
    page.get_by_role("button", name="Log it").click()
    expect(page.get_by_text("more than the cluster was given")).to_be_visible()
    assert ash.problems() == []
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("It no longer counts.")).to_be_visible()
    page = ash.open(reverse("clusters:add-gathering", args=[cluster]))
    page.get_by_label("What is it?").fill("Board evening")
    page.get_by_role("button", name="Put it down").click()
    heading(page, "Who came to Board evening?")
    assert ash.problems() == []
    page.get_by_label("Cedar Housing Association").select_option("Sent apologies")
    page.get_by_role("button", name="Everyone else came").click()
    heading(page, "Board evening")
    expect(page.get_by_role("row", name="Birch House")).to_contain_text("Came")
    assert ash.problems() == []
    page = ash.open(reverse("clusters:write-note", args=[cluster]))
    page.get_by_label("What do you want to remember?").fill("Cedar is warming to it")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.get_by_text("Your note is kept.")).to_be_visible()
    assert ash.problems() == []
    assert StageMove.objects.get(cluster=cluster, left_on=None).stage.name == "Plan"


PAGES = (
    ("rowan", "programme", "programme"),
    ("rowan", "standing", "programme"),
    ("rowan", "timetable", "programme"),
    ("rowan", "conditions", "programme"),
    ("rowan", "costs", "programme"),
    ("rowan", "managers", "programme"),
    ("rowan", "edit-programme", "programme"),
    ("rowan", "change-timetable", "programme"),
    ("rowan", "programme-documents", "programme"),
    ("rowan", "add-programme-document", "programme"),
    ("rowan", "stage", "cluster"),
    ("rowan", "move-stage-early", "cluster"),
    ("birch", "programme", "programme"),
    ("birch", "timetable", "programme"),
    ("birch", "stage", "cluster"),
    ("birch", "documents", "cluster"),
    ("ash", "days", "cluster"),
    ("ash", "gatherings", "cluster"),
    ("ash", "attendance-pattern", "cluster"),
    ("ash", "move-stage-back", "cluster"),
    ("ash", "journal", ""),
)


def test_every_page_is_clean_and_light(signed_in: As, living: Wood) -> None:
    visits = {name: signed_in(name) for name in {name for name, *_ in PAGES}}
    wrong = {}
    for name, door, of in PAGES:
        args = {"programme": [living.programme.pk], "cluster": [living.cluster.pk]}.get(of, [])
        visits[name].open(reverse(f"clusters:{door}", args=args))
        if found := visits[name].problems():
            wrong[f"{name} at {door}"] = found
    assert wrong == {}
