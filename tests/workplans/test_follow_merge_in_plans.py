"""Two organisations are one: what either does in plans goes along."""

from __future__ import annotations

import pytest

from spinney.workplans.actions.plan_merges import follow_merge_in_plans
from tests.purchasing.merging import merged
from tests.workplans.making import a_milestone, a_plan, an_activity
from tests.workplans.planning import NOW, SYSTEM

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_activities_milestones_and_notes_are_the_kept_ones(wood):
    merge = merged(wood)
    plan = a_plan(wood.cluster)
    one = an_activity(plan, organisation=merge.aside)
    mark = a_milestone(plan, organisation=merge.aside)
    follow_merge_in_plans(merge=merge, by=SYSTEM, now=NOW)
    for row in (one, mark):
        row.refresh_from_db()
        assert row.organisation == merge.kept
