"""The register of risks: listed, pictured, written down, looked at again."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotFound
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.charts.grid import GridCell, GridChart
from spinney.base.web.components.parts import Brand, Link, Status, Tone
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.tables import Band, BandFilter, ChoiceFilter, Column, Empty, Table
from spinney.base.web.task_links import task_link
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.workplans import policies
from spinney.workplans.actions import risks as actions
from spinney.workplans.forms.risks import ReviewForm, RiskForm
from spinney.workplans.letters.risks import LOOK
from spinney.workplans.models import Risk, RiskReview
from spinney.workplans.policies import risks as rules
from spinney.workplans.policies.plans import RUNS_IT
from spinney.workplans.queries import risks as read
from spinney.workplans.states import RiskState
from spinney.workplans.views.plan_frames import around_plan

TITLE = "Risks"
STATES = {
    RiskState.OPEN: Status("Open", Tone.WAITS),
    RiskState.HAPPENED: Status("It happened", Tone.LATE),
    RiskState.CLOSED: Status("No longer a risk"),
}


def list_url(cluster_id: int) -> str:
    """The address of a cluster's risks."""
    return reverse("workplans:risks", args=[cluster_id])


def risk_url(one: Risk, verb: str = "risk") -> str:
    """The address of a page of one risk."""
    return reverse(f"workplans:{verb.replace('_', '-')}", args=[one.cluster_id, one.pk])


def _is_due(one: Risk) -> bool:
    return (
        one.state == RiskState.OPEN and one.review_on is not None and one.review_on <= localdate()
    )


def _weighs(name: str, one: Risk) -> bool:
    return read.weight_of(one).words == name


def _table(cluster_id: int) -> Table:
    add = reverse("workplans:add-risk", args=[cluster_id])
    return Table(
        name="risks", caption="Risks", noun="risk", default_order="-weight",
        columns=[
            Column(
                "title", "What could go wrong", link=risk_url, order_by="title",
                note=lambda r: r.response_words,
            ),
            Column("description", "How it would come about", kind="prose", only="file"),
            Column("weight", "Weight", value=read.weight_of, order_by="weight"),
            Column("likelihood", "Likelihood, 1 to 5", kind="number", only="file"),
            Column("impact", "Impact, 1 to 5", kind="number", only="file"),
            Column("state", "How it stands", kind="status", value=lambda r: STATES[r.state]),
            Column("who", "Who looks after it", value=read.who_looks, note=lambda r: r.person_name),
            Column("person_name", "Who there", only="file"),
            Column(
                "response", "What is done", value=lambda r: r.get_response_display(), only="file"
            ),
            Column("response_words", "How", kind="prose", only="file"),
            Column(
                "review_on", "Look again", kind="date", order_by="review_on",
                note=lambda r: "The day has come" if _is_due(r) else "",
            ),
        ],
        filters=[
            ChoiceFilter("state", "How it stands", value=lambda r: STATES[r.state].text),
            ChoiceFilter("who", "Who looks after it", value=read.who_looks),
            BandFilter(
                "weight", "Weight",
                [
                    Band(name.lower(), name, test=partial(_weighs, name))
                    for name in ("High", "Middling", "Low")
                ],
            ),
            BandFilter(
                "due", "To be looked at", [Band("now", "The day has come", test=_is_due)]
            ),
        ],
        search=["title", "description", "response_words"],
        empty=Empty(
            "No risks written down yet", "Begin with the usual ones below.", Link("Add one", add)
        ),
        row_id=lambda r: r.pk,
    )  # fmt: skip


@guard(policies, "risks", scope="cluster")
@require_safe
def risks(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """Every risk, the weightiest first, and where they stand on the grid."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    rows = list(read.risks_in(request.actor, cluster_id))
    listing = _table(cluster_id).listing(request, rows, file_name=f"risks-{cluster.name}")
    runs = bool(request.actor.ids_of("cluster", *RUNS_IT) & {cluster_id})
    context = {
        "listing": listing,
        "picture": _picture(rows) if rows else None,
        "usual": read.usual_risks(request.actor, cluster_id),
        "taken_out": read.taken_out(request.actor, cluster_id, now()) if runs else [],
        **around_plan(cluster, (TITLE, "")),
    }
    return listing.export() or render(request, "workplans/risks.html", context)


def _picture(rows: list[Risk]) -> GridChart:
    """How likely and how bad: what stands in the upper right corner comes first."""
    tones = {"High": Tone.LATE, "Middling": Tone.WAITS, "Low": Tone.GO}

    def cell(there: list[Risk], weight: str) -> GridCell:
        return GridCell(tuple(risk.title for risk in there), tones[weight], weight)

    cells = [
        [
            cell(there, read.Weight((5 - down) * (across + 1)).words)
            for across, there in enumerate(row)
        ]
        for down, row in enumerate(read.grid_of(rows))
    ]
    return GridChart(
        "How likely, and how bad", "Likelihood", "Impact",
        [words for _, words in rules.LIKELIHOODS], [words for _, words in reversed(rules.IMPACTS)],
        cells, unit="risk",
        note="Each letter is a risk, named below the grid. What is upper right weighs most.",
    )  # fmt: skip


def _around(found: Risk, *more: tuple[str, str]) -> dict[str, object]:
    return around_plan(found.cluster, (TITLE, list_url(found.cluster_id)), *more)


@guard(policies, "risk", scope="cluster")
@require_safe
def risk(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """One risk: how it is judged, what is done, and how it was looked at."""
    found = read.get_risk(request.actor, cluster_id, pk)
    runs = bool(request.actor.ids_of("cluster", *RUNS_IT) & {cluster_id})
    context = {
        "risk": found, "weight": read.weight_of(found), "status": STATES[RiskState(found.state)],
        "who": read.who_looks(found), "likelihood": dict(rules.LIKELIHOODS)[found.likelihood],
        "impact": dict(rules.IMPACTS)[found.impact],
        "reviews": [(one, _judged(one)) for one in found.reviews.all()],
        "can_change": found.removed_at is None and rules.may_change(request.actor, found),
        "runs": runs, **_around(found, (found.title, "")),
    }  # fmt: skip
    return render(request, "workplans/risk.html", context)


def _judged(one: RiskReview) -> str:
    weight = read.Weight(one.likelihood * one.impact)
    return f"{weight.words}: likelihood {one.likelihood}, impact {one.impact}"


@guard(policies, "add_risk", scope="cluster")
def add_risk(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Write a risk down; `?usual=funding` begins with a usual one."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    organisations, activities = read.to_choose(cluster, localdate())
    own = request.actor.organisation_id
    form = RiskForm(
        posted(request), organisations=organisations, activities=activities,
        usual=request.GET.get("usual", ""), initial={"organisation": str(own or "")},
    )  # fmt: skip
    made = attempt(
        request, form,
        lambda: actions.add_risk(cluster=cluster, text=form.text(), by=request.actor, now=now()),
    )  # fmt: skip
    if made is not None:
        say(request, f"Written down: {made.title}.")
        return redirect(risk_url(made))
    context = {
        "form": form, "deed": "Write it down",
        **around_plan(cluster, (TITLE, list_url(cluster_id)), ("Add one", "")),
    }  # fmt: skip
    return render(request, "workplans/add_risk.html", context)


@guard(policies, "edit_risk", scope="cluster")
def edit_risk(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Change what is said of it."""
    found = read.get_risk(request.actor, cluster_id, pk)
    rules.check_may_change(request.actor, found)
    rules.check_is_there(found)
    organisations, activities = read.to_choose(found.cluster, localdate())
    form = RiskForm(posted(request), organisations=organisations, activities=activities, risk=found)
    done = attempt(
        request, form,
        lambda: actions.edit_risk(
            risk=found, text=form.text(), read=form.cleaned_data["version"], by=request.actor,
            now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Saved.")
        return redirect(risk_url(done))
    renew_version(form, found.version)
    context = {
        "form": form, "deed": "Save",
        **_around(found, (found.title, risk_url(found)), ("Change it", "")),
    }  # fmt: skip
    return render(request, "workplans/edit_risk.html", context)


def _looked(request: SpinneyRequest, found: Risk, form: ReviewForm) -> RiskReview:
    looked = actions.Looked(**form.cleaned_data)
    return actions.review_risk(risk=found, found=looked, by=request.actor, now=now())


@guard(policies, "review_risk", scope="cluster")
def review_risk(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Look at a risk again."""
    found = read.get_risk(request.actor, cluster_id, pk)
    rules.check_may_change(request.actor, found)
    rules.check_is_there(found)
    form = ReviewForm(posted(request), risk=found)
    if attempt(request, form, lambda: _looked(request, found, form)) is not None:
        say(request, "Noted.")
        return redirect(risk_url(found))
    context = {
        "form": form, "deed": "Note it", "risk": found,
        **_around(found, (found.title, risk_url(found)), ("Look again", "")),
    }  # fmt: skip
    return render(request, "workplans/review_risk.html", context)


@task_link(LOOK, stands=read.risk_link_stands)
def review_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """The same from a link, without an account."""
    if step not in ("", "noted"):
        raise NotFound("There is no such page. Open the link from the e-mail again.")
    found = read.risk_by_link(request.actor)
    form = ReviewForm(posted(request), risk=found)
    if attempt(request, form, lambda: _looked(request, found, form)) is not None:
        return redirect(f"{request.task_path}noted/")
    context = {
        "form": form, "deed": "Note it", "risk": found, "cluster": found.cluster, "by_link": True,
        "brand": Brand(found.cluster.name, "", "", found.cluster.colour),
        "again_url": request.task_path, "status": STATES[RiskState(found.state)],
    }  # fmt: skip
    page = "risk_noted" if step else "review_risk"
    return render(request, f"workplans/{page}.html", context)


@guard(policies, "remove_risk", scope="cluster")
@require_POST
def remove_risk(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take it out."""
    found = read.get_risk(request.actor, cluster_id, pk)
    actions.remove_risk(risk=found, by=request.actor, now=now())
    say(request, f"Taken out: {found.title}.", undo_url=risk_url(found, "restore_risk"))
    return redirect(list_url(cluster_id))


@guard(policies, "restore_risk", scope="cluster")
@require_POST
def restore_risk(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Bring it back."""
    found = read.get_risk(request.actor, cluster_id, pk)
    actions.restore_risk(risk=found, by=request.actor, now=now())
    say(request, f"It is back: {found.title}.")
    return redirect(list_url(cluster_id))
