"""The questions about names: one at a time, answered with a tap or a key, and taken back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.errors import NotFound, WrongState
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.actions import judgements as actions
from spinney.purchasing.queries import reviewing as read
from spinney.purchasing.states import JudgedAs
from spinney.purchasing.views.supplier_frames import around_suppliers

TITLE = "The same supplier?"
SAID = {
    JudgedAs.SAME: "the same",
    JudgedAs.DIFFERENT: "not the same",
    JudgedAs.NOT_SURE: "not sure",
}


@guard(policies, "review_suppliers", scope="cluster")
@require_safe
def review_suppliers(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """The next question; or that there is none."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    queue = read.queue_of(request.actor, cluster, localdate(), now())
    place, of = queue.place
    context = {
        "queue": queue,
        "question": queue.first,
        "place": place,
        "of": of,
        "last_said": SAID[JudgedAs(queue.last.answer)] if queue.last else "",
        **around_suppliers(cluster, (TITLE, "")),
    }
    return render(request, "purchasing/review_suppliers.html", context)


@guard(policies, "judge_pair", scope="cluster")
@require_POST
def judge_pair(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Answer a question, and on to the next. Where somebody else was quicker, that is said."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    question = read.question_of(request.actor, cluster, pk, localdate())
    answer = request.POST.get("answer", "")
    try:
        made = actions.judge_pair(pair=question.pair, answer=answer, by=request.actor, now=now())
    except (WrongState, NotFound) as error:
        say(request, f"{error} Here is the next question.")
    else:
        undo = reverse("purchasing:undo-judgement", args=[cluster_id, made.pk])
        say(request, f"Noted: {SAID[JudgedAs(made.answer)]}.", undo_url=undo)
    return redirect("purchasing:review-suppliers", cluster_id)


@guard(policies, "undo_judgement", scope="cluster")
@require_POST
def undo_judgement(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take an answer back."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    judgement = read.judgement_in(cluster, pk)
    actions.undo_judgement(judgement=judgement, by=request.actor, now=now())
    say(request, "Your answer is taken back. The question is asked again.")
    return redirect("purchasing:review-suppliers", cluster_id)
