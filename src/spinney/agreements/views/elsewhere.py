"""An agreement that was signed elsewhere: brought in, keyed in, compared by two people."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from spinney.agreements import policies
from spinney.agreements.actions import elsewhere as actions
from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.forms.elsewhere import BringInForm, CompareForm, DatesForm
from spinney.agreements.models import Agreement
from spinney.agreements.policies import drafting as drafting_rules
from spinney.agreements.queries import elsewhere as read
from spinney.agreements.queries import starting
from spinney.agreements.states import SpeaksFor, VersionState
from spinney.agreements.views.around import agreement_in, agreement_url, around, around_cluster
from spinney.base.kernel.actors import cluster_scope
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import SummaryRow
from spinney.base.web.components.words import day
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters


@guard(policies, "bring_in_agreement", scope="cluster")
def bring_in_agreement(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Send in the original, say what it is and between whom."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    form = _form(request, cluster)
    made = attempt(
        request,
        form,
        lambda: actions.bring_in_agreement(
            cluster=cluster,
            original=form.original(),
            kind=form.cleaned_data["kind"],
            title=form.cleaned_data["title"],
            parties=form.lines(),
            speaks_for=form.whose,
            by=request.actor,
            now=now(),
        ),
    )
    if made:
        say(request, f"“{made.title}” is here. Now say what it says, one thing at a time.")
        return redirect(agreement_url(made, "brought_in"))
    context = {
        "form": form, "deed": "Bring it in",
        **around_cluster(cluster, ("Signed elsewhere", "")),
    }  # fmt: skip
    return render(request, "agreements/bring_in_agreement.html", context)


def _form(request: SpinneyRequest, cluster: clusters.Cluster) -> BringInForm:
    runs = drafting_rules.runs(request.actor, cluster_scope(cluster.pk))
    members = starting.members_of(cluster)
    chosen = starting.chosen_at_first(request.actor, cluster, members)
    templates = [one for one in wordings().values() if not one.of_another]
    return BringInForm(
        posted(request),
        request.FILES or None,
        members=members,
        whole=runs,
        chosen=[] if runs else chosen,
        templates=templates,
    )


@guard(policies, "brought_in", scope="cluster")
def brought_in(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """What was keyed in, beside the original: to go on with, or to compare."""
    found = agreement_in(request, cluster_id, agreement_id)
    return _page(request, found, None)


def _page(request: SpinneyRequest, found: Agreement, form: CompareForm | None) -> HttpResponse:
    page = read.brought_in(request.actor, found)
    form = form or CompareForm(initial={"digest": page.digest})
    context: dict[str, Any] = {
        "page_of": page,
        "form": form,
        "rows": _rows(found, page),
        "usual": [(one, _url(found, one.key)) for one in page.usual],
        "first_url": next((_url(found, one.key) for one in page.usual if not one.said), ""),
        **around(found, ("Signed elsewhere", "")),
    }
    return render(request, "agreements/brought_in.html", context)


def _url(found: Agreement, key: str) -> str:
    return agreement_url(found, "answer_term", key)


def _rows(found: Agreement, page: read.BroughtIn) -> list[SummaryRow]:
    parties = found.parties.filter(left_on=None).select_related("organisation")
    names = [
        f"{one.organisation.name} ({one.get_role_display().lower()})"
        if one.role != "member"
        else one.organisation.name
        for one in parties
    ]
    return [
        SummaryRow("Signed on", day(page.original.signed_on)),
        SummaryRow("Holds from", day(page.version.in_force_from or page.version.wanted_from)),
        SummaryRow("Parties", "\n".join(names) or "None yet"),
    ]


@guard(policies, "redate_original", scope="cluster")
def redate_original(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """Put the days right."""
    found = agreement_in(request, cluster_id, agreement_id)
    drafting_rules.check_drafts(request.actor, found)
    page = read.brought_in(request.actor, found)
    policies.elsewhere.check_waits(page.version)
    start = {"signed_on": page.original.signed_on, "holds_from": page.version.wanted_from}
    form = DatesForm(posted(request), initial=start)
    done = attempt(
        request,
        form,
        lambda: actions.redate_original(
            version=page.version, by=request.actor, now=now(), **form.cleaned_data
        ),
    )
    if done:
        say(request, "The days are put right. Whoever had confirmed it is asked once more.")
        return redirect(agreement_url(found, "brought_in"))
    back = agreement_url(found, "brought_in")
    context = {
        "form": form, "deed": "Save", "back_url": back,
        **around(found, ("Signed elsewhere", back), ("Days", "")),
    }  # fmt: skip
    return render(request, "agreements/redate_original.html", context)


@guard(policies, "ask_of_original", scope="cluster")
@require_POST
def ask_of_original(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, key: str
) -> HttpResponse:
    """The original says something of this too: go and key it in."""
    found = agreement_in(request, cluster_id, agreement_id)
    page = read.brought_in(request.actor, found)
    actions.ask_of_original(version=page.version, key=key, by=request.actor, now=now())
    return redirect(f"{_url(found, key)}?from=draft")


@guard(policies, "confirm_original", scope="cluster")
@require_POST
def confirm_original(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """She has compared it with the original."""
    found = agreement_in(request, cluster_id, agreement_id)
    page = read.brought_in(request.actor, found)
    policies.elsewhere.check_compares(request.actor, found)
    form = CompareForm(posted(request))
    done = attempt(
        request,
        form,
        lambda: actions.confirm_original(
            version=page.version, digest=form.cleaned_data["digest"], by=request.actor, now=now()
        ),
    )
    if done is None:
        return _page(request, found, form)
    if done.state == VersionState.AGREED:
        say(request, f"“{found.title}” is in force from {day(done.in_force_from)}.")
        return redirect(agreement_url(found))
    say(request, "Thank you. It is in force once one more person has compared it.")
    return redirect(agreement_url(found, "brought_in"))


@guard(policies, "take_back_original", scope="cluster")
@require_POST
def take_back_original(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """It was brought in by mistake."""
    found = agreement_in(request, cluster_id, agreement_id)
    actions.take_back_original(agreement=found, by=request.actor, now=now())
    whole = " The site goes by it no more." if found.speaks_for == SpeaksFor.CLUSTER else ""
    say(
        request,
        f"“{found.title}” is taken back.{whole}",
        undo_url=agreement_url(found, "undo_end"),
    )
    return redirect(agreement_url(found))
