"""Who may knock at which door of budgets and of what will be left over."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.actors import Role
from spinney.money.actions.budgets import try_what_if
from spinney.money.actions.moves import MoveSaid, add_move
from spinney.money.actions.reallocations import ReallocationSaid, draft_reallocation
from spinney.money.policies import MAY
from tests.access import answers
from tests.money.budgeting import agreed, drafted, line
from tests.personas import NOON

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)
KEEPS = (200, 200, 403, 403, 404, 404, 404, 404, 401)
DONE = (302, 302, 403, 403, 404, 404, 404, 404, 401)
STANDS = (409, 409, 403, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("budgets", "get"): INSIDE,
    ("start-budget", "get"): KEEPS,
    ("underspend", "get"): INSIDE,
    ("draft-reallocation", "get"): KEEPS,
}
OF_BUDGET = {
    ("budget", "get"): INSIDE,
    ("compare-budgets", "get"): INSIDE,
    ("edit-budget", "get"): KEEPS,
    ("edit-budget-lines", "get"): KEEPS,
    ("import-budget-lines", "get"): KEEPS,
    ("try-what-if", "get"): INSIDE,
    ("put-budget-in-force", "get"): KEEPS,
    ("adopt-what-if", "post"): STANDS,
    ("discard-budget", "post"): (302, 404, 404, 403, 404, 404, 404, 404, 401),  # Rowan did it
    ("restore-budget", "post"): STANDS,
}
OF_PROPOSAL = {
    ("reallocation", "get"): INSIDE,
    ("edit-reallocation", "get"): KEEPS,
    ("add-move", "get"): KEEPS,
    ("suggest-moves", "post"): STANDS,  # nothing can be suggested
    ("propose-reallocation", "post"): (302, 409, 403, 403, 404, 404, 404, 404, 401),
    ("put-reallocation-to-vote", "post"): STANDS,
    ("decide-reallocation", "get"): STANDS,
    ("decline-reallocation", "get"): STANDS,
    ("reopen-reallocation", "post"): STANDS,
    ("carry-out-reallocation", "post"): STANDS,
}


@pytest.mark.parametrize(("name", "method"), [*MATRIX, *OF_BUDGET, *OF_PROPOSAL], ids=lambda v: v)
def test_access(wood, name, method):
    budget = agreed(wood)
    args, told = [wood.cluster.pk], MATRIX.get((name, method))
    if (name, method) in OF_BUDGET:
        args.append(drafted(wood).number)
        told = OF_BUDGET[(name, method)]
    elif (name, method) in OF_PROPOSAL:
        one = draft_reallocation(
            cluster=wood.cluster, said=ReallocationSaid("Tea", percent=None), by=wood.ash, now=NOON
        )
        said = MoveSaid(line(budget, "Room"), 500, line(budget, "Training"))
        add_move(reallocation=one, said=said, by=wood.ash, now=NOON)
        args.append(one.pk)
        told = OF_PROPOSAL[(name, method)]
    assert answers(wood, method, reverse(f"money:{name}", args=args)) == told


def test_a_line_and_a_move(wood):
    budget = agreed(wood)
    forecast = reverse("money:say-forecast", args=[wood.cluster.pk, line(budget, "Room").pk])
    assert answers(wood, "get", forecast) == KEEPS  # the line is of all together
    one = draft_reallocation(
        cluster=wood.cluster, said=ReallocationSaid("Tea", percent=None), by=wood.ash, now=NOON
    )
    said = MoveSaid(line(budget, "Room"), 500, line(budget, "Training"))
    move = add_move(reallocation=one, said=said, by=wood.ash, now=NOON)
    url = reverse("money:remove-move", args=[wood.cluster.pk, one.pk, move.pk])
    assert answers(wood, "post", url) == (302, 404, 403, 403, 404, 404, 404, 404, 401)


def test_what_a_member_tries_out_is_its_own_to_write(wood):
    mine = try_what_if(budget=agreed(wood), by=wood.birch, now=NOON)
    url = reverse("money:edit-budget-lines", args=[wood.cluster.pk, mine.number])
    assert answers(wood, "get", url) == INSIDE


def test_those_who_only_look_on_see_no_money():
    ours = [one for one in MAY if "budget" in one or "realloc" in one or "contrib" in one]
    assert all(Role.OBSERVER not in MAY[one] for one in ours)
