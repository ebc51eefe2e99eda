"""A success is told by a member or by those who run the cluster, and shows on its timeline."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.workplans.actions.successes import tell_success
from spinney.workplans.models import Success
from spinney.workplans.policies.successes import SuccessText
from tests.access import client_of
from tests.agreements.making import another_member
from tests.personas import NOON, TODAY, Wood
from tests.workplans.making import a_plan, an_activity

pytestmark = pytest.mark.django_db


def test_a_member_tells_its_own(wood: Wood) -> None:
    url = reverse("workplans:tell-success", args=[wood.cluster.pk])
    birch = wood.organisations["birch"]
    answer = client_of(wood, "birch").post(url, {
        "title": "24 people came to our first training day", "kind": "success",
        "happened_on_day": "20", "happened_on_month": "3", "happened_on_year": "2026",
        "organisation": str(birch.pk), "activity": "", "story": "They want another.",
    })  # fmt: skip
    told = Success.objects.get()
    assert (answer.status_code, told.organisation, told.kind) == (302, birch, "success")
    timeline = reverse("clusters:cluster-timeline", args=[wood.cluster.pk])
    page = client_of(wood, "birch").get(timeline).content.decode()
    assert "24 people came" in page
    assert "24 people" not in client_of(wood, "cedar").get(timeline).content.decode()


def test_nobody_tells_it_for_another_member(wood: Wood) -> None:
    other = another_member(wood, "maple")
    text = SuccessText("A new kitchen", TODAY, organisation=other)
    with pytest.raises(NotAllowed):
        tell_success(cluster=wood.cluster, text=text, by=wood.birch, now=NOON)
    assert tell_success(cluster=wood.cluster, text=text, by=wood.ash, now=NOON).pk


def test_what_is_still_to_come_is_no_success(wood: Wood) -> None:
    next_door = an_activity(a_plan(wood.next_door))
    text = SuccessText("", TODAY + timedelta(days=1), activity=next_door)
    with pytest.raises(BadInput) as refused:
        tell_success(cluster=wood.cluster, text=text, by=wood.ash, now=NOON)
    assert set(refused.value.fields) == {"title", "happened_on", "activity"}
