"""The cluster says that it came in; the funder does not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.actions.instalments import receive_instalment
from spinney.money.queries.balances import balance
from spinney.register.models import Mandate
from tests.agreements.making import another_member
from tests.money.granting import NOW, approved, part, released

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def receive(wood, instalment, by="ash", days=0):
    day = NOW.date() + timedelta(days=days)
    return receive_instalment(instalment=instalment, received_on=day, by=wood.actor(by), now=NOW)


def test_by_the_cluster_once(wood):
    grant = released(wood)
    with pytest.raises(NotAllowed):
        receive(wood, part(grant), by="rowan")
    for days in (-1, 1):
        with pytest.raises(BadInput):
            receive(wood, part(grant), days=days)
    assert receive(wood, part(grant)).state == "received"
    assert balance(wood.cluster, account="bank", fund=grant.fund) == 900_000
    assert balance(wood.cluster, account="grant_due", fund=grant.fund) == 0
    with pytest.raises(WrongState):
        receive(wood, part(grant))


def test_not_before_it_is_released(wood):
    with pytest.raises(WrongState):
        receive(wood, part(approved(wood)))


def test_by_the_treasurer_of_whoever_holds_the_money_alone(wood):
    grant = released(wood)
    other = another_member(wood, "alder")
    for name, organisation in (("alder", other), ("birch", wood.organisations["birch"])):
        Mandate.objects.filter(organisation=organisation).update(spend_limit_pence=100_000)
        assert Role.TREASURER in wood.actor(name).roles_in(grant.scope)
    with pytest.raises(NotAllowed, match="treasurer of the organisation that holds"):
        receive(wood, part(grant), by="alder")
    assert receive(wood, part(grant), by="birch").state == "received"
