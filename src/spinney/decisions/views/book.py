"""The register of decisions: the list, one decision, the minute book, whether it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from spinney.agreements import api as agreements
from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.policy import allows, may
from spinney.base.web.components.parts import Link, SummaryRow
from spinney.base.web.components.words import day
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.clusters import api as clusters
from spinney.decisions import policies
from spinney.decisions.bridge.facts import Facts
from spinney.decisions.forms.book import FromToForm
from spinney.decisions.models import Ballot, Decision, Meeting
from spinney.decisions.policies import book as rules
from spinney.decisions.queries import book as read
from spinney.decisions.queries.book_chain import verify_book as faults_of
from spinney.decisions.queries.book_list import listed, printed
from spinney.decisions.queries.book_page import Came, page_of
from spinney.decisions.queries.leads import elected_lead
from spinney.decisions.states import DecisionState
from spinney.decisions.views.book_tables import decisions_table
from spinney.decisions.views.decision_frames import (
    around_decision,
    around_register,
    decision_in,
    decision_status,
    decision_url,
)


@guard(policies, "decisions", scope="cluster")
@require_safe
def decisions(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """Everything that was decided, numbered."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    may_note = _may(request, "note_decision", cluster_id)
    table = decisions_table(cluster_id, localdate(), may_note=may_note)
    rows = listed(request.actor, cluster_id)
    listing = table.listing(request, rows, file_name=f"{cluster.name} decisions")
    context = {
        "listing": listing,
        "may_note": may_note,
        "lead": elected_lead(cluster_id, localdate()),
        **around_register(cluster),
    }
    return listing.export() or render(request, "decisions/decisions.html", context)


def _may(request: SpinneyRequest, verb: str, cluster_id: int) -> bool:
    return may(policies.MAY, verb, by=request.actor, scope=cluster_scope(cluster_id))


@guard(policies, "decision", scope="cluster")
@require_safe
def decision(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """One decision: what, by which rule, who, why; and what came of it."""
    found = decision_in(request, cluster_id, number)
    page = page_of(found)
    runs = _may(request, "note_decision", cluster_id)
    stands = found.state == DecisionState.STANDS
    context = {
        "shown": page,
        "facts": page.facts,
        "status": decision_status(found, localdate()),
        "rows": list(_rows(found, page.facts)),
        "taken": [(one.step, _link_to(one)) for one in page.taken],
        "runs": runs,
        "stands": stands,
        "can_supersede": runs and allows(rules.check_becomes, found, DecisionState.SUPERSEDED),
        "can_correct": runs and allows(rules.check_can_correct, found),
        "can_restore": runs and found.state == DecisionState.ENDED,
        **around_decision(found),
    }
    return render(request, "decisions/decision.html", context)


def _rows(found: Decision, facts: Facts) -> Iterator[SummaryRow]:
    if facts.question and facts.question != found.title:
        yield SummaryRow("Question", facts.question)
    yield SummaryRow("Decided on", day(found.decided_on))
    yield SummaryRow("How", f"{facts.way}, in secret" if facts.secret else facts.way)
    told = [
        ("Decided by", facts.decided_by), ("Who gave it to them", facts.given_by),
        ("Meeting", facts.meeting), ("On the agenda", facts.item), ("About", facts.about),
    ]  # fmt: skip
    yield from (SummaryRow(label, said) for label, said in told if said)
    if found.review_on and found.state == DecisionState.STANDS:
        yield SummaryRow("Look at it again by", day(found.review_on))


def _link_to(came: Came) -> Link | None:
    """Where what came of a step can be seen."""
    thing = came.thing
    if isinstance(thing, agreements.Version):
        here = [thing.agreement.cluster_id, thing.agreement_id]
        return Link(thing.agreement.title, reverse("agreements:agreement", args=here))
    if isinstance(thing, Meeting):
        address = reverse("decisions:meeting", args=[thing.cluster_id, thing.pk])
        return Link(thing.title, address)
    if isinstance(thing, Ballot):
        return Link(thing.title, reverse("decisions:ballot", args=[thing.cluster_id, thing.pk]))
    if came.step.kind == "outline":
        cluster = came.step.decision.cluster_id
        return Link("The outline of the workplan", reverse("decisions:outline", args=[cluster]))
    return None


@guard(policies, "minute_book", scope="cluster")
@require_safe
def minute_book(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """The register as a book to be printed, from a number to a number."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    form = FromToForm(request.GET or None)
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = printed(request.actor, cluster_id, chosen.get("first"), chosen.get("last"))
    context = {
        "form": form,
        "entries": rows,
        "today": localdate(),
        **around_register(cluster, ("Minute book", "")),
    }
    return render(request, "decisions/minute_book.html", context)


@guard(policies, "book_file", scope="cluster")
@require_safe
def book_file(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """The whole register as JSON, with which anybody can check the chain of its entries."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    rows = read.decisions_of(request.actor, cluster_id).order_by("number")
    told: dict[str, Any] = {
        "format": "spinney-decisions/1",
        "cluster": {"uid": str(cluster.uid), "name": cluster.name},
        "made_at": now().isoformat(timespec="seconds"),
        "decisions": [_as_json(one) for one in rows],
    }
    response = JsonResponse(told, json_dumps_params={"indent": 1, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="decisions-{cluster_id}.json"'
    return response


def _as_json(one: Decision) -> dict[str, Any]:
    return {
        "uid": str(one.uid), "number": one.number, "state": one.state, "facts": one.facts,
        "before": one.before_digest, "digest": one.digest,
        "superseded_by": one.superseded_by.number if one.superseded_by else None,
        "review_on": one.review_on.isoformat() if one.review_on else None,
    }  # fmt: skip


@guard(policies, "verify_book", scope="cluster")
@require_safe
def verify_book(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Whether nobody has changed, taken out or put in an entry."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    rows = read.decisions_of(request.actor, cluster_id)
    last = rows.first()
    context = {
        "faults": faults_of(cluster),
        "many": rows.count(),
        "last": last,
        "last_url": decision_url(last) if last else "",
        **around_register(cluster, ("Is it whole?", "")),
    }
    return render(request, "decisions/verify_book.html", context)
