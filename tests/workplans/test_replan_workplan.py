"""Days are set in one go; an agreed plan is planned anew with a reason, and kept."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile
from spinney.workplans.actions.plans import NewDay, NewDays, replan_workplan
from spinney.workplans.queries.comparing import compared
from spinney.workplans.queries.plan_page import look_at
from tests.access import client_of
from tests.workplans.making import DAY, a_milestone, a_plan, an_activity
from tests.workplans.planning import LATER, NOW, agreed, one_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


JUNE = (date(2026, 6, 1), date(2026, 7, 10))


def test_with_a_reason_and_what_moved_is_seen_beside_what_was_agreed(wood):
    plan = agreed(wood)
    one = one_of(plan, "Recruit")
    with pytest.raises(BadInput) as told:
        replan_workplan(plan=plan, days={one.pk: NewDays(*JUNE)}, by=wood.ash, now=LATER)
    assert set(told.value.fields) == {"why"}
    moved = replan_workplan(
        plan=plan, days={one.pk: NewDays(*JUNE, read=one.version)}, why="Two funders were late.",
        by=wood.ash, now=LATER,
    )  # fmt: skip
    assert moved == [one]
    agreed_one, latest = plan.baselines.all()
    assert latest.reason == "Two funders were late."
    look = look_at(wood.ash, plan, DAY)
    rows, end = compared(plan, look.value, look.milestones, agreed_one)
    by_title = {row.title: row for row in rows}
    assert (by_title["Recruit"].ends, by_title["Recruit"].begins) == (
        "10 days later",
        "61 days later",
    )
    assert by_title["Train"].change.text == "As planned"
    assert end == "as planned"
    assert look.warnings == [
        "“Train” is to begin on 1 July 2026, but waits for “Recruit”, which is expected 10 days too"
        " late for that."
    ]
    rows, _ = compared(plan, look.value, look.milestones, latest)
    assert {row.change.text for row in rows} == {"As planned"}


def test_nothing_moves_where_nothing_changes_and_a_draft_needs_no_reason(wood):
    plan = a_plan(wood.cluster)
    one = an_activity(plan)
    same = {one.pk: NewDays(one.starts_on, one.ends_on)}
    assert replan_workplan(plan=plan, days=same, by=wood.ash, now=NOW) == []
    assert replan_workplan(plan=plan, days={one.pk: NewDays(*JUNE)}, by=wood.ash, now=NOW)
    assert not plan.baselines.exists()
    one.refresh_from_db()
    assert (one.starts_on, one.ends_on) == JUNE
    with pytest.raises(ChangedMeanwhile):
        replan_workplan(plan=plan, days={one.pk: NewDays(None, None, read=1)}, by=wood.ash, now=NOW)


def test_from_the_page_what_is_wrong_stands_at_its_row(wood):
    plan = agreed(wood)
    one = one_of(plan, "Recruit")
    url = reverse("workplans:replan-workplan", args=[wood.cluster.pk])
    client = client_of(wood, "ash")
    fields = {f"first-{one.pk}": "2026-08-01", f"last-{one.pk}": "30 June 2026", "why": "So"}
    page = client.post(url, fields).content.decode()
    assert "It would end before it begins. Choose a later day." in page
    fields[f"last-{one.pk}"] = "31/08/2026"
    fields[f"read-{one.pk}"] = one.version - 1
    page = client.post(url, fields).content.decode()
    assert "Somebody else changed “Recruit”" in page
    fields[f"read-{one.pk}"] = re.search(rf'name="read-{one.pk}" value="(\d+)"', page)[1]
    assert client.post(url, fields).status_code == 302
    one.refresh_from_db()
    assert one.ends_on == date(2026, 8, 31)


def test_a_milestone_gets_another_day_with_its_activity_and_is_kept(wood):
    plan = agreed(wood)
    one = one_of(plan, "Recruit")
    mark = a_milestone(plan, activity=one, reminded_on=DAY)
    over = a_milestone(plan, title="Seen", reached_on=DAY)
    with pytest.raises(BadInput) as told:
        replan_workplan(
            plan=plan, days={}, marks={mark.pk: NewDay(date(1026, 7, 10))}, why="So",
            by=wood.ash, now=LATER,
        )  # fmt: skip
    assert set(told.value.fields) == {f"due-{mark.pk}"}
    with pytest.raises(BadInput):
        replan_workplan(
            plan=plan, days={}, marks={mark.pk: NewDay(JUNE[1])}, by=wood.ash, now=LATER
        )
    days = {mark.pk: NewDay(JUNE[1], read=mark.version), over.pk: NewDay(JUNE[1])}
    moved = replan_workplan(
        plan=plan, days={one.pk: NewDays(*JUNE)}, marks=days, why="Late.", by=wood.ash, now=LATER
    )
    assert moved == [one, mark]
    mark.refresh_from_db()
    over.refresh_from_db()
    assert (mark.due_on, mark.reminded_on, over.due_on) == (JUNE[1], None, date(2026, 6, 30))
    first, latest = plan.baselines.all()
    kept = {row["title"]: row["due"] for row in latest.plan["milestones"]}
    assert kept == {"Provider appointed": "2026-07-10", "Seen": "2026-06-30"}
    look = look_at(wood.ash, plan, DAY)
    assert look.outside == []
    rows, _ = compared(plan, look.value, look.milestones, latest)
    assert {row.change.text for row in rows} <= {"As planned", "Reached"}
    assert first.plan["milestones"] == []
    with pytest.raises(ChangedMeanwhile):
        replan_workplan(
            plan=plan, days={}, marks={mark.pk: NewDay(DAY, read=1)}, why="So", by=wood.ash,
            now=LATER,
        )  # fmt: skip


def test_a_milestone_that_stayed_behind_is_named_with_a_way_to_change_it(wood):
    plan = agreed(wood)
    one = one_of(plan, "Recruit")
    mark = a_milestone(plan, activity=one)
    url = reverse("workplans:replan-workplan", args=[wood.cluster.pk])
    change = reverse("workplans:edit-milestone", args=[wood.cluster.pk, mark.pk])
    client = client_of(wood, "ash")
    assert "Milestones outside the days" not in client.get(url).content.decode()
    fields = {
        f"first-{one.pk}": "2026-04-01", f"last-{one.pk}": "2026-05-31", f"due-{mark.pk}": "",
        "why": "Sooner",
    }  # fmt: skip
    assert "Say by which day it will be seen" in client.post(url, fields).content.decode()
    fields[f"due-{mark.pk}"] = "2026-06-30"
    page = client.post(url, fields, follow=True).content.decode()
    told = (
        "“Provider appointed” is to be seen by 30 June 2026, but “Recruit” is planned for 1 April"
        " to 31 May 2026."
    )
    assert told in page
    assert change in page
    assert told in client.get(url).content.decode()
    members = client_of(wood, "birch").get(reverse("workplans:workplan", args=[wood.cluster.pk]))
    assert told in members.content.decode()
    assert change not in members.content.decode()
    fields[f"due-{mark.pk}"] = "31 May 2026"
    page = client.post(url, fields, follow=True).content.decode()
    assert "1 milestone has another day" in page
    assert told not in page


def test_what_somebody_else_moved_is_told_by_the_words_of_its_row(wood):
    plan = agreed(wood)
    one = one_of(plan, "Recruit")
    days = {one.pk: NewDays(*JUNE)}
    replan_workplan(plan=plan, days=days, why="Late", by=wood.rowan, now=NOW)
    url = reverse("workplans:replan-workplan", args=[wood.cluster.pk])
    fields = {
        f"first-{one.pk}": "2026-08-01", f"last-{one.pk}": "2026-08-30", "why": "So",
        f"read-{one.pk}": one.version,
    }  # fmt: skip
    page = client_of(wood, "ash").post(url, fields).content.decode()
    assert "Recruit, to: it was" in page
    assert "now it is 10 July 2026." in page
    assert "Ends_on" not in page
