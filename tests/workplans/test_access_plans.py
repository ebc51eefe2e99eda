"""Who may knock at which door of a workplan."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.workplans.models import Dependency, Objective
from tests.access import answers, client_of
from tests.personas import NOON
from tests.workplans.making import a_milestone, a_plan, an_activity, an_objective

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)
RUN_IT = (200, 200, 403, 403, 404, 404, 404, 404, 401)
ONCE = (302, 302, 403, 403, 404, 404, 404, 404, 401)
NOT_NOW = (409, 409, 403, 403, 404, 404, 404, 404, 401)
HERS = (200, 200, 200, 403, 404, 404, 404, 404, 401)  # what Birch does
MATRIX = {
    ("workplan", "get"): INSIDE,
    ("plan-board", "get"): INSIDE,
    ("plan-gantt", "get"): INSIDE,
    ("print-workplan", "get"): INSIDE,
    ("compare-plans", "get"): INSIDE,
    ("activities", "get"): INSIDE,
    ("milestones", "get"): INSIDE,
    ("follow-workplan", "get"): INSIDE,
    ("stop-following-workplan", "post"): (302, 302, 302, 403, 404, 404, 404, 404, 401),
    ("start-workplan", "get"): RUN_IT,
    ("edit-workplan", "get"): RUN_IT,
    ("agree-workplan", "get"): RUN_IT,
    ("replan-workplan", "get"): RUN_IT,
    ("end-workplan", "post"): NOT_NOW,  # a draft
    ("reopen-workplan", "post"): NOT_NOW,
    ("take-over-priorities", "get"): RUN_IT,
    ("add-objective", "get"): RUN_IT,
    ("add-activity", "get"): RUN_IT,
    ("add-milestone", "get"): RUN_IT,
    ("edit-objective", "get"): RUN_IT,
    ("move-objective", "post"): ONCE,
    ("restore-objective", "post"): NOT_NOW,
    ("remove-objective", "post"): (302, 409, 403, 403, 404, 404, 404, 404, 401),
    ("activity", "get"): INSIDE,
    ("edit-activity", "get"): RUN_IT,
    ("drop-activity", "get"): RUN_IT,
    ("take-up-activity", "post"): NOT_NOW,
    ("note-progress", "get"): HERS,
    ("add-dependency", "get"): RUN_IT,
    ("restore-activity", "post"): NOT_NOW,
    ("remove-activity", "post"): (302, 409, 403, 403, 404, 404, 404, 404, 401),
    ("note-milestone", "get"): INSIDE,
    ("edit-milestone", "get"): RUN_IT,
    ("restore-milestone", "post"): NOT_NOW,
    ("remove-milestone", "post"): (302, 409, 403, 403, 404, 404, 404, 404, 401),
    ("remove-dependency", "post"): (302, 404, 403, 403, 404, 404, 404, 404, 401),
}


@pytest.fixture
def plan(wood):
    """A draft with one of each."""
    made = a_plan(wood.cluster)
    goal = an_objective(made)
    first = an_activity(made, objective=goal, organisation=wood.organisations["birch"])
    second = an_activity(made, title="Move over")
    wait = Dependency.objects.create(activity=second, on_activity=first)
    mark = a_milestone(made, activity=first)
    made.addresses = {"objective": goal.pk, "activity": first.pk, "milestone": mark.pk}
    made.wait = (second.pk, wait.pk)
    return made


def address(plan, name):
    of_all = {
        "activities", "milestones", "workplan", "add-objective", "add-activity", "add-milestone",
    }  # fmt: skip
    here = [plan.cluster_id]
    if name == "remove-dependency":
        here += plan.wait
    elif name in ("note-progress", "add-dependency"):
        here.append(plan.addresses["activity"])
    elif name not in of_all and name.partition("-")[2] not in ("workplan",):
        kind = next((one for one in plan.addresses if name.endswith(one)), None)
        here += [plan.addresses[kind]] if kind else []
    return reverse(f"workplans:{name}", args=here)


@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_access(wood, plan, name, method):
    assert answers(wood, method, address(plan, name)) == MATRIX[(name, method)]


def test_next_door_is_another_plan(wood, plan):
    a_plan(wood.next_door)
    for name in ("activity", "edit-objective", "note-milestone"):
        path = address(plan, name).replace(
            f"clusters/{wood.cluster.pk}/", f"clusters/{wood.next_door.pk}/"
        )
        assert client_of(wood, "willow").get(path).status_code == 404


def test_another_member_says_nothing_of_what_birch_does(wood, plan):
    from tests.agreements.making import another_member

    another_member(wood, "maple")
    client = client_of(wood, "maple")
    assert client.get(address(plan, "activity")).status_code == 200
    assert client.get(address(plan, "note-progress")).status_code == 403
    told = client.post(address(plan, "note-progress"), {"state": "done"})
    assert told.status_code == 403


def test_without_a_plan_only_the_first_page_is_there(wood):
    def here(name):
        return reverse(f"workplans:{name}", args=[wood.cluster.pk])

    client = client_of(wood, "ash")
    assert b"No workplan yet" in client.get(here("workplan")).content
    assert client.get(here("activities")).status_code == 404
    assert client.get(here("start-workplan")).status_code == 200


def test_what_was_taken_out_can_be_read_and_brought_back(wood, plan):
    Objective.objects.update(removed_at=NOON)
    page = client_of(wood, "ash").get(reverse("workplans:workplan", args=[wood.cluster.pk]))
    assert page.status_code == 200
