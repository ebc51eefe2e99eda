"""An activity is changed; other days in an agreed plan need a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile
from spinney.base.post.models import Message
from spinney.workplans.actions.activities import edit_activity
from spinney.workplans.policies.activities import ActivityText
from tests.workplans.planning import LATER, agreed, one_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_words_need_no_reason_days_do(wood):
    plan = agreed(wood)
    one = one_of(plan, "Recruit")
    named = replace(ActivityText.of(one), title="Recruit together", person_name="The chair")
    one = edit_activity(activity=one, text=named, read=1, by=wood.ash, now=LATER)
    assert plan.baselines.count() == 1
    later = replace(named, ends_on=date(2026, 7, 3))
    with pytest.raises(BadInput) as told:
        edit_activity(activity=one, text=later, by=wood.ash, now=LATER)
    assert set(told.value.fields) == {"why"}
    edit_activity(activity=one, text=later, why="Nobody applied.", by=wood.ash, now=LATER)
    assert plan.baselines.get(number=2).plan["activities"][0]["last"] == "2026-07-03"
    with pytest.raises(ChangedMeanwhile, match="this activity"):
        edit_activity(activity=one, text=named, read=1, why="So", by=wood.ash, now=LATER)


def test_whoever_does_it_now_is_told_and_reminded_anew(wood):
    plan = agreed(wood)
    one = one_of(plan, "Train")
    one.reminded_on = LATER.date()
    one.save()
    given = replace(ActivityText.of(one), organisation=wood.organisations["birch"])
    one = edit_activity(activity=one, text=given, by=wood.ash, now=LATER)
    assert one.reminded_on is None
    assert Message.objects.filter(kind="workplans.yours_to_do").count() == 1
