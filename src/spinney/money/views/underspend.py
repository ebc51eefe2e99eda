"""What will be left over, line by line and by member."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from spinney.base.kernel.policy import allows
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Figure, Link, Status, Tone
from spinney.base.web.components.words import day, money
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.actions import underspend as actions
from spinney.money.forms.underspend import ForecastForm
from spinney.money.models import Reallocation
from spinney.money.policies import underspend as rules
from spinney.money.queries import keeping
from spinney.money.queries import underspend as read
from spinney.money.queries.budgets import in_force
from spinney.money.states import ReallocationState
from spinney.money.views.around import around_cluster
from spinney.money.views.budget_tables import spent_url

TITLE = "What will be left over"
TONES = {
    ReallocationState.DRAFT: Tone.WAITS, ReallocationState.PROPOSED: Tone.WAITS,
    ReallocationState.DECIDED: Tone.GO, ReallocationState.DECLINED: Tone.QUIET,
    ReallocationState.CARRIED_OUT: Tone.GO,
}  # fmt: skip


def all_url(cluster_id: int) -> str:
    """The address of the forecast."""
    return reverse("money:underspend", args=[cluster_id])


def proposal_status(one: Reallocation) -> Status:
    """Where a proposal stands."""
    return Status(str(one.get_state_display()), TONES[ReallocationState(one.state)])


def range_words(low: int, high: int) -> str:
    """From the least to the most, where these differ."""
    return f"{money(low)} to {money(high)}" if low != high else ""


def _table(cluster_id: int, may_say: frozenset[int]) -> Table:
    def url(one: read.LineForecast) -> str:
        return reverse("money:say-forecast", args=[cluster_id, one.pk]) if one.pk in may_say else ""

    return Table(
        name="lines", caption="What each line will come to", noun="line",
        columns=[
            Column("title", "Line", order_by="title", link=url),
            Column("member", "Member", order_by="member"),
            Column("fund", "Fund", only="file"),
            Column("planned", "Planned", kind="money", order_by="planned"),
            Column(
                "spent", "Spent", kind="money", order_by="spent",
                link=lambda one: spent_url(cluster_id, one.seen.posted),
            ),
            Column("promised", "Promised", kind="money", only="file"),
            Column(
                "likely", "Likely at its end", kind="money", order_by="likely",
                note=lambda one: _said(one) or range_words(one.counts.low, one.counts.high),
            ),
            Column("low", "At least", kind="money", value=lambda o: o.counts.low, only="file"),
            Column("high", "At most", kind="money", value=lambda o: o.counts.high, only="file"),
            Column(
                "left", "Left over", kind="money", order_by="left",
                note=lambda one: "will not do" if one.left < 0 else "",
            ),
            Column("why", "Why", kind="prose"),
        ],
        filters=[ChoiceFilter("member", "Member"), ChoiceFilter("fund", "Fund")],
        search=["title", "member"], search_label="Search lines",
        empty=Empty("The budget in force has no lines of costs"),
    )  # fmt: skip


def _said(one: read.LineForecast) -> str:
    if one.said is None:
        return ""
    return f"as was said on {day(one.said.at)}"


@guard(policies, "underspend", scope="cluster")
@require_safe
def underspend(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """What each line of the budget in force will come to, by member as well; and proposals."""
    by, cluster = request.actor, clusters.cluster_for(request.actor, cluster_id)
    budget = in_force(cluster_id)
    can = keeping.keeps(by, cluster, localdate())
    context = around_cluster(cluster, (TITLE, "")) | {
        "proposals": [(one, proposal_status(one)) for one in read.reallocations_of(by, cluster_id)],
        "draft_url": reverse("money:draft-reallocation", args=[cluster_id]) if can else "",
        "budgets": Link("Budget", reverse("money:budgets", args=[cluster_id])),
    }
    if budget is None:
        return render(request, "money/underspend.html", context | {"listing": None})
    view = read.outlook(budget, localdate())
    keeps = keeping.keeps(by, cluster, localdate())
    sayable = frozenset(
        one.pk for one in view.lines if allows(rules.check_may_say, by, one.seen.row, keeps=keeps)
    )
    listing = _table(cluster_id, sayable).listing(
        request, list(view.lines), file_name=f"{cluster.name} forecast"
    )
    context |= {
        "listing": listing, "view": view, "budget": budget, "figures": _figures(view),
        "by_member": [(name, found, range_words(found.low, found.high), left)
                      for name, found, left in view.by_member],
        "says": bool(sayable), "over_by": _months(budget.first_day, budget.last_day),
    }  # fmt: skip
    return listing.export() or render(request, "money/underspend.html", context)


def _months(first: date, last: date) -> str:
    """How far the budget's time is over, in words."""
    today = localdate()
    whole = 12 * (last.year - first.year) + last.month - first.month + 1
    over = 12 * (today.year - first.year) + today.month - first.month
    if over <= 0:
        return "No month of it is over yet."
    return f"{min(over, whole)} of its {whole} months are over."


def _figures(view: read.Outlook) -> list[Figure]:
    whole = view.seen.whole
    return [
        Figure("Planned", money(whole.planned)),
        Figure("Spent", money(whole.spent), spent_url(view.budget.cluster_id, view.seen.posted)),
        Figure(
            "Likely at the end",
            money(view.likely),
            note=range_words(view.whole.low, view.whole.high),
        ),
        Figure("Likely left over", money(view.left)),
        Figure("Likely missing", money(view.short)),
    ]


@guard(policies, "say_forecast", scope="cluster")
def say_forecast(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Say what a line will come to, over what is reckoned."""
    line = read.line_to_say(request.actor, cluster_id, pk)
    keeps = keeping.keeps(request.actor, line.budget.cluster, localdate())
    rules.check_may_say(request.actor, line, keeps=keeps)
    view = read.outlook(line.budget, localdate())
    found = next(one for one in view.lines if one.pk == line.pk)
    form = ForecastForm(posted(request), initial={"pence": found.likely})
    done = attempt(
        request, form,
        lambda: actions.say_forecast(
            line=line, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    if done is not None:
        say(request, f"Kept: “{line.title}” will come to {money(done.pence)}.")
        return redirect(all_url(cluster_id))
    context = {
        "form": form, "deed": "Keep it", "found": found,
        "range": range_words(found.found.low, found.found.high),
        "back_url": all_url(cluster_id), "minutes": 1,
        **around_cluster(line.budget.cluster, (TITLE, all_url(cluster_id)), (line.title, "")),
    }  # fmt: skip
    return render(request, "money/say_forecast.html", context)
