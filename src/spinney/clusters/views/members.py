"""Who belongs: the list, one member with its tier and why, and the deeds about membership."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import require
from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.told import say
from spinney.clusters import policies
from spinney.clusters.actions import members as actions
from spinney.clusters.bridge.rules import joining_rule
from spinney.clusters.forms.clusters import ReasonForm
from spinney.clusters.forms.members import AskToJoinForm, TierForm
from spinney.clusters.models import Membership
from spinney.clusters.policies import members as rules
from spinney.clusters.queries import clusters as read_clusters
from spinney.clusters.queries import members as read
from spinney.clusters.queries.cluster_page import representatives_in
from spinney.clusters.queries.decisions import named_decisions
from spinney.clusters.queries.member_page import member_page_of
from spinney.clusters.queries.tiers import tiers_in_use
from spinney.clusters.states import Decides
from spinney.clusters.views.acting import cluster_brand, cluster_trail
from spinney.clusters.views.cluster_tables import members_table


@guard(policies, "members", scope="cluster")
@require_safe
def members(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """Everyone who belongs, belonged or asked to, with a spreadsheet of them."""
    cluster = read_clusters.cluster_for(request.actor, cluster_id)
    rows = read.roll_for(request.actor, cluster.pk)
    if request.GET.get("as"):
        scope = cluster_scope(cluster.pk)
        require(policies.MAY, "export_members", by=request.actor, scope=scope)
    speakers = representatives_in(list(rows), localdate())
    listing = members_table(speakers).listing(request, rows, file_name=f"{cluster.name} members")
    context = {
        "listing": listing,
        "cluster": cluster,
        "runs_it": read_clusters.runs(request.actor, cluster.pk),
        "brand": cluster_brand(cluster),
        "trail": cluster_trail(cluster, ("Members", "")),
    }
    return listing.export() or render(request, "clusters/members.html", context)


@guard(policies, "member", scope="cluster")
@require_safe
def member(request: SpinneyRequest, cluster_id: int, membership_id: int) -> HttpResponse:
    """One member: its tier, why, what would change it and when; who speaks for it; its history."""
    found = read.member_for(request.actor, cluster_id, membership_id)
    context = {
        "page_of": member_page_of(request.actor, found, localdate()),
        "membership": found,
        "cluster": found.cluster,
        "brand": cluster_brand(found.cluster),
        "trail": _trail(request, found),
    }
    return render(request, "clusters/member.html", context)


def _trail(request: SpinneyRequest, found: Membership) -> object:
    name = found.organisation.name
    if read_clusters.is_observer(request.actor, found.cluster_id):
        return cluster_trail(found.cluster, (name, ""))
    here = reverse("clusters:members", args=[found.cluster_id])
    return cluster_trail(found.cluster, ("Members", here), (name, ""))


@guard(policies, "ask_to_join")
def ask_to_join(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Ask whether the organisation that she represents may join."""
    cluster = read_clusters.open_to_asking(request.actor).filter(pk=cluster_id).first()
    if cluster is None:
        raise NotFound("There is no such page, or it is not shared with you.")
    rules.check_acts_for_somebody(request.actor)
    rule = joining_rule(cluster.pk)
    waiting = read.of_organisation(cluster, request.actor.organisation_id or 0)
    form = AskToJoinForm(request.POST or None)
    asked = attempt(
        request,
        form,
        lambda: actions.ask_to_join(
            cluster=cluster, brings=form.cleaned_data["brings"], by=request.actor, now=now()
        ),
    )
    if asked:
        return render(request, "clusters/asked_to_join.html", {"cluster": cluster, "rule": rule})
    context = {
        "form": form, "cluster": cluster, "deed": "Send", "minutes": 4, "rule": rule,
        "waiting": waiting if waiting and waiting.state == "applied" else None,
        "back_url": reverse("clusters:clusters"),
    }  # fmt: skip
    return render(request, "clusters/ask_to_join.html", context)


@guard(policies, "take_back_request")
@require_POST
def take_back_request(request: SpinneyRequest, cluster_id: int, membership_id: int) -> HttpResponse:
    """She no longer asks to join."""
    found = read.member_for(request.actor, cluster_id, membership_id)
    actions.take_back_request(membership=found, by=request.actor, now=now())
    say(request, f"You no longer ask to join {found.cluster.name}.")
    return redirect("clusters:clusters")


def _into_tier(
    request: SpinneyRequest,
    found: Membership,
    deed: Callable[..., Membership],
    page: dict[str, Any],
) -> HttpResponse:
    """The pages on which a tier is chosen."""
    tiers = tiers_in_use(found.cluster)
    first = next((tier for tier in tiers if tier.is_member), tiers[0])
    form = TierForm(
        request.POST or None,
        tiers=tiers,
        needs_reason=page.pop("needs_reason", False),
        initial={"tier": str((page.pop("present", None) or first).pk)},
    )
    return decide(
        request, found, form,
        lambda: deed(
            membership=found, tier=form.chosen, reason=form.cleaned_data["reason"],
            by=request.actor, now=now(),
        ),
        page,
    )  # fmt: skip


def _lets_in(
    request: SpinneyRequest,
    found: Membership,
    deed: Callable[..., Membership],
    page: dict[str, Any],
) -> HttpResponse:
    """The pages on which somebody comes in, as was agreed."""
    rule, today = joining_rule(found.cluster_id), localdate()
    tiers = tiers_in_use(found.cluster)
    first = next((tier for tier in tiers if tier.is_member), tiers[0])
    invited_as = found.admitted_to if found.state == "applied" else None
    if invited_as in tiers[:-1]:  # whoever asks by itself asks for the lowest
        first = invited_as
    form = TierForm(
        request.POST or None,
        tiers=tiers,
        initial={"tier": str(first.pk)},
        asks=rule.decides != Decides.RUN,
        decisions=named_decisions(request.actor, found.cluster_id),
        today=today,
        sponsors=read.sponsors_of(found, today) if rule.sponsor else None,
    )
    return decide(
        request, found, form,
        lambda: deed(
            membership=found, tier=form.chosen, reason=form.cleaned_data["reason"],
            decided=form.said, sponsor=form.proposed_by, by=request.actor, now=now(),
        ),
        {**page, "rule": rule},
    )  # fmt: skip


def decide(
    request: SpinneyRequest,
    found: Membership,
    form: BaseForm,
    deed: Callable[[], Any],
    page: dict[str, Any],
) -> HttpResponse:
    """Do a deed about a member, and say what came of it."""
    done = attempt(request, form, deed)
    if done:
        say(request, page["told"](done))
        return redirect("clusters:member", found.cluster_id, found.pk)
    context = {
        **page, "form": form, "membership": found, "cluster": found.cluster,
        "brand": cluster_brand(found.cluster),
        "back_url": reverse("clusters:member", args=[found.cluster_id, found.pk]),
    }  # fmt: skip
    return render(request, page["template"], context)


def _now_in(done: Membership) -> str:
    return f"{done.organisation.name} is {done.tier.name} from today. We have told its people."


@guard(policies, "admit_member", scope="cluster")
def admit_member(request: SpinneyRequest, cluster_id: int, membership_id: int) -> HttpResponse:
    """Let an organisation in that asked to join."""
    found = read.member_for(request.actor, cluster_id, membership_id)
    page = {"template": "clusters/admit_member.html", "deed": "Let it in", "told": _now_in}
    return _lets_in(request, found, actions.admit_member, page)


@guard(policies, "readmit_member", scope="cluster")
def readmit_member(request: SpinneyRequest, cluster_id: int, membership_id: int) -> HttpResponse:
    """An organisation that left comes back."""
    found = read.member_for(request.actor, cluster_id, membership_id)
    page = {"template": "clusters/readmit_member.html", "deed": "Let it back in", "told": _now_in}
    return _lets_in(request, found, actions.readmit_member, page)


@guard(policies, "move_member", scope="cluster")
def move_member(request: SpinneyRequest, cluster_id: int, membership_id: int) -> HttpResponse:
    """Admit a member to another tier."""
    found = read.member_for(request.actor, cluster_id, membership_id)
    page = {
        "template": "clusters/move_member.html",
        "deed": "Move it",
        "told": _now_in,
        "needs_reason": True,
        "present": found.admitted_to,
    }
    return _into_tier(request, found, actions.move_member, page)


def with_reason(
    request: SpinneyRequest,
    cluster_id: int,
    membership_id: int,
    deed: Callable[..., Membership],
    page: dict[str, Any],
) -> HttpResponse:
    """The pages that ask only why."""
    found = read.member_for(request.actor, cluster_id, membership_id)
    form = ReasonForm(
        request.POST or None,
        needed=page.pop("needed"),
        hint="It is told to the organisation, and stays in the record.",
    )
    return decide(
        request, found, form,
        lambda: deed(
            membership=found, reason=form.cleaned_data["reason"], by=request.actor, now=now()
        ),
        page,
    )  # fmt: skip


@guard(policies, "decline_member", scope="cluster")
def decline_member(request: SpinneyRequest, cluster_id: int, membership_id: int) -> HttpResponse:
    """Do not let an organisation in, and tell it why."""
    page = {
        "template": "clusters/decline_member.html",
        "deed": "Say no",
        "told": lambda done: f"{done.organisation.name} was told that it does not come in.",
        "needed": True,
    }
    return with_reason(request, cluster_id, membership_id, actions.decline_member, page)
