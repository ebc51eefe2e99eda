"""Votes by proxy: given, held, taken back; in a ballot or at a meeting."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import counted
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.decisions import policies
from spinney.decisions.actions import proxies as actions
from spinney.decisions.forms.voting import ProxyForm
from spinney.decisions.models import Ballot, Meeting
from spinney.decisions.queries import proxies as queries
from spinney.decisions.queries.meetings import get_meeting
from spinney.decisions.queries.voting import live_proxies, may_vote_in
from spinney.decisions.views.around import around_ballot, around_cluster, ballot_in, ballot_url
from spinney.decisions.views.booths import Booth, booth_in


@guard(policies, "proxies", scope="cluster")
@require_safe
def proxies(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Who votes for whom in a ballot."""
    ballot = ballot_in(request, cluster_id, pk)
    context = {
        "proxies": live_proxies(ballot),
        "own": request.actor.organisation_id,
        "most": queries.most_each(ballot, localdate()),
        "may_give": may_vote_in(request.actor, ballot, localdate())
        and queries.own_proxy(ballot, request.actor.organisation_id) is None,
        **around_ballot(ballot, ("Who votes for whom", "")),
    }
    return render(request, "decisions/proxies.html", context)


@guard(policies, "give_proxy", scope="cluster")
def give_proxy(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Let another organisation vote for one's own in a ballot."""
    return proxy_page(booth_in(request, cluster_id, pk))


def proxy_page(booth: Booth) -> HttpResponse:
    """The same, signed in or by a link; and taking it back."""
    given = queries.own_proxy(booth.ballot, booth.organisation_id)
    if given is not None and booth.request.POST.get("deed") == "end":
        actions.end_proxy(proxy=given, by=booth.request.actor, now=now())
        return booth.done(f"{given.holder.name} votes no longer for you.")
    form = _form(booth.request, booth.ballot, booth.organisation_id)
    done = attempt(
        booth.request, form,
        lambda: actions.give_proxy(
            about=booth.ballot, by=booth.request.actor, now=now(), **_said(form)
        ),
    )  # fmt: skip
    if done is not None:
        return booth.done(f"{done.holder.name} can vote for you now. You can still vote yourself.")
    context = _context(booth.ballot, form) | {
        "given": given,
        **booth.around(("Let another vote for you", "")),
    }
    return render(booth.request, "decisions/give_proxy.html", context)


@guard(policies, "give_meeting_proxy", scope="cluster")
def give_meeting_proxy(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Let another organisation vote for one's own in every ballot that is held at a meeting."""
    meeting = get_meeting(request.actor, cluster_id, pk)
    own = request.actor.organisation_id or 0
    given = queries.own_proxy(meeting, own)
    form = _form(request, meeting, own)
    done = attempt(
        request, form,
        lambda: actions.give_proxy(about=meeting, by=request.actor, now=now(), **_said(form)),
    )  # fmt: skip
    if done is not None:
        say(request, f"{done.holder.name} can vote for you at this meeting.")
        return redirect("decisions:meeting", cluster_id, pk)
    context = _context(meeting, form) | {
        "given": given,
        **around_cluster(meeting.cluster, (meeting.title, ""), ("Let another vote for you", "")),
    }
    return render(request, "decisions/give_proxy.html", context)


@guard(policies, "end_proxy", scope="cluster")
@require_POST
def end_proxy(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take a proxy back, or give it back."""
    proxy = queries.get_proxy(request.actor, cluster_id, pk)
    actions.end_proxy(proxy=proxy, by=request.actor, now=now())
    say(request, f"{proxy.holder.name} votes no longer for {proxy.organisation.name}.")
    if proxy.ballot is not None:
        return redirect(ballot_url(proxy.ballot, "proxies"))
    return redirect("decisions:meeting", cluster_id, proxy.meeting_id)


def _form(request: SpinneyRequest, about: Ballot | Meeting, organisation_id: int) -> ProxyForm:
    free = queries.holders_for(about, organisation_id, localdate())
    return ProxyForm(posted(request), holders=[(one.pk, one.name) for one in free])


def _said(form: ProxyForm) -> dict[str, Any]:
    return {"holder_id": form.cleaned_data["holder"], "wishes": form.cleaned_data["wishes"]}


def _context(about: Ballot | Meeting, form: ProxyForm) -> dict[str, object]:
    most = queries.most_each(about, localdate())
    return {
        "form": form, "deed": "Let them vote for us", "most": most,
        "others": counted(most, "other"), "at_meeting": isinstance(about, Meeting),
    }  # fmt: skip
