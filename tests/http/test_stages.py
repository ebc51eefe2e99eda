"""Timetables over the API: changed with a reason that stays; conditions met by who may say so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from spinney.clusters.models import Condition, TimetableChange
from tests.http.asking import ask, statuses, told

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TIMETABLE = "programmes/{programme}/timetable"
CONDITIONS = "clusters/{cluster}/conditions"
#                              rowan ash birch cedar hazel elm willow sorrel nobody
MATRIX = {
    ("get", TIMETABLE): (200, 200, 200, 200, 404, 404, 404, 404, 401),
    ("put", TIMETABLE): (200, 403, 403, 403, 404, 404, 404, 404, 401),
    ("get", CONDITIONS): (200, 200, 200, 403, 404, 404, 404, 404, 401),
    ("post", f"{CONDITIONS}/{{condition}}/meet"): (200, 200, 403, 403, 404, 404, 404, 404, 401),
    ("post", "clusters/{cluster}/stage"): (201, 201, 403, 403, 404, 404, 404, 404, 401),
}
MET = {"met_on": localdate(), "shown_by": "Signed copy in the documents"}


@pytest.fixture
def condition(wood):
    stage = wood.programme.stages.first()
    return Condition.objects.create(stage=stage, position=0, text="A plan is agreed")


def plan(wood, **more):
    """The timetable as it stands, each stage a month after the one before."""
    now = told(ask(wood, "rowan", "get", TIMETABLE.format(programme=wood.programme.pk)))
    for after, stage in enumerate(now["stages"], start=1):
        stage["target_on"] = localdate() + timedelta(days=30 * after)
    return {"stages": now["stages"], "reason": "The funder asked", "read": now["version"], **more}


@pytest.mark.parametrize(("method", "path"), MATRIX, ids=lambda v: v)
def test_access(wood, condition, method, path):
    ids = {"cluster": wood.cluster.pk, "programme": wood.programme.pk, "condition": condition.pk}
    bodies = {TIMETABLE: plan(wood), f"{CONDITIONS}/{{condition}}/meet": MET}
    body = bodies.get(path, {"leaving": None})
    assert statuses(wood, method, path.format(**ids), body) == MATRIX[(method, path)]


def test_every_change_stays_with_its_reason(wood):
    path = TIMETABLE.format(programme=wood.programme.pk)
    before = plan(wood)
    told(ask(wood, "rowan", "put", path, before))
    stale = ask(wood, "rowan", "put", path, before | {"reason": "Again"})
    assert stale.status_code == 409, "somebody changed it since it was read"
    later = plan(wood)
    later["stages"][-1]["target_on"] = localdate() + timedelta(days=400)
    told(ask(wood, "rowan", "put", path, later | {"reason": "More time"}))
    found = told(ask(wood, "birch", "get", path))
    assert [one["reason"] for one in found["changes"]] == ["The funder asked", "More time"]
    assert found["changes"][1]["before"][-1]["target_on"] != str(later["stages"][-1]["target_on"])


def test_a_plan_that_does_not_hold_together_is_refused(wood):
    path = TIMETABLE.format(programme=wood.programme.pk)
    for change in ({"reason": ""}, {"stages": []}, {"stages": [{"name": ""}]}):
        assert ask(wood, "rowan", "put", path, plan(wood) | change).status_code == 422
    assert not TimetableChange.objects.exists()


def test_a_condition_is_met_once_and_lets_the_cluster_go_on(wood, condition):
    where = f"clusters/{wood.cluster.pk}"
    first = told(ask(wood, "ash", "post", f"{where}/stage", {"leaving": None}), 201)
    assert first["stage"] == "Finding out"
    on = {"leaving": first["uid"]}
    assert ask(wood, "ash", "post", f"{where}/stage", on).status_code == 409
    meet = f"{where}/conditions/{condition.pk}/meet"
    assert told(ask(wood, "ash", "post", meet, MET))["shown_by"] == MET["shown_by"]
    assert ask(wood, "ash", "post", meet, MET).status_code == 409
    (row,) = told(ask(wood, "birch", "get", f"{where}/conditions"))["items"]
    assert (row["stage"], row["met_on"]) == ("Finding out", str(localdate()))
    assert told(ask(wood, "ash", "post", f"{where}/stage", on), 201)["stage"] == "Focus"
    assert ask(wood, "ash", "post", f"{where}/conditions/{10**9}/meet", MET).status_code == 404


def test_what_is_sent_twice_moves_a_cluster_once(wood):
    """A program that heard no answer sends it again: the cluster is not moved on two stages."""
    path = f"clusters/{wood.cluster.pk}/stage"
    first = told(ask(wood, "ash", "post", path, {"leaving": None}), 201)
    told(ask(wood, "ash", "post", path, {"leaving": None}), 409)
    told(ask(wood, "ash", "post", path, {"leaving": first["uid"]}), 201)
    again = told(ask(wood, "ash", "post", path, {"leaving": first["uid"]}), 409)
    assert "Somebody moved this cluster meanwhile" in again["error"]["message"]
    assert ask(wood, "ash", "post", path, {}).status_code == 422
    assert ask(wood, "ash", "post", path, {"leaving": wood.cluster.uid}).status_code == 422
