"""A plan goes on, unless another was begun."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import WrongState
from spinney.workplans.actions.plans import end_workplan, reopen_workplan
from tests.access import client_of
from tests.workplans.making import a_plan
from tests.workplans.planning import NOW, agreed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_goes_on_but_not_beside_another(wood):
    plan = agreed(wood)
    end_workplan(plan=plan, by=wood.ash, now=NOW)
    assert reopen_workplan(plan=plan, by=wood.ash, now=NOW).state == "agreed"
    end_workplan(plan=plan, by=wood.ash, now=NOW)
    a_plan(wood.cluster, title="The next one")
    with pytest.raises(WrongState, match="“The next one” has not ended"):
        reopen_workplan(plan=plan, by=wood.ash, now=NOW)


def test_an_earlier_plan_can_still_be_read(wood):
    plan = agreed(wood)
    end_workplan(plan=plan, by=wood.ash, now=NOW)
    a_plan(wood.cluster, title="The next one")
    client = client_of(wood, "birch")
    first = client.get(reverse("workplans:workplan", args=[wood.cluster.pk])).content.decode()
    url = reverse("workplans:print-workplan", args=[wood.cluster.pk])
    assert f"{url}?plan={plan.pk}" in first
    assert b"Recruit" in client.get(f"{url}?plan={plan.pk}").content
    assert b"Recruit" not in client.get(url).content
    other = a_plan(wood.next_door)
    assert client.get(f"{url}?plan={other.pk}").status_code == 404
