"""The cluster signs off what the ledger says."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.money.actions.grant_reports import sign_grant_statement
from spinney.money.actions.instalments import receive_instalment
from spinney.money.queries.grant_money import statement_of
from tests.money.granting import NOW, part, released, spend
from tests.money.making import a_budget

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_line_by_line(wood):
    grant = released(wood)
    grant.budget = a_budget(wood.cluster, {"Training": 500_000, "Rooms": 100_000})
    grant.save()
    receive_instalment(instalment=part(grant), received_on=NOW.date(), by=wood.ash, now=NOW)
    line = grant.budget.lines.get(title="Training")
    spend(wood, grant, 30_000, budget_line_id=line.pk)
    spend(wood, grant, 1_234)
    one = statement_of(grant)
    assert [(each.title, each.planned, each.spent) for each in one.lines] == [
        ("Training", 500_000, 30_000), ("Rooms", 100_000, 0),
        ("Not told to a line of the budget", None, 1_234),
    ]  # fmt: skip
    assert (one.received, one.spent, one.to_return) == (900_000, 31_234, 868_766)
    with pytest.raises(NotAllowed):
        sign_grant_statement(grant=grant, by=wood.rowan, now=NOW)
    assert sign_grant_statement(grant=grant, by=wood.ash, now=NOW).statement["left"] == 868_766
