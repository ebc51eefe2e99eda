"""Who may knock at the doors of grants."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.access import answers
from tests.money.granting import applied, approved, part, released, rules_set

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.slow]

#      rowan ash birch cedar hazel elm willow sorrel nobody
OUT = (403, 404, 404, 404, 404, 401)
ALL = (200, 200, 200, *OUT)
RUNS = (200, 200, 403, *OUT)
FUNDER = (200, 403, 403, *OUT)
CLUSTER = (403, 200, 403, *OUT)


def found_at(wood, doors, *args):
    return {
        name: answers(wood, method, reverse(f"money:{name}", args=args))
        for name, (method, _) in doors.items()
    }


def expected(doors):
    return {name: told for name, (_, told) in doors.items()}


def test_every_door_of_a_cluster(wood):
    doors = {
        "grants": ("get", ALL),
        "draft-grant": ("get", RUNS),
        "import-grants": ("get", RUNS),
    }
    assert found_at(wood, doors, wood.cluster.pk) == expected(doors)


def test_every_door_while_it_is_decided(wood):
    rules_set(wood)
    grant = applied(wood)
    doors = {
        "grant": ("get", ALL),
        "ask-about-grant": ("get", FUNDER),
        "send-back-grant": ("get", FUNDER),
        "approve-grant": ("get", FUNDER),
        "decline-grant": ("get", FUNDER),
        "edit-grant": ("get", (409, 409, 403, *OUT)),
        "apply-for-grant": ("post", (409, 409, 403, *OUT)),
        "take-up-grant": ("post", (409, 409, 403, *OUT)),
        "close-grant": ("post", (409, 403, 403, *OUT)),
        "sign-grant-statement": ("post", (403, 409, 403, *OUT)),
        "withdraw-grant": ("post", (302, 409, 403, *OUT)),
    }
    assert found_at(wood, doors, wood.cluster.pk, grant.pk) == expected(doors)
    asked = grant.questions.create(question="Who?", asked_at=grant.made_at, asked_by="x")
    url = reverse("money:answer-about-grant", args=[wood.cluster.pk, grant.pk, asked.pk])
    assert answers(wood, "get", url) == CLUSTER


def test_every_door_of_what_was_approved(wood):
    grant = approved(wood)
    doors = {
        "grant-statement": ("get", ALL),
        "ask-grant-change": ("get", CLUSTER),
        "ask-grant-report": ("get", FUNDER),
        "sign-grant-statement": ("get", CLUSTER),
        "close-grant": ("get", FUNDER),
    }
    assert found_at(wood, doors, wood.cluster.pk, grant.pk) == expected(doors)
    parts = {
        "plan-instalment": ("get", FUNDER),
        "receive-instalment": ("get", CLUSTER),
        "unrelease-instalment": ("get", FUNDER),
        "unreceive-instalment": ("get", CLUSTER),
        "ask-release": ("post", (409, 409, 403, *OUT)),
        "stop-release": ("post", (409, 409, 403, *OUT)),
        "release-instalment": ("post", (409, 403, 403, *OUT)),
        "send-grant-report": ("get", CLUSTER),
        "answer-grant-report": ("get", (409, 403, 403, *OUT)),
    }
    assert found_at(wood, parts, wood.cluster.pk, grant.pk, 1) == expected(parts)
    change = grant.changes.create(
        number=1, kind="timetable", reason="Late", asked_at=grant.made_at, asked_by="x"
    )
    changes = {
        "answer-grant-change": ("get", FUNDER),
        "withdraw-grant-change": ("post", (403, 302, 403, *OUT)),
    }
    assert found_at(wood, changes, wood.cluster.pk, grant.pk, change.number) == expected(changes)
    condition = part(grant).conditions.get()
    url = reverse("money:meet-condition", args=[wood.cluster.pk, grant.pk, 1, condition.pk])
    assert answers(wood, "get", url) == FUNDER


def test_every_door_of_a_programme(wood):
    released(wood)
    inside = (200, 403, 403, 403, 404, 404, 404, 404, 401)
    for name in ("programme-grants", "set-grant-scheme", "export-grants"):
        url = reverse(f"money:{name}", args=[wood.programme.pk])
        assert answers(wood, "get", url) == inside, name


def test_another_clusters_grant_is_not_found(wood):
    grant = approved(wood)
    url = reverse("money:grant", args=[wood.next_door.pk, grant.pk])
    assert answers(wood, "get", url) == (404, 404, 404, 404, 404, 404, 404, 404, 401)
