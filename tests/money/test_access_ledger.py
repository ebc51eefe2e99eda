"""Who may knock at which door of the ledger."""

import pytest

from tests.access import answers, client_of
from tests.money.keeping import at, may_spend
from tests.money.making import DAY, a_fund
from tests.money.posting import paid

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

#          rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)
KEEPERS = (200, 200, 403, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("money", "get"): INSIDE,
    ("entries", "get"): INSIDE,
    ("entry", "get"): INSIDE,
    ("account-balances", "get"): INSIDE,
    ("export-entries", "get"): KEEPERS,
    ("add-income", "get"): KEEPERS,
    ("add-payment", "get"): KEEPERS,
    ("move-between-funds", "get"): KEEPERS,
    ("correct-entry", "get"): KEEPERS,
    ("add-fund", "get"): KEEPERS,
    ("edit-fund", "get"): KEEPERS,
    ("close-fund", "get"): KEEPERS,
    ("reopen-fund", "post"): (302, 409, 403, 403, 404, 404, 404, 404, 401),  # rowan opens it
}


@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_access(wood, name, method):
    entry = paid(wood)
    fund = a_fund(wood.cluster, closed_on=DAY)
    more = {"entry": [entry.pk], "correct-entry": [entry.pk]}
    more |= {one: [fund.pk] for one in ("edit-fund", "close-fund", "reopen-fund")}
    assert answers(wood, method, at(wood, name, *more.get(name, []))) == MATRIX[(name, method)]


def test_a_treasurer_keeps_the_ledger_only_of_money_that_her_organisation_holds(wood):
    may_spend(wood, "birch")
    client = client_of(wood, "birch")
    assert client.get(at(wood, "add-payment")).status_code == 403
    a_fund(wood.cluster, holder=wood.organisations["birch"])
    assert client.get(at(wood, "add-payment")).status_code == 200


def test_next_door_is_another_ledger(wood):
    from django.urls import reverse

    entry, fund = paid(wood), a_fund(wood.cluster)
    client = client_of(wood, "willow")
    for name, pk in (("entry", entry.pk), ("correct-entry", entry.pk), ("edit-fund", fund.pk)):
        url = reverse(f"money:{name}", args=[wood.next_door.pk, pk])
        assert client.get(url).status_code == 404, name
