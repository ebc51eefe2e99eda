"""Whose figures are missing is asked, by a link; nobody else is."""

from __future__ import annotations

import pytest

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import WrongState
from spinney.base.post.models import Message
from spinney.money.actions.cost_sharing import share_budget
from spinney.money.actions.costs import ask_for_figures
from tests.money.costing import by_use, noted
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
        ask(wood, noted(wood))


def test_after_sharing_what_was_really_used_is_asked_of_all(wood):
    cost = share_budget(cost=by_use(wood), by=wood.ash, now=NOON)
    assert ask(wood, cost) == 2
