"""A workplan kept by a program: begun from what was decided, agreed, planned anew, done."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from spinney.workplans.actions import activities, milestones, objectives, plans, successes
from spinney.workplans.models import Activity, Workplan
from spinney.workplans.policies.activities import ActivityText, MilestoneText
from spinney.workplans.policies.plans import ObjectiveText, PlanText
from spinney.workplans.policies.successes import SuccessText
from tests.http.asking import ask, statuses, told

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TODAY = timezone.localdate()
LATER = TODAY + timedelta(days=60)
PLAN = {"title": "Workplan", "starts_on": TODAY, "ends_on": LATER}
RUNS = (201, 201, 403, 403, 404, 404, 404, 404, 401)
DOES = (200, 200, 403, 403, 404, 404, 404, 404, 401)
GONE = (204, 204, 403, 403, 404, 404, 404, 404, 401)
WHEN = (409, 409, 403, 403, 404, 404, 404, 404, 401)
READS = (200, 200, 200, 403, 404, 404, 404, 404, 401)

#                        rowan ash birch cedar hazel elm willow sorrel nobody
MATRIX = {
    ("get", "clusters/{cluster}/workplans"): READS,
    ("get", "clusters/{cluster}/workplan"): READS,
    ("get", "clusters/{cluster}/workplan/priorities"): READS,
    ("post", "clusters/{cluster}/workplan"): WHEN,
    ("patch", "clusters/{cluster}/workplan"): DOES,
    ("post", "clusters/{cluster}/workplan/agree"): DOES,
    ("post", "clusters/{cluster}/workplan/replan"): DOES,
    ("post", "clusters/{cluster}/workplan/end"): WHEN,
    ("post", "clusters/{cluster}/workplan/reopen"): WHEN,
    # Nothing was decided here that could be taken over.
    ("post", "clusters/{cluster}/workplan/priorities"): (422, 422, *DOES[2:]),
    ("post", "clusters/{cluster}/objectives"): RUNS,
    ("patch", "clusters/{cluster}/objectives/{objective}"): DOES,
    ("delete", "clusters/{cluster}/objectives/{objective}"): GONE,
    ("post", "clusters/{cluster}/objectives/{objective}/restore"): WHEN,
    ("get", "clusters/{cluster}/milestones"): READS,
    ("post", "clusters/{cluster}/milestones"): RUNS,
    ("patch", "clusters/{cluster}/milestones/{milestone}"): DOES,
    ("post", "clusters/{cluster}/milestones/{milestone}/reached"): READS,
    ("delete", "clusters/{cluster}/milestones/{milestone}"): GONE,
    ("post", "clusters/{cluster}/milestones/{milestone}/restore"): WHEN,
    ("get", "clusters/{cluster}/activities"): READS,
    ("get", "clusters/{cluster}/activities/{activity}"): READS,
    ("post", "clusters/{cluster}/activities"): RUNS,
    ("patch", "clusters/{cluster}/activities/{activity}"): DOES,
    ("post", "clusters/{cluster}/activities/{activity}/progress"): (
        201, 201, 201, 403, 404, 404, 404, 404, 401,
    ),
    ("post", "clusters/{cluster}/activities/{activity}/drop"): DOES,
    ("post", "clusters/{cluster}/activities/{activity}/take-up"): WHEN,
    ("delete", "clusters/{cluster}/activities/{activity}"): GONE,
    ("post", "clusters/{cluster}/activities/{activity}/restore"): WHEN,
    ("get", "clusters/{cluster}/successes"): READS,
    ("post", "clusters/{cluster}/successes"): (201, 201, 201, 403, 404, 404, 404, 404, 401),
    ("delete", "clusters/{cluster}/successes/{success}"): GONE,
}  # fmt: skip
BODIES = {
    "clusters/{cluster}/workplan": PLAN,
    "clusters/{cluster}/workplan/agree": {},
    "clusters/{cluster}/workplan/replan": {},
    "clusters/{cluster}/workplan/priorities": {"priorities": [1]},
    "clusters/{cluster}/objectives": {"title": "Fewer journeys"},
    "clusters/{cluster}/objectives/{objective}": {"title": "Fewer journeys"},
    "clusters/{cluster}/milestones": {"title": "Twenty came", "due_on": LATER},
    "clusters/{cluster}/milestones/{milestone}": {"title": "Thirty came"},
    "clusters/{cluster}/milestones/{milestone}/reached": {"is_reached": True},
    "clusters/{cluster}/activities": {"title": "Hire a hall"},
    "clusters/{cluster}/activities/{activity}": {"title": "Train more people"},
    "clusters/{cluster}/activities/{activity}/progress": {"state": "under_way"},
    "clusters/{cluster}/activities/{activity}/drop": {"why": "Nobody has the time."},
    "clusters/{cluster}/successes": {"title": "Twenty came", "happened_on": TODAY},
}


@pytest.fixture
def ids(wood):
    """A plan with one of each, and the ids in addresses."""
    by, now, cluster = wood.ash, timezone.now(), wood.cluster
    plan = plans.start_workplan(
        cluster=cluster, text=PlanText("Workplan", TODAY, LATER), by=by, now=now
    )
    goal = objectives.add_objective(plan=plan, text=ObjectiveText("Less waiting"), by=by, now=now)
    work = ActivityText("Train people", goal, starts_on=TODAY, ends_on=LATER)
    activity = activities.add_activity(plan=plan, text=work, by=by, now=now)
    seen = MilestoneText("Ten came", LATER)
    milestone = milestones.add_milestone(plan=plan, text=seen, by=by, now=now)
    glad = SuccessText("The first ten came", TODAY)
    success = successes.tell_success(cluster=cluster, text=glad, by=by, now=now)
    return {
        "cluster": cluster.pk, "objective": goal.pk,
        "activity": activity.pk, "milestone": milestone.pk, "success": success.pk,
    }  # fmt: skip


@pytest.mark.parametrize(("method", "path"), MATRIX, ids=lambda v: v)
def test_access(wood, ids, method, path):
    body = BODIES.get(path) if method != "delete" else None
    assert statuses(wood, method, path.format(**ids), body) == MATRIX[(method, path)]


def test_the_cluster_next_door_cannot_be_reached_by_what_is_in_ours(wood, ids):
    """An id of ours under the address of one's own cluster leads nowhere."""
    for method, path in MATRIX:
        if re.search("{(objective|activity|milestone|success)}", path):
            body = BODIES.get(path) if method != "delete" else None
            beside = path.format(**ids | {"cluster": wood.next_door.pk})
            told(ask(wood, "willow", method, beside, body), 404)


def test_a_plan_goes_its_way(wood):
    at = f"clusters/{wood.cluster.pk}"
    made = told(ask(wood, "ash", "post", f"{at}/workplan", PLAN), 201)
    assert (made["state"], made["objectives"], made["baselines"]) == ("draft", [], [])
    goal = told(ask(wood, "ash", "post", f"{at}/objectives", {"title": "Less waiting"}), 201)
    work = {"title": "Train people", "objective_id": goal["id"], "cost_pence": 70_000}
    activity = told(ask(wood, "ash", "post", f"{at}/activities", work), 201)
    early = told(ask(wood, "ash", "post", f"{at}/workplan/agree", {}), 409)
    assert "Train people" in early["error"]["message"]
    days = {"id": activity["id"], "starts_on": TODAY, "ends_on": TODAY + timedelta(days=30)}
    moved = told(ask(wood, "ash", "post", f"{at}/workplan/replan", {"activities": [days]}))
    assert moved["moved"] == 1
    agreed = told(ask(wood, "ash", "post", f"{at}/workplan/agree", {}))
    assert (agreed["state"], len(agreed["baselines"])) == ("agreed", 1)
    anew = {"activities": [days | {"ends_on": LATER}]}
    refused = told(ask(wood, "ash", "post", f"{at}/workplan/replan", anew), 422)
    assert "why" in refused["error"]["fields"]
    why = {"why": "The trainer is ill."}
    done = told(ask(wood, "ash", "post", f"{at}/workplan/replan", anew | why))
    assert [one["reason"] for one in done["workplan"]["baselines"]][-1] == why["why"]
    said = {"state": "done", "words": "24 people came."}
    path = f"{at}/activities/{activity['id']}"
    noted = told(ask(wood, "birch", "post", f"{path}/progress", said), 201)
    assert (noted["state"], noted["notes"][0]["words"]) == ("done", said["words"])
    listed = told(ask(wood, "birch", "get", f"{at}/activities?state=done"))
    assert [one["cost_pence"] for one in listed["items"]] == [70_000]


def test_who_changed_it_meanwhile_is_told(wood, ids):
    path = f"clusters/{ids['cluster']}/activities/{ids['activity']}"
    read = told(ask(wood, "ash", "get", path))["version"]
    told(ask(wood, "ash", "patch", path, {"title": "Train ten people", "read": read}))
    told(ask(wood, "rowan", "patch", path, {"title": "Train nobody", "read": read}), 409)
    assert Activity.objects.get(pk=ids["activity"]).title == "Train ten people"


def test_what_is_left_out_stays_and_null_empties_what_may_be_empty(wood, ids):
    path = f"clusters/{ids['cluster']}/activities/{ids['activity']}"
    told(ask(wood, "ash", "patch", path, {"cost_pence": 500, "title": None}))
    changed = told(ask(wood, "ash", "patch", path, {"objective_id": None}))
    assert (changed["title"], changed["cost_pence"]) == ("Train people", 500)
    assert (changed["objective_id"], changed["starts_on"]) == (None, str(TODAY))


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("activities", {"title": "Paint", "organisation_id": 0}, "organisation_id"),
        ("activities", {"title": "Paint", "objective_id": 0}, "objective_id"),
        ("activities", {"title": "Paint", "starts_on": TODAY}, "ends_on"),
        ("activities", {"title": "Paint", "cost_pence": -1}, "cost_pence"),
        ("milestones", {"title": "Ten", "due_on": TODAY, "activity_id": 0}, "activity_id"),
        ("milestones", {"title": "Ten", "due_on": TODAY, "target": 3}, "unit"),
        ("successes", {"title": "Ten", "happened_on": LATER}, "happened_on"),
        ("objectives", {"title": "Le\x00ss"}, "title"),
    ],
)
def test_what_cannot_be_is_named(wood, ids, path, body, field):
    answer = told(ask(wood, "ash", "post", f"clusters/{ids['cluster']}/{path}", body), 422)
    assert field in answer["error"]["fields"]


def test_what_was_taken_out_can_be_brought_back(wood, ids):
    for name in ("objective", "activity", "milestone"):
        kind = {"objective": "objectives", "activity": "activities"}.get(name, "milestones")
        path = f"clusters/{ids['cluster']}/{kind}/{ids[name]}"
        assert ask(wood, "ash", "delete", path).status_code == 204
        told(ask(wood, "ash", "post", f"{path}/restore"))


def test_only_who_runs_the_cluster_drops_and_with_a_reason(wood, ids):
    path = f"clusters/{ids['cluster']}/activities/{ids['activity']}"
    told(ask(wood, "ash", "post", f"{path}/drop", {"why": ""}), 422)
    told(ask(wood, "ash", "post", f"{path}/drop", {"why": "No time."}))
    assert told(ask(wood, "ash", "post", f"{path}/take-up"))["state"] == "planned"


def test_a_list_comes_in_pages(wood, ids):
    path = f"clusters/{ids['cluster']}/activities"
    told(ask(wood, "ash", "post", path, {"title": "Hire a hall"}), 201)
    part = told(ask(wood, "birch", "get", f"{path}?offset=1&limit=1"))
    assert (part["count"], len(part["items"])) == (2, 1)


def test_before_the_first_plan_there_is_nothing_to_read(wood):
    at = f"clusters/{wood.cluster.pk}"
    told(ask(wood, "birch", "get", f"{at}/workplan"), 404)
    assert told(ask(wood, "birch", "get", f"{at}/workplans"))["count"] == 0
    assert told(ask(wood, "birch", "get", f"{at}/workplan/priorities"))["count"] == 0
    assert not Workplan.objects.exists()
