"""Days are set in one go; an agreed plan is planned anew with a reason, and kept."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile
from spinney.workplans.actions.plans import NewDays, replan_workplan
from spinney.workplans.queries.comparing import compared
from spinney.workplans.queries.plan_page import look_at
from tests.access import client_of
from tests.workplans.making import DAY, a_plan, an_activity
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
    assert "It ends after it begins" in page
    fields[f"last-{one.pk}"] = "31/08/2026"
    fields[f"read-{one.pk}"] = one.version - 1
    page = client.post(url, fields).content.decode()
    assert "Somebody else changed “Recruit”" in page
    fields[f"read-{one.pk}"] = re.search(rf'name="read-{one.pk}" value="(\d+)"', page)[1]
    assert client.post(url, fields).status_code == 302
    one.refresh_from_db()
    assert one.ends_on == date(2026, 8, 31)
