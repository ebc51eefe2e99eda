"""Ballots are put to the members: announced, opened, given more time, taken back, replaced."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import counted, day_and_time
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.decisions import policies
from spinney.decisions.actions import opening as actions
from spinney.decisions.bridge.readiness import suggested_close
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.forms.clock import parts_of
from spinney.decisions.forms.opening import (
    AnnounceBallotForm,
    ExtendBallotForm,
    OpenBallotForm,
    WhyForm,
)
from spinney.decisions.models import Ballot
from spinney.decisions.policies import ballots as rules
from spinney.decisions.policies.voting import check_takes_votes
from spinney.decisions.queries import ballot_page
from spinney.decisions.states import BallotState
from spinney.decisions.views.around import around_ballot, ballot_in, ballot_url
from spinney.decisions.views.options import option_of


@guard(policies, "open_ballot", scope="cluster")
def open_ballot(request: SpinneyRequest, cluster_id: int, ballot_id: int) -> HttpResponse:
    """Say until when, and open the voting."""
    found = ballot_in(request, cluster_id, ballot_id)
    rules.check_becomes(found, BallotState.OPEN)
    if found.state == BallotState.ANNOUNCED:
        return _open_announced(request, found)
    today = localdate()
    form = OpenBallotForm(
        posted(request),
        initial={"closes_on": suggested_close(found.cluster, WAYS[found.way], today)},
    )
    done = attempt(
        request, form,
        lambda: actions.open_ballot(
            ballot=found, closes_at=form.closes_at(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        return _opened(request, done)
    context = {
        "form": form, "shown": ballot_page.shown(found, now()), "deed": "Open the voting",
        **around_ballot(found, ("Open the voting", "")),
    }  # fmt: skip
    return render(request, "decisions/open_ballot.html", context)


def _open_announced(request: SpinneyRequest, found: Ballot) -> HttpResponse:
    if request.method == "POST":
        return _opened(request, actions.open_ballot(ballot=found, by=request.actor, now=now()))
    context = {
        "shown": ballot_page.shown(found, now()), "deed": "Open the voting",
        **around_ballot(found, ("Open the voting", "")),
    }  # fmt: skip
    return render(request, "decisions/open_ballot.html", context)


def _opened(request: SpinneyRequest, done: Ballot) -> HttpResponse:
    asked = _get(done.electors.count())
    say(request, f"Voting is open until {day_and_time(done.closes_at)}. {asked} a link.")
    return redirect(ballot_url(done))


def _get(many: int) -> str:
    return f"{counted(many, 'organisation')} {'gets' if many == 1 else 'get'}"


@guard(policies, "announce_ballot", scope="cluster")
def announce_ballot(request: SpinneyRequest, cluster_id: int, ballot_id: int) -> HttpResponse:
    """Say from when until when; voting then opens by itself."""
    found = ballot_in(request, cluster_id, ballot_id)
    rules.check_is_draft(found)
    shown = ballot_page.shown(found, now())
    notice = shown.rule.customs.notice_days if shown.rule else 0
    way = WAYS[found.way]
    opens = localdate() + timedelta(days=max(1, notice))
    form = AnnounceBallotForm(
        posted(request),
        initial={"opens_on": opens, "closes_on": suggested_close(found.cluster, way, opens)},
    )
    done = attempt(
        request, form,
        lambda: actions.announce_ballot(
            ballot=found, opens_at=form.opens_at(), closes_at=form.closes_at(), by=request.actor,
            now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, f"It is announced. Voting opens on {day_and_time(done.opens_at)}.")
        return redirect(ballot_url(done))
    context = {
        "form": form, "shown": shown, "notice": notice, "deed": "Announce it",
        **around_ballot(found, ("Announce it", "")),
    }  # fmt: skip
    return render(request, "decisions/announce_ballot.html", context)


@guard(policies, "rewrite_ballot", scope="cluster")
@require_POST
def rewrite_ballot(request: SpinneyRequest, cluster_id: int, ballot_id: int) -> HttpResponse:
    """Take back an announcement, to go on writing."""
    found = ballot_in(request, cluster_id, ballot_id)
    actions.rewrite_ballot(ballot=found, by=request.actor, now=now())
    say(request, "It is a draft again. Those who were told of the vote are told that it waits.")
    return redirect(ballot_url(found))


@guard(policies, "extend_ballot", scope="cluster")
def extend_ballot(request: SpinneyRequest, cluster_id: int, ballot_id: int) -> HttpResponse:
    """Give the members more time."""
    found = ballot_in(request, cluster_id, ballot_id)
    check_takes_votes(found, now())
    form = ExtendBallotForm(posted(request), initial=parts_of("closes", found.closes_at))
    done = attempt(
        request, form,
        lambda: actions.extend_ballot(
            ballot=found, closes_at=form.closes_at(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        say(request, f"Voting is open until {day_and_time(done.closes_at)}. Voters are told.")
        return redirect(ballot_url(done))
    context = {"form": form, "deed": "Save", **around_ballot(found, ("More time", ""))}
    return render(request, "decisions/extend_ballot.html", context)


@guard(policies, "withdraw_ballot", scope="cluster")
def withdraw_ballot(request: SpinneyRequest, cluster_id: int, ballot_id: int) -> HttpResponse:
    """Take a ballot back; why is told to whoever was asked."""
    found = ballot_in(request, cluster_id, ballot_id)
    rules.check_becomes(found, BallotState.WITHDRAWN)
    form = WhyForm(posted(request))
    done = attempt(
        request, form,
        lambda: actions.withdraw_ballot(
            ballot=found, why=form.cleaned_data["why"], by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "The ballot is taken back. Whoever was asked is told why.")
        return redirect(ballot_url(done))
    context = {
        "form": form, "deed": "Take the ballot back",
        **around_ballot(found, ("Take it back", "")),
    }  # fmt: skip
    return render(request, "decisions/withdraw_ballot.html", context)


@guard(policies, "renew_ballot", scope="cluster")
def renew_ballot(request: SpinneyRequest, cluster_id: int, ballot_id: int) -> HttpResponse:
    """Begin a new version of what is open; what becomes of this one is said first."""
    found = ballot_in(request, cluster_id, ballot_id)
    rules.check_becomes(found, BallotState.REPLACED)
    if request.method == "POST":
        made = actions.renew_ballot(ballot=found, by=request.actor, now=now())
        say(request, f"Version {made.edition} is begun. Change it, then open it.")
        return redirect(ballot_url(made))
    context = {
        "shown": ballot_page.shown(found, now()), "deed": "Write a new version",
        **around_ballot(found, ("A new version", "")),
    }  # fmt: skip
    return render(request, "decisions/renew_ballot.html", context)


@guard(policies, "withdraw_option", scope="cluster")
def withdraw_option(
    request: SpinneyRequest, cluster_id: int, ballot_id: int, option_id: int
) -> HttpResponse:
    """Take an option out while voting is open."""
    found = ballot_in(request, cluster_id, ballot_id)
    check_takes_votes(found, now())
    option = option_of(found, option_id)
    form = WhyForm(posted(request))
    done = attempt(
        request, form,
        lambda: actions.withdraw_option(
            option=option, why=form.cleaned_data["why"], by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        say(request, f"“{done.title}” can no longer be chosen. Whoever marked it is told.")
        return redirect(ballot_url(found))
    context = {
        "form": form, "option": option, "deed": "Withdraw the option",
        **around_ballot(found, (option.title, "")),
    }  # fmt: skip
    return render(request, "decisions/withdraw_option.html", context)


@guard(policies, "remind_voters", scope="cluster")
@require_POST
def remind_voters(request: SpinneyRequest, cluster_id: int, ballot_id: int) -> HttpResponse:
    """Write again to those who have not voted."""
    found = ballot_in(request, cluster_id, ballot_id)
    many = actions.remind_voters(ballot=found, by=request.actor, now=now())
    say(request, f"{_get(many)} a reminder.")
    return redirect(ballot_url(found))
