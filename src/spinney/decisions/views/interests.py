"""An organisation with an interest of its own says so, and takes no part."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.decisions import policies
from spinney.decisions.actions import interests as actions
from spinney.decisions.bridge.ballot_box import CODE
from spinney.decisions.bridge.rules import rule_of
from spinney.decisions.forms.voting import InterestForm
from spinney.decisions.policies.voting import check_takes_votes, takes_votes
from spinney.decisions.queries.voting import may_vote_in, recused_in, seat_of
from spinney.decisions.views.around import around_ballot, ballot_in
from spinney.decisions.views.booths import Booth, booth_in


@guard(policies, "interests", scope="cluster")
@require_safe
def interests(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Who takes no part in a ballot, and why."""
    ballot = ballot_in(request, cluster_id, pk)
    recused = recused_in(ballot)
    context = {
        "recused": recused,
        "counts": rule_of(ballot).customs.recused_count,
        "asks_me": takes_votes(ballot, now())
        and request.actor.organisation_id not in {one.organisation_id for one in recused}
        and may_vote_in(request.actor, ballot, localdate()),
        **around_ballot(ballot, ("Interests", "")),
    }
    return render(request, "decisions/interests.html", context)


@guard(policies, "declare_interest", scope="cluster")
def declare_interest(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Say for one's own organisation that it has an interest."""
    return interest_page(booth_in(request, cluster_id, pk))


@guard(policies, "withdraw_interest", scope="cluster")
@require_POST
def withdraw_interest(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take part again."""
    return no_interest_page(booth_in(request, cluster_id, pk))


def interest_page(booth: Booth) -> HttpResponse:
    """The same, signed in or by a link."""
    check_takes_votes(booth.ballot, now())
    actor = booth.request.actor
    seat = seat_of(actor, booth.ballot, booth.organisation_id, localdate())
    asks = booth.ballot.secret and seat.elector.voted_at is not None
    form = InterestForm(posted(booth.request), asks_code=asks)
    done = attempt(
        booth.request, form,
        lambda: actions.declare_interest(
            ballot=booth.ballot, interest=form.cleaned_data["interest"],
            receipt=form.cleaned_data.get(CODE, ""), by=actor, now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        return booth.done("It is noted that you take no part. You can take that back.")
    context = {
        "form": form, "deed": "Take no part", "has_voted": seat.elector.voted_at is not None,
        "counts": rule_of(booth.ballot).customs.recused_count,
        **booth.around(("An interest of your own", "")),
    }  # fmt: skip
    return render(booth.request, "decisions/declare_interest.html", context)


def no_interest_page(booth: Booth) -> HttpResponse:
    """Taking part again, signed in or by a link: done by POST, from the voting page."""
    if booth.request.method == "POST":
        actions.withdraw_interest(ballot=booth.ballot, by=booth.request.actor, now=now())
    return booth.done("You take part again. Vote before voting closes.")
