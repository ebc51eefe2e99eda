"""What was found is kept by the site itself, once, and only for the question as it stands."""

import pytest

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed, NotFound, WrongState
from spinney.base.work.models import Job
from spinney.diagnostics import events
from spinney.diagnostics.actions.groups import Found, keep_proposals
from spinney.diagnostics.models import Grouping
from tests.diagnostics.groupings import asked
from tests.personas import NOON

FOUND = [Found("Worth most", {"kind": "best", "groups": [], "bound": 0})]


def working(wood):
    grouping = asked(wood)
    job = Job.objects.create(kind="x", title="x", asked_at=NOON)
    Grouping.objects.filter(pk=grouping.pk).update(state="working", job_uid=job.uid)
    return grouping, job


def keep(grouping, job, by):
    return keep_proposals(grouping=grouping, job=job, found=FOUND, by=by, now=NOON)


def test_kept_once_and_told(wood):
    grouping, job = working(wood)
    heard = []
    listen = lambda sender, grouping, **_: heard.append(grouping)  # noqa: E731
    events.groups.groups_proposed.connect(listen, weak=False)
    try:
        assert [one.number for one in keep(grouping, job, Actor.system("groups"))] == [1]
        assert keep(grouping, job, Actor.system("groups")) == []
    finally:
        events.groups.groups_proposed.disconnect(listen)
    assert heard == [grouping]


def test_an_older_search_is_no_answer(wood):
    grouping, _ = working(wood)
    old = Job.objects.create(kind="x", title="x", asked_at=NOON)
    with pytest.raises(WrongState):
        keep(grouping, old, Actor.system("groups"))


@pytest.mark.parametrize("who", ["ash", "rowan", "birch", "willow"])
def test_nobody_else_can(wood, who):
    with pytest.raises((NotAllowed, NotFound)):
        keep(*working(wood), wood.actor(who))
