"""Feasibility studies: listed, compared side by side, and what became of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.charts.grid import GridCell, GridChart
from spinney.base.web.components.parts import Link, Status, Tone
from spinney.base.web.components.words import counted
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.workplans import policies
from spinney.workplans.actions import studies as actions
from spinney.workplans.bridge.studies import GROUPS, RULE_WORDS
from spinney.workplans.forms.studies import DecideForm, StudyForm, WhyForm
from spinney.workplans.models import Study
from spinney.workplans.policies import studies as rules
from spinney.workplans.policies.plans import RUNS_IT
from spinney.workplans.queries import studies as read
from spinney.workplans.states import NEXT, StudyState
from spinney.workplans.views.plan_frames import around_plan

TITLE = "Feasibility studies"
STATES = {
    StudyState.DRAFT: Status("Being drafted"),
    StudyState.OPEN: Status("Being compared", Tone.WAITS),
    StudyState.STALLED: Status("Stalled", Tone.LATE),
    StudyState.REVIVED: Status("Taken up again", Tone.WAITS),
    StudyState.DECIDED: Status("Decided", Tone.GO),
}


def list_url(cluster_id: int) -> str:
    """The address of a cluster's studies."""
    return reverse("workplans:studies", args=[cluster_id])


def study_url(one: Study, verb: str = "study", *more: object) -> str:
    """The address of a page of one study."""
    view = f"workplans:{verb.replace('_', '-')}"
    return reverse(view, args=[one.cluster_id, one.pk, *more])


def around_study(found: Study, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of one study; `more` are the crumbs that follow its own."""
    own = (found.title, study_url(found) if more else "")
    frame = around_plan(found.cluster, (TITLE, list_url(found.cluster_id)), own, *more)
    return frame | {"study": found}


def _table(cluster_id: int, *, runs: bool) -> Table:
    start = Link("Begin one", reverse("workplans:start-study", args=[cluster_id]))
    return Table(
        name="studies", caption="Feasibility studies", noun="study", nouns="studies",
        columns=[
            Column("title", "What", link=study_url, order_by="title", note=lambda s: s.question),
            Column("state", "State", kind="status", value=lambda s: STATES[s.state]),
            Column(
                "options", "Ways compared", kind="number", value=lambda s: len(s.options.all())
            ),
            Column("made_at", "Begun", kind="date", order_by="made_at"),
        ],
        filters=[ChoiceFilter("state", "State", value=lambda s: STATES[s.state].text)],
        search=["title", "question"],
        empty=Empty(
            "No studies yet",
            "A study compares ways of doing something: what each asks for, and what it costs.",
            start if runs else None,
        ),
        row_id=lambda s: s.pk,
    )  # fmt: skip


def _runs(request: SpinneyRequest, cluster_id: int) -> bool:
    return cluster_id in request.actor.ids_of("cluster", *RUNS_IT)


@guard(policies, "studies", scope="cluster")
@require_safe
def studies(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """What was looked into, and how it stands."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    runs = _runs(request, cluster_id)
    rows = list(read.studies_in(request.actor, cluster_id))
    listing = _table(cluster_id, runs=runs).listing(
        request, rows, file_name=f"studies-{cluster.name}"
    )
    context = {"listing": listing, "runs": runs, **around_plan(cluster, (TITLE, ""))}
    return listing.export() or render(request, "workplans/studies.html", context)


def _net(year: int, one: read.OptionShown) -> int:
    return one.totals.net[year]


def _part(member: int, one: read.OptionShown) -> int | None:
    """A member's part of a way over three years; None while it cannot be reckoned."""
    return one.shares[member].three_years if one.shares else None


def _costs_table(found: read.Compared) -> Table:
    """What each way costs, for the page and as a file."""
    years = [
        Column(f"year{at}", str(year), kind="money", value=partial(_net, at))
        for at, year in enumerate(found.years)
    ]
    members = [
        Column(f"member{at}", name, kind="money", only="file", value=partial(_part, at))
        for at, name in enumerate(found.members)
    ]
    return Table(
        name="ways", caption="What each way costs", noun="way",
        columns=[
            Column("title", "Way", value=lambda o: o.option.title),
            *years,
            Column("all", "Three years", kind="money", value=lambda o: o.totals.three_years),
            Column("kind", "Kind", only="file"),
            Column("commitment", "Commitment", value=lambda o: o.option.commitment, only="file"),
            Column("formality", "Formality", value=lambda o: o.option.formality, only="file"),
            Column(
                "governance", "Governance", kind="prose", value=lambda o: o.option.governance,
                only="file",
            ),
            Column("risks", "Risks", kind="prose", value=lambda o: o.option.risks, only="file"),
            *members,
        ],
        empty=Empty("Nothing to compare yet", "Add two ways at least."),
    )  # fmt: skip


@guard(policies, "study", scope="cluster")
@require_safe
def study(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponseBase:
    """The ways side by side: on the map, what each asks for, costs and would cost each member."""
    found = read.get_study(request.actor, cluster_id, pk)
    seen = read.compared(found, localdate())
    listing = _costs_table(seen).listing(
        request, list(seen.options), file_name=f"study-{found.title}"
    )
    runs = _runs(request, cluster_id)
    can_change = runs and found.state in rules.CHANGES and found.ballot_id is None
    context = {
        "listing": listing, "seen": seen, "status": STATES[StudyState(found.state)],
        "picture": _map(seen), "shares": _shares(seen), "rule": RULE_WORDS[found.sharing].lower(),
        "history": read.history_of(found), "states": STATES, "runs": runs,
        "can_change": can_change, "can_vote": can_change and len(seen.options) > 1,
        "next": NEXT["study"][found.state] if runs else (),
        "taken_out": read.taken_out(found, now()) if can_change else [],
        **around_study(found),
    }  # fmt: skip
    return listing.export() or render(request, "workplans/study.html", context)


def _shares(seen: read.Compared) -> list[tuple[str, list[tuple[str, int]]]]:
    """Each member's part of every way over three years."""
    return [
        (
            name,
            [(one.option.title, one.shares[at].three_years) for one in seen.options if one.shares],
        )
        for at, name in enumerate(seen.members)
    ]


def _map(seen: read.Compared) -> GridChart | None:
    """Pepin's map: to the right what is more a thing of its own, upward what asks for more."""
    placed = [one for one in seen.options if one.group and one.option.commitment]
    if not placed:
        return None
    cells = [
        [
            GridCell(
                tuple(
                    one.option.title for one in placed
                    if one.group == group and one.option.commitment == commitment
                )
            )
            for group, _ in GROUPS
        ]
        for commitment in range(5, 0, -1)
    ]  # fmt: skip
    return GridChart(
        "The map of working together", "Kind of collaboration", "Commitment",
        [f"{group}: {name}" for group, name in GROUPS],
        [f"{number}: commitment" for number in range(5, 0, -1)], cells, unit="way",
        note="Each letter is a way, named below the map. To the right it is more a thing of its"
        " own; upward it asks for more.",
    )  # fmt: skip


@guard(policies, "start_study", scope="cluster")
def start_study(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Begin a study."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    form = StudyForm(posted(request))
    made = attempt(
        request, form,
        lambda: actions.start_study(
            cluster=cluster, text=form.text(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if made is not None:
        say(request, "Begun. Add the ways that you want to compare.")
        return redirect(study_url(made))
    context = {
        "form": form, "deed": "Begin it",
        **around_plan(cluster, (TITLE, list_url(cluster_id)), ("Begin one", "")),
    }  # fmt: skip
    return render(request, "workplans/start_study.html", context)


@guard(policies, "edit_study", scope="cluster")
def edit_study(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Change its question and how parts are reckoned."""
    found = read.get_study(request.actor, cluster_id, pk)
    rules.check_can_change(found)
    form = StudyForm(posted(request), study=found)
    done = attempt(
        request, form,
        lambda: actions.edit_study(
            study=found, text=form.text(), read=form.cleaned_data["version"], by=request.actor,
            now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Saved.")
        return redirect(study_url(done))
    renew_version(form, found.version)
    context = {"form": form, "deed": "Save", **around_study(found, ("Change it", ""))}
    return render(request, "workplans/edit_study.html", context)


@guard(policies, "open_study", scope="cluster")
@require_POST
def open_study(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Let the members compare."""
    found = read.get_study(request.actor, cluster_id, pk)
    actions.open_study(study=found, by=request.actor, now=now())
    say(request, "The members can compare it now.")
    return redirect(study_url(found))


def _with_words(
    request: SpinneyRequest, found: Study, form: WhyForm | DecideForm, deed: Callable[[], Study],
    page: tuple[str, str, str],
) -> HttpResponse:  # fmt: skip
    """A page that asks for words, and what was said when it is done: (template, button, told)."""
    template, words, told = page
    done = attempt(request, form, deed)
    if done is not None:
        say(request, told)
        return redirect(study_url(done))
    context = {"form": form, "deed": words, **around_study(found, (words, ""))}
    return render(request, f"workplans/{template}.html", context)


@guard(policies, "stall_study", scope="cluster")
def stall_study(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Say that it stalled, and why."""
    found = read.get_study(request.actor, cluster_id, pk)
    rules.check_becomes(found, StudyState.STALLED)
    form = WhyForm(posted(request))
    return _with_words(
        request, found, form,
        lambda: actions.stall_study(study=found, by=request.actor, now=now(), **form.cleaned_data),
        ("stall_study", "It stalled", "Noted. All of the study stays as it is."),
    )  # fmt: skip


@guard(policies, "revive_study", scope="cluster")
def revive_study(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take it up again, with whoever is a member now."""
    found = read.get_study(request.actor, cluster_id, pk)
    rules.check_becomes(found, StudyState.REVIVED)
    form = WhyForm(posted(request))
    members = counted(len(clusters.members(found.cluster, localdate())), "member")
    return _with_words(
        request, found, form,
        lambda: actions.revive_study(
            study=found, by=request.actor, now=now(), **form.cleaned_data
        ),
        ("revive_study", "Take it up again", f"Taken up again, with {members}."),
    )  # fmt: skip


@guard(policies, "decide_study", scope="cluster")
def decide_study(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Say what was decided."""
    found = read.get_study(request.actor, cluster_id, pk)
    rules.check_becomes(found, StudyState.DECIDED)
    form = DecideForm(posted(request))
    return _with_words(
        request, found, form,
        lambda: actions.decide_study(
            study=found, by=request.actor, now=now(), **form.cleaned_data
        ),
        ("decide_study", "It is decided", "Noted."),
    )  # fmt: skip


@guard(policies, "put_study_to_vote", scope="cluster")
@require_POST
def put_study_to_vote(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Begin a ballot with its ways."""
    found = read.get_study(request.actor, cluster_id, pk)
    ballot = actions.put_study_to_vote(study=found, by=request.actor, now=now())
    say(request, "The ballot is drafted. Look at it, and open it.")
    return redirect(reverse("decisions:ballot", args=[cluster_id, ballot.pk]))
