"""Writing a call, opening and closing it, telling the outcome."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.errors import BadInput
from spinney.base.web import told
from spinney.base.web.components.parts import crumbs
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.clusters import policies
from spinney.clusters.actions import calls as actions
from spinney.clusters.forms.calls import CallForm, CloseOnForm, QuestionForm, StartForm, end_of
from spinney.clusters.models import Call, Cluster, Question
from spinney.clusters.queries import calls as queries
from spinney.clusters.states import CallState
from spinney.clusters.views.call_tables import CALLS, call_status, responses_table, sorting_acts


def the_call(request: SpinneyRequest, cluster_id: int, pk: int) -> Call:
    """A call of a cluster, if the actor may see it."""
    visible = queries.calls_visible_to(request.actor).select_related("cluster", "tier")
    return get_object_or_404(visible, cluster_id=cluster_id, pk=pk)


def trail(cluster: Cluster, *more: tuple[str, str]) -> object:
    """The way here: the cluster, its calls, and so on."""
    return crumbs(
        (cluster.name, reverse("clusters:cluster", args=[cluster.pk])),
        ("Calls for interest", reverse("clusters:list-calls", args=[cluster.pk])),
        *more,
    )


def address(call: Call) -> str:
    return reverse("clusters:view-call", args=[call.cluster_id, call.pk])


@guard(policies, "list_calls", scope="cluster")
@require_safe
def list_calls(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """The calls of a cluster, and how many answered each."""
    cluster = get_object_or_404(Cluster, pk=cluster_id)
    found = queries.calls_visible_to(request.actor).filter(cluster_id=cluster_id)
    listing = CALLS.listing(request, queries.with_progress(found))
    context = {"listing": listing, "cluster": cluster, "trail": trail(cluster)}
    return listing.export() or render(request, "clusters/list_calls.html", context)


@guard(policies, "make_call", scope="cluster")
def make_call(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Write a new call."""
    cluster = get_object_or_404(Cluster, pk=cluster_id)
    start = {"minutes": 10, "is_public": True}
    form = CallForm(request.POST or None, tiers=queries.tiers_offered(cluster), initial=start)
    if request.method == "POST" and form.is_valid():
        call = actions.make_call(cluster=cluster, text=form.said(), by=request.actor, now=now())
        told.say(request, "The call is written. Add its questions, then open it.")
        return redirect(address(call))
    context = {"form": form, "cluster": cluster, "trail": trail(cluster), "deed": "Save and go on"}
    return render(request, "clusters/make_call.html", context)


@guard(policies, "edit_call", scope="cluster")
def edit_call(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Change what a call says."""
    call = the_call(request, cluster_id, pk)
    form = CallForm(
        request.POST or None,
        tiers=queries.tiers_offered(call.cluster),
        initial=CallForm.initial_of(call),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_call(call=call, text=form.said(), by=request.actor, now=now())
        except BadInput as error:
            form.add_error("closes_on", str(error))
        else:
            told.say(request, "The call is changed.")
            return redirect(address(call))
    context = {"form": form, "call": call, "back_url": address(call), "deed": "Save"}
    return render(request, "clusters/edit_call.html", context)


@guard(policies, "view_call", scope="cluster")
@require_safe
def view_call(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponseBase:
    """A call, its questions, and the answers: find, compare, sort."""
    call = the_call(request, cluster_id, pk)
    responses = queries.responses_visible_to(request.actor).filter(call=call)
    rows = queries.scored(responses).prefetch_related("answers")
    listing = responses_table(call).listing(request, rows, acts=sorting_acts(call))
    counts = queries.counts_by_state(responses)
    context = {
        "call": call,
        "status": call_status(call),
        "listing": listing,
        "counts": counts,
        "n_sent": sum(n for s, n in counts.items() if s not in ("started", "withdrawn")),
        "n_open": counts.get("sent", 0) + counts.get("shortlisted", 0),
        "questions": list(call.questions.all()),
        "public_url": request.build_absolute_uri(
            reverse("clusters:start-response", args=[call.uid])
        ),
        "trail": trail(call.cluster, (call.title, "")),
        "can_edit_questions": call.state in (CallState.DRAFT, CallState.OPEN)
        and not counts.keys() - {"started"},
    }
    return listing.export() or render(request, "clusters/view_call.html", context)


@guard(policies, "print_call", scope="cluster")
@require_safe
def print_call(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """The call on paper: to be filled in by hand and keyed in."""
    call = the_call(request, cluster_id, pk)
    context = {
        "call": call,
        "questions": call.questions.all(),
        "back_url": address(call),
        "paper_labels": [field.label for field in StartForm()],
    }
    return render(request, "clusters/print_call.html", context)


@guard(policies, "add_question", scope="cluster")
def add_question(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Add a question to a call."""
    call = the_call(request, cluster_id, pk)
    start = {"is_required": True, "max_points": 0, "kind": Question.AnswerKind.TEXT}
    form = QuestionForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        actions.add_question(call=call, fields=form.cleaned_data, by=request.actor, now=now())
        told.say(request, "The question is added.")
        if "another" in request.POST:
            return redirect(request.path)
        return redirect(address(call))
    context = {"form": form, "call": call, "back_url": address(call), "deed": "Add the question"}
    return render(request, "clusters/add_question.html", context)


def _the_question(call: Call, question_pk: int) -> Question:
    return get_object_or_404(Question.objects.select_related("call"), call=call, pk=question_pk)


@guard(policies, "edit_question", scope="cluster")
def edit_question(
    request: SpinneyRequest, cluster_id: int, pk: int, question_pk: int
) -> HttpResponse:
    """Change a question, or move it up or down."""
    call = the_call(request, cluster_id, pk)
    question = _the_question(call, question_pk)
    if step := {"up": -1, "down": 1}.get(request.POST.get("move", "")):
        fields = {"position": question.position + step}
        actions.edit_question(question=question, fields=fields, by=request.actor, now=now())
        return redirect(f"{address(call)}#questions")
    form = QuestionForm(request.POST or None, initial=QuestionForm.initial_of(question))
    if request.method == "POST" and form.is_valid():
        actions.edit_question(
            question=question, fields=form.cleaned_data, by=request.actor, now=now()
        )
        told.say(request, "The question is changed.")
        return redirect(address(call))
    context = {"form": form, "call": call, "back_url": address(call), "deed": "Save"}
    return render(request, "clusters/edit_question.html", context)


@guard(policies, "remove_question", scope="cluster")
@require_POST
def remove_question(
    request: SpinneyRequest, cluster_id: int, pk: int, question_pk: int
) -> HttpResponse:
    """Take a question out of a call."""
    call = the_call(request, cluster_id, pk)
    question = _the_question(call, question_pk)
    actions.remove_question(question=question, by=request.actor, now=now())
    told.say(request, f"“{question.text}” is no longer asked.")
    return redirect(address(call))


@guard(policies, "open_call", scope="cluster")
@require_POST
def open_call(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Open a call for answers."""
    call = the_call(request, cluster_id, pk)
    actions.open_call(call=call, by=request.actor, now=now())
    told.say(request, f"The call is open until {call.closes_at:%-d %B %Y}.")
    return redirect(address(call))


@guard(policies, "close_call", scope="cluster")
@require_POST
def close_call(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Close a call before its time."""
    call = the_call(request, cluster_id, pk)
    actions.close_call(call=call, by=request.actor, now=now())
    told.say(request, "The call is closed. Nobody can answer it now.")
    return redirect(address(call))


@guard(policies, "reopen_call", scope="cluster")
def reopen_call(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Open a closed call again, until a later day."""
    call = the_call(request, cluster_id, pk)
    form = CloseOnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            closes_at = end_of(form.cleaned_data["closes_on"])
            actions.reopen_call(call=call, closes_at=closes_at, by=request.actor, now=now())
        except BadInput as error:
            form.add_error("closes_on", str(error))
        else:
            told.say(request, "The call is open again.")
            return redirect(address(call))
    context = {"form": form, "call": call, "back_url": address(call), "deed": "Open it again"}
    return render(request, "clusters/reopen_call.html", context)


@guard(policies, "tell_outcome", scope="cluster")
def tell_outcome(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Check, then tell everyone who answered."""
    call = the_call(request, cluster_id, pk)
    policies.calls.check_can_tell(call)
    counts = queries.counts_by_state(queries.responses_visible_to(request.actor).filter(call=call))
    if request.method == "POST":
        done = actions.tell_outcome(call=call, by=request.actor, now=now())
        told.say(
            request,
            f"Everyone is being told: {done['chosen']} chosen, {done['not_chosen']} not.",
        )
        return redirect(address(call))
    context = {"call": call, "counts": counts, "back_url": address(call)}
    return render(request, "clusters/tell_outcome.html", context)
