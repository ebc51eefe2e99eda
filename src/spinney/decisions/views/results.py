"""What a ballot came to: its page, and closing it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.policy import may
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.told import say
from spinney.decisions import policies
from spinney.decisions.actions import results as actions
from spinney.decisions.models import Ballot
from spinney.decisions.policies import results as rules
from spinney.decisions.queries import results as queries
from spinney.decisions.states import BallotState
from spinney.decisions.views.around import around_ballot, ballot_in, ballot_url

TITLE = "Result"


@guard(policies, "result", scope="cluster")
@require_safe
def result(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """What a ballot came to, and why. While it is open: how it stands, for those who may see it."""
    ballot = ballot_in(request, cluster_id, pk)
    if ballot.state == BallotState.OPEN:
        return _not_yet(request, ballot)
    rules.check_is_counted(ballot)
    shown = queries.shown(ballot)
    context = {
        "shown": shown,
        "outcome": shown.sentence,
        "decision": getattr(ballot, "decision", None),
        "followed_by": queries.put_to_members(request.actor, ballot),
        **around_ballot(ballot, (TITLE, "")),
        "caption": ballot.cluster.name,
    }
    return render(request, "decisions/result.html", context)


def _not_yet(request: SpinneyRequest, ballot: Ballot) -> HttpResponse:
    moment = now()
    is_over = rules.is_over(ballot, moment)
    if not is_over and not queries.sees_standing(request.actor, ballot):
        rules.check_is_counted(ballot)
    context = {
        "is_over": is_over,
        "standing": None if is_over else queries.standing(ballot, localdate(moment)),
        "may_close": may(policies.MAY, "close_ballot", by=request.actor, scope=ballot.scope),
        **around_ballot(ballot, (TITLE, "")),
    }
    return render(request, "decisions/result_to_come.html", context)


@guard(policies, "close_ballot", scope="cluster")
@require_POST
def close_ballot(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """End the voting when everybody has voted, or its hour has come."""
    ballot = ballot_in(request, cluster_id, pk)
    actions.close_ballot(ballot=ballot, by=request.actor, now=now())
    say(request, "Voting has ended, and the votes are counted.")
    return redirect(ballot_url(ballot, "result"))
