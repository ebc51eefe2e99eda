"""They are two after all: each does its own again."""

from __future__ import annotations

import pytest

from spinney.workplans.actions.plan_merges import follow_merge_in_plans, follow_unmerge_in_plans
from tests.purchasing.merging import merged
from tests.workplans.making import a_plan, an_activity
from tests.workplans.planning import NOW, SYSTEM

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_given_back_but_not_what_another_has_now(wood):
    merge = merged(wood)
    plan = a_plan(wood.cluster)
    one, given_away, own = (
        an_activity(plan, organisation=whose) for whose in (merge.aside, merge.aside, merge.kept)
    )
    follow_merge_in_plans(merge=merge, by=SYSTEM, now=NOW)
    given_away.organisation = None
    given_away.save()
    follow_unmerge_in_plans(merge=merge, by=SYSTEM, now=NOW)
    for row, whose in ((one, merge.aside), (given_away, None), (own, merge.kept)):
        row.refresh_from_db()
        assert row.organisation == whose
