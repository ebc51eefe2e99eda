"""What will be left over of Meadowbridge's budget, and a proposal of where it goes instead."""

from __future__ import annotations

from datetime import datetime

from spinney.base.kernel.actors import Actor
from spinney.config.demo.meadowbridge.members import Meadow
from spinney.config.demo.people import days_before
from spinney.money.actions import moves, reallocations, underspend
from spinney.money.actions.moves import MoveSaid
from spinney.money.actions.reallocations import ReallocationSaid
from spinney.money.models import Budget, BudgetLine

# Everything that is said here is invented, like the cluster.
TITLE = "What is left of the rota and the hall"
REASON = (
    "Nobody has been found who mends the computers at Sallow Green for nothing. What is left over"
    " of the rota pays for it, and what is left of the hall for bread on the training day."
)
ROTA, ROTA_COSTS = "Rota: software and a telephone", 150_000
HALL, HALL_COST = "Hall for our meetings", 84_500
MENDED_AT = "Sallow Green Elders"


def propose_move(meadow: Meadow, budget: Budget, now: datetime) -> None:
    """Two lines will not need all that they have: one gives to a new line, one to another."""
    moment = days_before(now, 1)
    by = meadow.helper(moment)
    lines = {one.title: one for one in budget.lines.all()}
    rota, hall = lines[ROTA], lines[HALL]
    _will_cost(rota, ROTA_COSTS, "The telephone is cheaper than we thought.", by, moment)
    _will_cost(hall, HALL_COST, "The library lends us its room from now on.", by, moment)
    mending = MoveSaid(
        rota, rota.pence - ROTA_COSTS, to_title="Mending four computers",
        to_organisation=meadow.organisations[MENDED_AT],
        reason="The smallest of us can do without them no longer.",
    )  # fmt: skip
    bread = MoveSaid(hall, hall.pence - HALL_COST, lines["Training day"], reason="For bread.")
    said = ReallocationSaid(TITLE, REASON, percent=None)
    one = reallocations.draft_reallocation(cluster=meadow.cluster, said=said, by=by, now=moment)
    for move in (mending, bread):
        moves.add_move(reallocation=one, said=move, by=by, now=moment)
    reallocations.propose_reallocation(reallocation=one, by=by, now=moment)


def _will_cost(line: BudgetLine, pence: int, words: str, by: Actor, moment: datetime) -> None:
    underspend.say_forecast(line=line, pence=pence, words=words, by=by, now=moment)
