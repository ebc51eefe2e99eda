"""A week before its day whoever does it is asked how it goes; once more a week after."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotAllowed
from spinney.base.post.models import Message
from spinney.workplans.actions.activities import remind_of_activity
from spinney.workplans.actions.plans import end_workplan
from spinney.workplans.tasks.activities import ask_how_plans_go
from tests.workplans.making import a_milestone, an_activity
from tests.workplans.planning import agreed, one_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def on(day, month=6):
    return datetime(2026, month, day, 8, tzinfo=UTC)


def asked():
    return list(
        Message.objects.filter(kind="workplans.note_progress").values_list("email", "subject")
    )


def test_in_time_once_and_once_more(wood):
    plan = agreed(wood)  # Recruit ends on 30 June, and is Birch's
    a_milestone(plan, activity=one_of(plan, "Recruit"))
    an_activity(plan, title="Ring 943 476 5919")  # from another site: no letter carries it
    for now, letters in ((on(22), 0), (on(23), 1), (on(24), 1), (on(6, 7), 1), (on(7, 7), 2)):
        ask_how_plans_go(now)
        assert len(asked()) == letters, now
    ask_how_plans_go(on(20, 7))
    assert len(asked()) == 2
    assert asked()[0][0] == "birch@example.org"
    assert "one minute" in asked()[0][1] or "1 minute" in asked()[0][1]
    link = TaskLink.objects.filter(verb="workplans.note_progress").first()
    assert (link.organisation_id, link.minutes) == (wood.organisations["birch"].pk, 1)
    assert Message.objects.filter(kind="workplans.note_milestone").count() == 2


def test_those_who_run_it_where_whoever_did_it_has_left(wood):
    agreed(wood)
    wood.memberships["birch"].delete()
    ask_how_plans_go(on(23))
    ((email, _),) = asked()
    assert email == "ash@example.org"
    assert "/note-progress/" in Message.objects.get(kind="workplans.note_progress").body


def test_not_of_a_plan_that_is_over_and_not_by_hand(wood):
    plan = agreed(wood)
    with pytest.raises(NotAllowed):
        remind_of_activity(activity=one_of(plan, "Recruit"), by=wood.ash, now=on(23))
    end_workplan(plan=plan, by=wood.ash, now=on(1))
    ask_how_plans_go(on(23))
    assert asked() == []
