"""Votes on paper and by phone: which wait, typing one, typing it again, taking one out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from spinney.base.access.names import names_of_people
from spinney.base.kernel.policy import allows, may
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import SummaryRow
from spinney.base.web.components.words import counted, day
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.decisions import policies
from spinney.decisions.actions import entries as actions
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.forms.entries import ConfirmEntryForm, EnterVoteForm, RefuseEntryForm
from spinney.decisions.models import Ballot, Entry, Option
from spinney.decisions.policies import entries as rules
from spinney.decisions.policies.voting import takes_votes
from spinney.decisions.queries import entries as queries
from spinney.decisions.queries.vote_words import lines_of, vote_lines
from spinney.decisions.states import EntryState, VotedHow
from spinney.decisions.views.around import around_ballot, ballot_in, ballot_url

TITLE = "Votes on paper"


@guard(policies, "entries", scope="cluster")
@require_safe
def entries(request: SpinneyRequest, cluster_id: int, ballot_id: int) -> HttpResponse:
    """What came on paper or by phone, and what waits for a second person."""
    ballot = ballot_in(request, cluster_id, ballot_id)
    found = list(queries.entries_of(ballot))
    names = _names({one.entered_by for one in found} | {one.settled_by for one in found})
    own = rules.organisations_of(request.actor, now())
    runs = may(policies.MAY, "enter_vote", by=request.actor, scope=ballot.scope)
    rows = [_row(request, one, names, own) for one in found]
    context = {
        "waiting": [one for one in rows if one["entry"].state == EntryState.WAITING],
        "settled": [one for one in rows if one["entry"].state != EntryState.WAITING],
        "is_open": takes_votes(ballot, now()),
        "runs": runs,
        "hides_names": ballot.secret and not runs,  # who has voted, members see at the close
        "can_print": allows(rules.check_can_be_printed, ballot),
        **(_papers(request, ballot) if ballot.secret else {}),
        **around_ballot(ballot, (TITLE, "")),
    }
    return render(request, "decisions/entries.html", context)


def _names(labels: Iterable[str]) -> Mapping[str, str]:
    """What people are called, by their labels; others than people have no name here."""
    return names_of_people({one for one in labels if one.startswith("person:")})


def _row(
    request: SpinneyRequest, entry: Entry, names: Mapping[str, str], own: frozenset[int]
) -> dict[str, Any]:
    elector = entry.elector
    return {
        "entry": entry,
        "name": elector.organisation.name if elector else "",
        "typed_by": names.get(entry.entered_by, ""),
        "settled_by": names.get(entry.settled_by, ""),
        "is_mine": entry.entered_by == request.actor.label,
        "can_confirm": allows(rules.check_second_person, entry, request.actor, own),
    }


def _papers(request: SpinneyRequest, ballot: Ballot) -> dict[str, Any]:
    """How far typing the papers of a secret ballot has come: what she typed herself, and of others
    how many only; what differs, once both have typed all.
    """
    mine = list(queries.papers_by(ballot, request.actor))
    many = queries.envelopes_in(ballot).count()
    others = {one: n for one, n in queries.typists_of(ballot).items() if one != request.actor.label}
    names = _names(others)
    options = list(ballot.options.all())
    beside = queries.sets_beside(ballot, request.actor, localdate())
    ready = [one for one in beside.values() if len(one) == many == len(mine) and many]
    theirs = min(ready, key=lambda one: len(rules.only_in(mine, one)), default=[])
    return {
        "mine": [_paper(ballot, options, one, number) for number, one in enumerate(mine, 1)],
        "left": max(0, many - len(mine)),
        "others": [f"{names.get(one, '')}: {counted(n, 'paper')}" for one, n in others.items()],
        "ready": bool(ready) and not rules.only_in(mine, theirs),
        "only_mine": [_paper(ballot, options, one) for one in rules.only_in(mine, theirs)]
        if ready
        else [],
        "only_theirs": [_paper(ballot, options, one) for one in rules.only_in(theirs, mine)],
    }


def _paper(
    ballot: Ballot, options: Iterable[Option], entry: Entry, number: int = 0
) -> dict[str, Any]:
    lines = vote_lines(WAYS[ballot.way], options, entry.marks, entry.says)
    said = "; ".join(f"{what}: {mark}" for what, mark in lines)
    return {
        "entry": entry, "number": number, "words": "Cannot be counted" if entry.spoilt else said,
    }  # fmt: skip


@guard(policies, "enter_vote", scope="cluster")
def enter_vote(request: SpinneyRequest, cluster_id: int, ballot_id: int) -> HttpResponse:
    """Type a vote from its paper, or as it is said on the phone."""
    ballot = ballot_in(request, cluster_id, ballot_id)
    rules.check_open_votes(ballot, now())
    electors = queries.electors_on_paper(ballot)
    form = EnterVoteForm(ballot, electors, localdate(), posted(request))

    def deed() -> Entry:
        said = form.cleaned_data
        return actions.enter_vote(
            ballot=ballot, organisation_id=said["organisation"],
            came=actions.Came(VotedHow(said["how"]), said["marked_on"]), **form.vote,
            by=request.actor, now=now(),
        )  # fmt: skip

    done = attempt(request, form, deed)
    if done is not None and done.elector is not None:
        name = done.elector.organisation.name
        say(request, f"The vote of {name} is kept. It counts once a second person has typed it.")
        return redirect(ballot_url(ballot, "entries"))
    context = {
        "form": form, "deed": "Keep it", "back_url": ballot_url(ballot, "entries"),
        **around_ballot(ballot, (TITLE, ballot_url(ballot, "entries")), ("Type a vote", "")),
    }  # fmt: skip
    return render(request, "decisions/enter_vote.html", context)


@guard(policies, "confirm_entry", scope="cluster")
def confirm_entry(
    request: SpinneyRequest, cluster_id: int, ballot_id: int, pk: int
) -> HttpResponse:
    """Type the same vote again; where the two differ, see how."""
    ballot = ballot_in(request, cluster_id, ballot_id)
    entry = queries.get_entry(ballot, pk)
    rules.check_becomes(entry, EntryState.CONFIRMED)
    rules.check_open_votes(ballot, now())
    own = rules.organisations_of(request.actor, now())
    rules.check_second_person(entry, request.actor, own)
    runs = may(policies.MAY, "refuse_entry", by=request.actor, scope=ballot.scope)
    newer = rules.newer_vote(entry)
    told = f"They voted on {day(newer.at)} themselves, which is as new or newer." if newer else ""
    form = ConfirmEntryForm(entry, posted(request), newer=told)
    typed = False

    def deed() -> object:
        nonlocal typed
        typed = True
        replaces = bool(form.cleaned_data.get("replaces"))
        return actions.confirm_entry(
            entry=entry, **form.vote, replaces=replaces, by=request.actor, now=now()
        )

    if attempt(request, form, deed) is not None:
        say(request, f"The vote of {_name(entry)} counts now. They are told, and can change it.")
        return redirect(ballot_url(ballot, "entries"))
    context = {
        "form": form, "entry": entry, "name": _name(entry), "deed": "Compare, and count it",
        "differing": _differing(entry, form, runs=runs) if typed else [],
        "runs": runs,
        "back_url": ballot_url(ballot, "entries"),
        **around_ballot(ballot, (TITLE, ballot_url(ballot, "entries")), ("Type it again", "")),
    }  # fmt: skip
    return render(request, "decisions/confirm_entry.html", context)


def _differing(entry: Entry, form: ConfirmEntryForm, *, runs: bool) -> list[SummaryRow]:
    """What each of the two typed, where they differ. What the first typed is shown to those who run
    the cluster alone: another member could mistype in order to read it.
    """
    first = dict(lines_of(entry.ballot, entry.marks, entry.says))
    second = dict(form.lines)
    keys = list(dict.fromkeys([*first, *second]))
    none = "not marked"
    return [
        SummaryRow(
            key,
            (f"First: {first.get(key, none)}. " if runs else "") + f"You: {second.get(key, none)}.",
        )
        for key in keys
        if first.get(key) != second.get(key)
    ]


@guard(policies, "refuse_entry", scope="cluster")
def refuse_entry(request: SpinneyRequest, cluster_id: int, ballot_id: int, pk: int) -> HttpResponse:
    """Take out a vote that was typed, before it counts."""
    ballot = ballot_in(request, cluster_id, ballot_id)
    entry = queries.get_entry(ballot, pk)
    rules.check_becomes(entry, EntryState.REFUSED)
    rules.check_open_votes(ballot, now())
    form = RefuseEntryForm(posted(request))
    done = attempt(
        request, form,
        lambda: actions.refuse_entry(
            entry=entry, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    if done is not None:
        say(request, f"What was typed for {_name(entry)} is taken out. It can be typed anew.")
        return redirect(ballot_url(ballot, "entries"))
    context = {
        "form": form, "entry": entry, "name": _name(entry), "deed": "Take it out",
        "back_url": ballot_url(ballot, "entries"),
        **around_ballot(ballot, (TITLE, ballot_url(ballot, "entries")), ("Take it out", "")),
    }  # fmt: skip
    return render(request, "decisions/refuse_entry.html", context)


def _name(entry: Entry) -> str:
    return entry.elector.organisation.name if entry.elector else ""
