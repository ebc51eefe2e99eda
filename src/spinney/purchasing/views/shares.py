"""Who shares its spending with a cluster, who is asked, and what others would see of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.agreements import api as agreements
from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import may
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Status, Tone
from spinney.base.web.components.words import counted, day
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.listing.columns import Column
from spinney.base.web.tables import Empty, Table
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.actions import asking
from spinney.purchasing.actions import shares as actions
from spinney.purchasing.forms.shares import AgreedForm, AskForm, MonthsForm, ShareForm
from spinney.purchasing.policies import shares as rules
from spinney.purchasing.queries import shares as read
from spinney.purchasing.queries.seeing import broker_of, term_of
from spinney.purchasing.queries.uploads import standing_of
from spinney.purchasing.views.around import around_cluster
from spinney.register.api import Organisation

SHARES = "Who shares"
PURCHASES = "purchases"
"""The key of the term that says who sees what of purchases."""


def _cluster(request: SpinneyRequest, cluster_id: int) -> clusters.Cluster:
    return clusters.cluster_for(request.actor, cluster_id)


def _around(cluster: clusters.Cluster, *more: tuple[str, str]) -> dict[str, Any]:
    listed = reverse("purchasing:spend-shares", args=[cluster.pk])
    own = (SHARES, listed if more else "")
    return around_cluster(cluster, own, *more) | {"back_url": listed if more else ""}


def _status(one: read.MemberStanding) -> Status:
    if one.share is not None:
        return Status("Shares", Tone.GO)
    if one.asked is None:
        return Status("Does not share", Tone.PLAIN)
    if one.asked.answered_at is not None:
        return Status("Has given in a file, does not share yet", Tone.WAITS)
    return Status("Asked", Tone.WAITS)


def _period(one: read.MemberStanding) -> str:
    if one.share is None:
        return ""
    return f"{day(one.share.first_day)} to {day(one.share.last_day)}"


def _asked_on(one: read.MemberStanding) -> Any:
    return one.asked.asked_at.date() if one.asked else None


MEMBERS = Table(
    name="shares",
    caption="Members and their figures",
    noun="member",
    columns=[
        Column("name", "Member", order_by="name"),
        Column("status", "How it stands", kind="status", value=_status),
        Column("period", "From and to", value=_period),
        Column("asked", "Asked on", kind="date", value=_asked_on),
    ],
    search=["name"],
    empty=Empty("The cluster has no members yet", "Invite some first."),
    row_id=lambda one: one.organisation_id,
)

SEEN = Table(
    name="seen-by-others",
    caption="What others would see",
    noun="name",
    columns=[
        Column("written", "Who was paid", order_by="written"),
        Column("category", "Category", order_by="category"),
        Column("to_members", "Members see"),
        Column("pence", "Exact amount", kind="money", order_by="pence"),
    ],
    search=["written", "category"],
    empty=Empty("Nothing is in these months", "Choose other months, or give in a file."),
    row_id=lambda one: one.written,
)
COMPARES = {
    "runners": "Those who run it see",
    "lead_body": "The lead body sees",
    "host": "The host sees",
    "named": "Those you named see",
}
"""Who sees exact amounts, as the terms say; where they let nobody, the column goes."""


def _seen_table(broker: str) -> Table:
    *shown, exact = SEEN.columns
    if broker not in COMPARES:
        return replace(SEEN, columns=shown)
    return replace(SEEN, columns=[*shown, replace(exact, label=COMPARES[broker])])


@guard(policies, "spend_shares", scope="cluster")
@require_safe
def spend_shares(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """Who shares, for which months; those who run the cluster see whom they asked."""
    cluster = _cluster(request, cluster_id)
    rows = read.standing_of_members(request.actor, cluster, localdate())
    listing = MEMBERS.listing(request, rows, file_name="who shares spending")
    scope = cluster_scope(cluster.pk)
    mine = next((one for one in rows if one.organisation_id == request.actor.organisation_id), None)
    context = {
        "listing": listing,
        "mine": mine,
        "number": sum(one.share is not None for one in rows),
        "members": len(rows),
        "runs": may(policies.MAY, "ask_for_spend", by=request.actor, scope=scope),
        "waiting": sum(one.waits for one in rows),
        **_terms(cluster),
        **_around(cluster),
    }
    return listing.export() or render(request, "purchasing/spend_shares.html", context)


def _terms(cluster: clusters.Cluster) -> dict[str, Any]:
    """What the terms in force say of purchases, and where they say so."""
    terms = term_of(cluster, localdate())
    return {
        "terms": terms,
        "broker": broker_of(terms),
        "terms_words": terms.purchases.words(read.broker_names(terms)),
        "source": terms.source(PURCHASES),
    }


@guard(policies, "ask_for_spend", scope="cluster")
def ask_for_spend(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Ask some or all members for their payments files."""
    cluster = _cluster(request, cluster_id)
    rows = read.standing_of_members(request.actor, cluster, localdate())
    left = [one for one in rows if one.share is None]
    if not left:
        every = "All members share already" if rows else "The cluster has no members yet"
        say(request, f"{every}, so there is nobody to ask.", tone=Tone.QUIET)
        return redirect("purchasing:spend-shares", cluster_id)
    form = AskForm(posted(request), members=left)
    asked = attempt(
        request,
        form,
        lambda: asking.ask_for_spend(
            cluster=cluster, by=request.actor, now=now(), **form.cleaned_data
        ),
    )
    if asked is not None:
        say(request, f"{counted(len(asked), 'member')} asked. The letters are on the way.")
        return redirect("purchasing:spend-shares", cluster_id)
    context = {"form": form, "deed": "Send the letters"}
    return render(
        request, "purchasing/ask_for_spend.html", context | _around(cluster, ("Ask for files", ""))
    )


@guard(policies, "remind_of_spend", scope="cluster")
@require_POST
def remind_of_spend(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Ask those again who have given nothing in."""
    done = asking.remind_of_spend(
        cluster=_cluster(request, cluster_id), by=request.actor, now=now()
    )
    say(request, f"{counted(len(done), 'member')} reminded.")
    return redirect("purchasing:spend-shares", cluster_id)


def _own(request: SpinneyRequest) -> Organisation:
    return Organisation.objects.get(pk=rules.organisation_of(request.actor))


@guard(policies, "preview_share", scope="cluster")
@require_safe
def preview_share(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """What others would see of one's own spending in some months, before it is shared."""
    cluster, organisation = _cluster(request, cluster_id), _own(request)
    months = standing_of(organisation.pk).months
    share = read.share_for(cluster, organisation.pk)
    period = _period_form(request.GET, months)
    seen: list[read.SharedName] = []
    terms = _terms(cluster)
    if months and period.is_valid():
        seen = read.preview(organisation, *period.period(), terms["terms"].purchases.shown)
    table = _seen_table(terms["terms"].purchases.broker)
    listing = table.listing(request, seen, file_name="what others would see")
    if file := listing.export():
        return file
    context = {
        "organisation": organisation,
        "months": period,
        "has_months": bool(months),
        "listing": listing,
        "share": share if share and share.state == "shared" else None,
        "form": _share_form(period, months, terms["terms"]) if seen else None,
        "renew": bool(share and share.state == "shared" and read.must_renew(share, terms["terms"])),
        **terms,
        **_around(cluster, ("What others would see", "")),
    }
    return render(request, "purchasing/preview_share.html", context)


def _period_form(given: QueryDict, months: Any) -> MonthsForm:
    """The months that an address asks for; the last year of what is in, where it asks for none."""
    if "first_month" in given:
        return MonthsForm(given, months=months)
    empty = MonthsForm(months=months)
    start = {name: empty.fields[name].initial for name in ("first_month", "last_month")}
    return MonthsForm(start if months else None, months=months)


def _share_form(period: MonthsForm, months: Any, terms: agreements.Terms) -> ShareForm:
    start = {
        **period.cleaned_data, "shown": terms.purchases.shown, "broker": broker_of(terms)
    }  # fmt: skip
    return ShareForm(months=months, initial=start)


@guard(policies, "share_spend", scope="cluster")
@require_POST
def share_spend(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Share what was just looked at."""
    cluster, organisation = _cluster(request, cluster_id), _own(request)
    form = ShareForm(request.POST, months=standing_of(organisation.pk).months)
    if not form.is_valid():
        raise BadInput("Choose the months on the page before, and look at what others would see.")
    first_day, last_day = form.period()
    actions.share_spend(
        cluster=cluster, first_day=first_day, last_day=last_day, agreed=form.agreed(),
        by=request.actor, now=now(),
    )  # fmt: skip
    undo = reverse("purchasing:take-back-share", args=[cluster_id])
    told = f"{organisation.name} shares its spending. You can take it back at any time."
    say(request, told, undo_url=undo, undo_label="Take it back")
    return redirect("purchasing:spend-shares", cluster_id)


@guard(policies, "renew_share", scope="cluster")
@require_POST
def renew_share(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Agree that what is shared is seen as the terms say now."""
    form = AgreedForm(request.POST)
    if not form.is_valid():
        raise BadInput("Look at what others would see now, then agree to it.")
    actions.renew_share(
        cluster=_cluster(request, cluster_id), agreed=form.agreed(), by=request.actor, now=now()
    )
    say(request, "What you share is now seen as the terms say.")
    return redirect("purchasing:spend-shares", cluster_id)


@guard(policies, "take_back_share", scope="cluster")
@require_POST
def take_back_share(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Let nobody see it any longer."""
    actions.take_back_share(
        cluster=_cluster(request, cluster_id), organisation=_own(request), by=request.actor,
        now=now(),
    )  # fmt: skip
    say(request, "Taken back. From now on nobody else sees anything of it.", tone=Tone.QUIET)
    return redirect("purchasing:spend-shares", cluster_id)
