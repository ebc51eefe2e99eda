"""Whose figures are missing is asked, by a link; nobody else is."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import WrongState
from spinney.base.post.models import Message
from spinney.money.actions.cost_sharing import share_budget
from spinney.money.actions.costs import ask_for_figures
from tests.access import client_of
from tests.money.costing import by_use, noted, share_of
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def ask(wood, cost):
    return ask_for_figures(cost=cost, by=wood.ash, now=NOON)


def test_only_those_that_lack_something_and_an_old_link_ends(wood):
    cost = by_use(wood, {"birch": 30})
    assert ask(wood, cost) == ask(wood, cost) == 1
    assert set(TaskLink.objects.values_list("email", flat=True)) == {"maple@example.org"}
    assert TaskLink.objects.filter(revoked_at=None).count() == 1
    letter = Message.objects.latest("pk")
    assert "Maple House" in letter.subject
    assert "£" not in letter.subject + letter.body


def test_nothing_to_ask(wood):
    with pytest.raises(WrongState, match="Every figure"):
        ask(wood, noted(wood, made_of={"once": 40_000}))


def test_what_would_help_to_compare_is_asked_and_said_not_to_be_needed(wood):
    cost = noted(wood, made_of={"unit": 2_000}, unit="hours")
    url = reverse("money:ask-for-figures", args=[wood.cluster.pk, cost.pk])
    page = client_of(wood, "ash").get(url).content.decode()
    assert "It can be shared without these figures." in page
    assert "Maple House: how much it uses" in page
    assert "You need not ask anybody" not in page
    assert ask(wood, cost) == 2
    letter = " ".join(Message.objects.latest("pk").body.split())
    assert "would help to see how fair that is" in letter
    share = share_of(cost, wood, "maple")
    give = reverse("money:give-figures", args=[wood.cluster.pk, cost.pk, share.pk])
    client = client_of(wood, "maple")
    assert "How many hours will you use in this time?" in client.get(give).content.decode()
    client.post(give, {"units": "12"})
    share.refresh_from_db()
    assert share.units == 12
    assert ask(wood, cost) == 1


def test_what_each_would_pay_alone_is_asked_where_nothing_is_said_of_the_cost(wood):
    cost = noted(wood)
    share = share_of(cost, wood, "maple")
    share.alone_pence = 70_000
    share.save()
    url = reverse("money:ask-for-figures", args=[wood.cluster.pk, cost.pk])
    page = client_of(wood, "ash").get(url).content.decode()
    assert "Birch House: what it would pay alone" in page
    assert "Maple House: " not in page


def test_after_sharing_what_was_really_used_is_asked_of_all(wood):
    cost = share_budget(cost=by_use(wood), by=wood.ash, now=NOON)
    assert ask(wood, cost) == 2
