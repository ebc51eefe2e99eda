"""Objections: seen by everybody inside, answered, kept or taken back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.decisions import policies
from spinney.decisions.actions import objections as actions
from spinney.decisions.forms.voting import AnswerObjectionForm
from spinney.decisions.policies.voting import check_takes_votes, takes_votes
from spinney.decisions.queries import voting as queries
from spinney.decisions.queries.vote_page import said_by
from spinney.decisions.views.around import around_ballot, ballot_in, ballot_url

TITLE = "Objections"


@guard(policies, "objections", scope="cluster")
@require_safe
def objections(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """The objections in a ballot, with what was said to them."""
    ballot = ballot_in(request, cluster_id, pk)
    found = queries.objections_in(ballot)
    context = {
        "objections": [(one.pk, said_by(one, ballot)) for one in found],
        "is_open": takes_votes(ballot, now()),
        **around_ballot(ballot, (TITLE, "")),
    }
    return render(request, "decisions/objections.html", context)


@guard(policies, "answer_objection", scope="cluster")
def answer_objection(
    request: SpinneyRequest, cluster_id: int, pk: int, vote_id: int
) -> HttpResponse:
    """Say something to an objection."""
    ballot = ballot_in(request, cluster_id, pk)
    found = queries.get_objection(ballot, vote_id)
    check_takes_votes(ballot, now())
    form = AnswerObjectionForm(posted(request))
    done = attempt(
        request, form,
        lambda: actions.answer_objection(
            vote=found, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    listed = ballot_url(ballot, "objections")
    if done is not None:
        name = found.elector.organisation.name
        say(request, f"{name} gets your answer, and keeps the objection or takes it back.")
        return redirect(listed)
    context = {
        "form": form, "deed": "Send the answer", "one": said_by(found, ballot),
        **around_ballot(ballot, (TITLE, listed), ("Answer", "")),
    }  # fmt: skip
    return render(request, "decisions/answer_objection.html", context)
