"""A member says what it uses, signed in or by link; what it does not say stays."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.money.actions.cost_sharing import share_budget
from spinney.money.actions.costs import give_figures
from spinney.money.bridge.costs import FiguresSaid
from spinney.money.letters.costs import figures_errand
from tests.access import client_of
from tests.money.costing import by_use, noted, share_of, trued_up
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def give(wood, share, who="maple", **said):
    return give_figures(share=share, said=FiguresSaid(**said), by=wood.actor(who), now=NOON)


def test_before_and_after_it_is_shared(wood):
    cost = by_use(wood, {"birch": 30})
    share = give(wood, share_of(cost, wood, "maple"), units=Decimal(10), alone_pence=60_000)
    assert (share.units, share.actual_units, share.alone_pence) == (10, None, 60_000)
    share = give(wood, share, exempt_activity=" Welfare advice ")
    assert (share.units, share.exempt_activity) == (10, "Welfare advice")
    cost = share_budget(cost=cost, by=wood.ash, now=NOON)
    share = give(wood, share_of(cost, wood, "maple"), units=Decimal(12))
    assert (share.units, share.actual_units) == (10, 12)


def test_only_for_ones_own_and_not_when_all_is_said(wood):
    cost = by_use(wood)
    for who in ("birch", "ash"):
        with pytest.raises(NotAllowed):
            give(wood, share_of(cost, wood, "maple"), who, units=Decimal(1))
    with pytest.raises(WrongState):
        give(wood, share_of(trued_up(wood, title="Phones"), wood, "maple"), units=Decimal(1))


def test_by_link_and_by_page_only_what_the_rule_asks_for(wood):
    cost = by_use(wood, {"birch": 30})
    share = share_of(cost, wood, "maple")
    now = timezone.now()
    _, secret = links.issue(
        figures_errand(share), by=wood.ash, now=now, person=wood.people["maple"],
        expires_at=links.in_days(now, 5), organisation_id=share.organisation_id,
    )  # fmt: skip
    guest, url = Client(), f"/do/{secret}/"
    page = guest.get(url).content.decode()
    assert "How many hours will you use in this time?" in page
    assert "income" not in page.split("<form")[1].split("</form")[0]
    assert guest.post(url, {"units": ""}).context["form"].errors
    assert "Your figures are noted" in guest.post(url, {"units": "10"}).content.decode()
    share.refresh_from_db()
    assert (share.units, TaskLink.objects.get().used_at is not None) == (10, True)
    mine = f"/clusters/{wood.cluster.pk}/money/shared-costs/{cost.pk}/shares/{share.pk}/"
    done = client_of(wood, "maple").post(f"{mine}give-figures/", {"units": "11"}, follow=True)
    assert "Noted for Maple House." in done.content.decode()


def test_no_more_staff_than_a_table_holds(wood):
    cost = noted(wood, terms={"cost_sharing": {"otherwise": "staff"}})
    share = share_of(cost, wood, "maple")
    url = f"/clusters/{wood.cluster.pk}/money/shared-costs/{cost.pk}/shares/{share.pk}/"
    answer = client_of(wood, "maple").post(f"{url}give-figures/", {"staff": "9999999999"})
    assert answer.context["form"].errors["staff"]
