"""Answering an invitation: from the link in the letter, or signed in."""

from __future__ import annotations

import base64
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now

from spinney.base.access import links
from spinney.base.access.models import Person, TaskLink
from spinney.base.kernel.errors import NotAllowed, NotFound
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Brand
from spinney.base.web.components.words import clock
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.task_links import task_link
from spinney.clusters import policies
from spinney.clusters.actions import answers as actions
from spinney.clusters.bridge.rules import joining_rule
from spinney.clusters.forms.clusters import ReasonForm
from spinney.clusters.forms.invitations import AcceptForm, ForwardForm
from spinney.clusters.models import Cluster, Invitation
from spinney.clusters.policies.invitations import check_can_become
from spinney.clusters.queries import invitations as read
from spinney.clusters.queries.clusters import facilitators_of
from spinney.clusters.queries.members import present
from spinney.clusters.states import InvitationState

ACCEPT, DECLINE, FORWARD = "accept", "decline", "forward"
TO_COLLEAGUES = "to-colleagues"


def _stands(link: TaskLink) -> bool:
    """Whether the invitation of a link still waits for an answer."""
    waiting = Invitation.objects.filter(state=InvitationState.SENT)
    return waiting.filter(pk=int(link.subject.rsplit(":", 1)[1])).exists()


@task_link("clusters.accept_invitation", stands=_stands, say_no=DECLINE)
def answer_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """The pages behind the link of an invitation."""
    found = read.visible_to(request.actor).first()
    if found is None:
        raise NotFound("This invitation is no longer kept.")
    if step == ACCEPT and request.POST.get("save"):
        return _saved(request, link)
    path = request.task_path
    urls = {
        "start_url": path,
        "accept_url": f"{path}{ACCEPT}/",
        "decline_url": f"{path}{DECLINE}/",
        "colleagues_url": f"{path}{TO_COLLEAGUES}/",
    }
    return _answer(request, found, step, link.email, urls, link)


def _saved(request: SpinneyRequest, link: TaskLink) -> HttpResponse:
    """Keep with the link what she typed so far: it is there when she opens it on another device."""
    _remember(request, link)
    return HttpResponse(status=204, headers={"X-Saved": f"Saved {clock(now())}"})


def _remember(request: SpinneyRequest, link: TaskLink) -> None:
    known = {name: request.POST[name] for name in AcceptForm.base_fields if name in request.POST}
    known.pop("agrees", None)  # to agree is part of the deed itself
    links.remember(link, **{ACCEPT: known})


def _signed_in(request: SpinneyRequest, invitation_id: int, step: str) -> HttpResponse:
    """The same pages for somebody who is signed in and to whom the invitation was sent."""
    found = get_object_or_404(
        Invitation.objects.select_related("cluster__programme", "tier", "organisation"),
        pk=invitation_id,
    )
    email = Person.objects.get(pk=request.actor.person_id or 0).email
    if not read.is_invitee(request.actor, email, found):
        raise NotFound("There is no such invitation, or it is not for you.")
    urls = {
        f"{name}_url": reverse(f"clusters:{name}-invitation", args=[found.pk])
        for name in (ACCEPT, DECLINE, FORWARD)
    }
    urls["start_url"] = urls["accept_url"]
    urls["colleagues_url"] = urls["forward_url"]
    return _answer(request, found, step, email, urls)


@guard(policies, "accept_invitation")
def accept_invitation(request: SpinneyRequest, invitation_id: int) -> HttpResponse:
    """Accept an invitation, signed in."""
    return _signed_in(request, invitation_id, ACCEPT)


@guard(policies, "decline_invitation")
def decline_invitation(request: SpinneyRequest, invitation_id: int) -> HttpResponse:
    """Say no to an invitation, signed in."""
    return _signed_in(request, invitation_id, DECLINE)


@guard(policies, "forward_invitation")
def forward_invitation(request: SpinneyRequest, invitation_id: int) -> HttpResponse:
    """Pass an invitation on, signed in."""
    return _signed_in(request, invitation_id, FORWARD)


def _answer(
    request: SpinneyRequest,
    found: Invitation,
    step: str,
    email: str,
    urls: dict[str, str],
    link: TaskLink | None = None,
) -> HttpResponse:
    check_can_become(found, InvitationState.ACCEPTED)
    pages = {
        ACCEPT: _accept,
        DECLINE: _decline,
        FORWARD: _forward,
        TO_COLLEAGUES: _forward,
    }
    page = pages.get(step, _start)
    around = {
        "invitation": found,
        "cluster": found.cluster,
        "brand": guest_brand(found.cluster),
        "email": email,
        "link": link,
        "saves": link is not None,
        **urls,
    }
    return page(request, found, email, around)


def guest_brand(cluster: Cluster) -> Brand:
    """The cluster's name and logo for somebody who is not in it: the picture stands in the page,
    since its own address is closed to her.
    """
    logo = ""
    if cluster.logo:
        try:
            with cluster.logo.open("rb") as file:
                logo = "data:image/png;base64," + base64.b64encode(file.read()).decode()
        except OSError:
            logo = ""
    return Brand(cluster.name, "", logo, cluster.colour)


def _start(
    request: SpinneyRequest, found: Invitation, email: str, around: dict[str, Any]
) -> HttpResponse:
    """What the invitation is, who is there already, and the three ways to answer."""
    today = localdate()
    context = {
        **around,
        "members": [m for m in present(found.cluster_id, today) if m.tier.is_member],
        "facilitators": facilitators_of(found.cluster_id, today),
        "rule": joining_rule(found.cluster_id),
    }
    return render(request, "clusters/accept_invitation_start.html", context)


def _accept(
    request: SpinneyRequest, found: Invitation, email: str, around: dict[str, Any]
) -> HttpResponse:
    person = Person.objects.filter(email=email).first()
    rule = joining_rule(found.cluster_id)
    link: TaskLink | None = around["link"]
    form = AcceptForm(
        request.POST or None,
        invitation=found,
        name=person.name if person else _name_written_to(found, email),
        initial=link.memory.get(ACCEPT) if link else None,
        at_once=rule.at_once,
    )
    try:
        membership = attempt(
            request,
            form,
            lambda: actions.accept_invitation(
                invitation=found, answer=form.answer(), by=request.actor, now=now()
            ),
        )
    except NotAllowed as error:
        return render(
            request, "clusters/accept_invitation_others.html", {**around, "told": str(error)}
        )
    if membership:
        context = {**around, "membership": membership, "rule": rule}
        return render(request, "clusters/accept_invitation_done.html", context)
    if link is not None and form.is_bound:
        _remember(request, link)  # without a script nothing was saved as she typed
    context = {
        **around, "form": form, "back_url": around["start_url"], "rule": rule,
        "deed": "Accept the invitation" if rule.at_once else "Ask to join",
    }  # fmt: skip
    return render(request, "clusters/accept_invitation.html", context)


def _name_written_to(invitation: Invitation, email: str) -> str:
    """The name that the invitation gives: of the person it went to, not of a colleague to whom
    she handed it on.
    """
    return invitation.person_name if email.lower() == invitation.email.lower() else ""


def _decline(
    request: SpinneyRequest, found: Invitation, email: str, around: dict[str, Any]
) -> HttpResponse:
    form = ReasonForm(request.POST or None, hint="A word helps them. You may also leave it empty.")
    done = attempt(
        request,
        form,
        lambda: actions.decline_invitation(
            invitation=found, reason=form.cleaned_data["reason"], by=request.actor, now=now()
        ),
    )
    if done:
        return render(request, "clusters/decline_invitation_done.html", around)
    context = {**around, "form": form, "back_url": around["start_url"], "deed": "Say no"}
    return render(request, "clusters/decline_invitation.html", context)


def _forward(
    request: SpinneyRequest, found: Invitation, email: str, around: dict[str, Any]
) -> HttpResponse:
    to_colleagues = "to_colleagues" in request.POST
    form = ForwardForm(None if to_colleagues else request.POST or None)
    if to_colleagues:
        actions.forward_invitation(invitation=found, by=request.actor, now=now())
        return render(request, "clusters/forward_invitation_done.html", around)
    done = attempt(
        request,
        form,
        lambda: actions.forward_invitation(
            invitation=found, email=form.cleaned_data["email"], by=request.actor, now=now()
        ),
    )
    if done:
        context = {**around, "sent_to": form.cleaned_data["email"]}
        return render(request, "clusters/forward_invitation_done.html", context)
    context = {**around, "form": form, "back_url": around["start_url"], "deed": "Pass it on"}
    return render(request, "clusters/forward_invitation.html", context)
