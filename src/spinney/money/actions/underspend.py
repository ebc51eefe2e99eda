"""What will be left over is said, by whoever knows."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.money import policies
from spinney.money.models import BudgetLine, Forecast
from spinney.money.policies import underspend as rules
from spinney.money.queries.budgets import spent_by_key
from spinney.money.queries.keeping import keeps


@transaction.atomic
def say_forecast(
    *, line: BudgetLine, pence: int, words: str = "", by: Actor, now: datetime
) -> Forecast:
    """Say what a line of the budget in force will have cost at its end, over what is reckoned.
    Raises BadInput for less than was spent on it.
    """
    budget = line.budget
    require(policies.MAY, "say_forecast", by=by, scope=budget.scope)
    rules.check_is_in_force(budget)
    rules.check_may_say(by, line, keeps=keeps(by, budget.cluster, localdate(now)))
    posted = spent_by_key(budget.cluster_id).get(line.key)
    rules.check_forecast(pence, posted.pence if posted else 0)
    said = Forecast.objects.create(
        line=line, pence=pence, words=words.strip()[: rules.LONGEST_WORDS], at=now, by=by.label
    )
    record(
        "money.say_forecast", by=by, on=budget, at=now, scope=budget.scope, line=line.title,
        pence=pence,
    )  # fmt: skip
    return said
