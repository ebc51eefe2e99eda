"""Inviting organisations: one, several at once, and keeping at it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.post.outbox import deliveries
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Tone
from spinney.base.web.components.words import counted
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.told import say
from spinney.clusters import policies
from spinney.clusters.actions import invitations as actions
from spinney.clusters.bridge.rules import joining_rule
from spinney.clusters.forms.clusters import ReasonForm
from spinney.clusters.forms.invitations import GuestListForm, InviteForm, ResendForm
from spinney.clusters.models import Cluster
from spinney.clusters.queries import invitations as read
from spinney.clusters.queries.clusters import cluster_for
from spinney.clusters.queries.tiers import tiers_in_use
from spinney.clusters.views.acting import cluster_brand, cluster_trail
from spinney.clusters.views.cluster_tables import invitations_table


def _home(cluster: Cluster) -> str:
    return reverse("clusters:invitations", args=[cluster.pk])


def _around(cluster: Cluster, *more: tuple[str, str]) -> dict[str, Any]:
    here = ("Invitations", _home(cluster) if more else "")
    return {
        "cluster": cluster,
        "brand": cluster_brand(cluster),
        "trail": cluster_trail(cluster, here, *more),
    }


@guard(policies, "invitations", scope="cluster")
@require_safe
def invitations(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """Who was invited, whether the letter arrived, and what came of it."""
    cluster = cluster_for(request.actor, cluster_id)
    rows = read.newest_first(cluster.pk)
    fared = {about: d.sentence for about, d in deliveries(read.subjects(rows)).items()}
    listing = invitations_table(cluster, fared, read.handed_on(rows)).listing(
        request, rows, file_name=f"{cluster.name} invitations"
    )
    context = {"listing": listing, **_around(cluster)}
    return listing.export() or render(request, "clusters/invitations.html", context)


@guard(policies, "invite", scope="cluster")
def invite(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Invite one organisation, from the register or by its name."""
    cluster = cluster_for(request.actor, cluster_id)
    tiers = tiers_in_use(cluster)
    start = {"tier": str(next((t for t in tiers if t.is_member), tiers[0]).pk)}
    start["organisation"] = request.GET.get("organisation", "")
    form = InviteForm(request.POST or None, tiers=tiers, today=localdate(), initial=start)
    sent = attempt(
        request,
        form,
        lambda: actions.invite(
            cluster=cluster,
            guests=[form.guest()],
            tier=form.chosen,
            message=form.cleaned_data["message"],
            answer_by=form.cleaned_data["answer_by"],
            by=request.actor,
            now=now(),
        ),
    )
    if sent:
        say(request, f"{sent[0].organisation_name} is invited. The answer comes to you by e-mail.")
        return redirect(_home(cluster))
    context = {
        "form": form, "deed": "Send the invitation", "rule": joining_rule(cluster.pk),
        **_around(cluster, ("Invite", "")),
    }  # fmt: skip
    return render(request, "clusters/invite.html", context)


@guard(policies, "invite_several", scope="cluster")
def invite_several(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Invite many at once: paste or send a list, look at it, then send."""
    cluster = cluster_for(request.actor, cluster_id)
    tiers = tiers_in_use(cluster)
    start = {"tier": str(next((t for t in tiers if t.is_member), tiers[0]).pk)}
    # Another page may send a list along. Never in the address: it holds people's names.
    start["pasted"] = request.POST.get("brought", "")[:50_000]
    form = GuestListForm(
        None if start["pasted"] else request.POST or None,
        request.FILES or None,
        tiers=tiers,
        today=localdate(),
        initial=start,
    )
    listed = None
    if form.is_bound:
        listed = attempt(
            request, form, lambda: read.listed_guests(cluster, form.cleaned_data["pasted"])
        )
    if listed is not None:
        return _listed(request, cluster, form, listed)
    context = {
        "form": form, "deed": "Look at the list", "multipart": True,
        **_around(cluster, ("Invite several", "")),
    }  # fmt: skip
    return render(request, "clusters/invite_several.html", context)


def _listed(
    request: SpinneyRequest,
    cluster: Cluster,
    form: GuestListForm,
    listed: list[read.ListedGuest],
) -> HttpResponse:
    """The list as it was read; sent when she says so, leaving out what cannot be invited."""
    good = [row.guest for row in listed if not row.problem]
    if "send" in request.POST and good:
        try:
            sent = actions.invite(
                cluster=cluster,
                guests=good,
                tier=form.chosen,
                message=form.cleaned_data["message"],
                answer_by=form.cleaned_data["answer_by"],
                by=request.actor,
                now=now(),
            )
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            say(request, f"{counted(len(sent), 'organisation')} invited.")
            return redirect(_home(cluster))
    context = {
        "form": form, "listed": listed, "n_good": len(good),
        "n_bad": len(listed) - len(good), "tier": form.chosen,
        **_around(cluster, ("Invite several", "")),
    }  # fmt: skip
    return render(request, "clusters/invite_several_check.html", context)


@guard(policies, "remind_invitee", scope="cluster")
@require_POST
def remind_invitee(request: SpinneyRequest, cluster_id: int, invitation_id: int) -> HttpResponse:
    """Send an invitation once more, as a reminder."""
    found = read.invitation_for(request.actor, cluster_id, invitation_id)
    try:
        actions.remind_invitee(invitation=found, by=request.actor, now=now())
    except WrongState as error:
        say(request, str(error), tone=Tone.WAITS)
    else:
        say(request, f"{found.organisation_name} is reminded.")
    return redirect(_home(found.cluster))


@guard(policies, "resend_invitation", scope="cluster")
def resend_invitation(request: SpinneyRequest, cluster_id: int, invitation_id: int) -> HttpResponse:
    """See to one invitation: remind, send to another address or with a later date, withdraw."""
    found = read.invitation_for(request.actor, cluster_id, invitation_id)
    handed_on = read.handed_on([found]).get(found.pk, "")
    start = {"email": handed_on or found.email, "answer_by": found.answer_by}
    form = ResendForm(request.POST or None, today=localdate(), initial=start)
    sent = attempt(
        request,
        form,
        lambda: actions.resend_invitation(
            invitation=found,
            email=form.cleaned_data["email"],
            answer_by=form.cleaned_data["answer_by"],
            by=request.actor,
            now=now(),
        ),
    )
    if sent:
        say(request, f"The invitation went to {sent.email}. Links sent before no longer work.")
        return redirect(_home(found.cluster))
    context = {
        "form": form, "invitation": found, "handed_on": handed_on, "deed": "Send it again",
        **_around(found.cluster, (found.organisation_name, "")),
    }  # fmt: skip
    return render(request, "clusters/resend_invitation.html", context)


@guard(policies, "withdraw_invitation", scope="cluster")
def withdraw_invitation(
    request: SpinneyRequest, cluster_id: int, invitation_id: int
) -> HttpResponse:
    """Take an invitation back."""
    found = read.invitation_for(request.actor, cluster_id, invitation_id)
    form = ReasonForm(request.POST or None, hint="For your own record. It is not sent.")
    done = attempt(
        request,
        form,
        lambda: actions.withdraw_invitation(
            invitation=found, reason=form.cleaned_data["reason"], by=request.actor, now=now()
        ),
    )
    if done:
        say(request, f"{found.organisation_name} is no longer invited. Its link says so.")
        return redirect(_home(found.cluster))
    context = {
        "form": form, "invitation": found, "deed": "Withdraw the invitation",
        **_around(found.cluster, (found.organisation_name, "")),
    }  # fmt: skip
    return render(request, "clusters/withdraw_invitation.html", context)
