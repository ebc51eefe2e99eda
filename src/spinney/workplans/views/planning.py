"""The days of a plan: set in one table, planned anew, and beside how they were kept."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import counted, listed
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table
from spinney.base.web.told import say
from spinney.workplans import policies
from spinney.workplans.actions import plans as actions
from spinney.workplans.actions.plans import NewDay, NewDays
from spinney.workplans.forms.plans import DaysForm
from spinney.workplans.models import Activity, Baseline, Milestone, Workplan
from spinney.workplans.policies import plans as rules
from spinney.workplans.queries.comparing import MovedRow, compared
from spinney.workplans.queries.plan_page import look_at
from spinney.workplans.queries.plans import baselines_of
from spinney.workplans.states import PlanState
from spinney.workplans.views.plan_frames import around_plan, plan_in, plan_url


@guard(policies, "replan_workplan", scope="cluster")
def replan_workplan(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Set from when to when everything is to be, in one table."""
    plan = plan_in(request, cluster_id)
    rules.check_can_change(plan)
    look = look_at(request.actor, plan, localdate())
    agreed = plan.state == PlanState.AGREED
    rows = [one for one in look.in_order if one.is_open]
    form = DaysForm(
        posted(request), activities=[one.activity for one in rows], asks_why=agreed,
        milestones=[one for one in look.milestones if one.reached_on is None],
    )  # fmt: skip
    done = attempt(
        request, form,
        lambda: actions.replan_workplan(
            plan=plan, why=form.cleaned_data.get("why", ""),
            days={key: NewDays(*said) for key, said in form.days().items()},
            marks={key: NewDay(*said) for key, said in form.marks().items()},
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, _said(done))
        return redirect(plan_url(cluster_id))
    form.take_versions()
    title = "Plan anew" if agreed else "Set the days"
    context = {
        "form": form, "deed": "Save the days", "agreed": agreed, "look": look, "page_name": title,
        **around_plan(plan.cluster, (title, "")),
    }  # fmt: skip
    return render(request, "workplans/replan_workplan.html", context)


def _said(moved: list[Activity | Milestone]) -> str:
    if not moved:
        return "No day was changed."
    marks = sum(isinstance(one, Milestone) for one in moved)
    told = []
    if len(moved) > marks:
        told.append(f"{counted(len(moved) - marks, 'activity has', 'activities have')} other days")
    if marks:
        told.append(f"{counted(marks, 'milestone has', 'milestones have')} another day")
    return f"Saved: {listed(told)}."


def _ends(row: MovedRow) -> str:
    return row.ends if row.ends_days else ""


COMPARED = Table(
    name="moved",
    caption="Then and now",
    noun="line",
    columns=[
        Column("title", "What", order_by="title"),
        Column("kind", "Kind", only="file"),
        Column("was", "Then"),
        Column("now", "Now"),
        Column("change", "Change", kind="status"),
        Column("begins", "Begins", only="file"),
        Column(
            "ends", "Ends", value=lambda row: row.ends if row.ends_days else "", order_by="ends"
        ),
    ],
    filters=[
        ChoiceFilter("change", "Change", value=lambda row: row.change.text),
        ChoiceFilter("kind", "Kind"),
    ],
    search=["title"],
    search_label="Search by name",
    row_id=lambda row: row.title,
    empty=Empty("Nothing to compare", "There is nothing in this plan, then or now."),
)


@guard(policies, "compare_plans", scope="cluster")
@require_safe
def compare_plans(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """The plan beside how it was kept: as it was agreed, unless `?kept=` says otherwise."""
    plan = plan_in(request, cluster_id)
    baselines = baselines_of(plan)
    chosen = kept_asked_for(request, baselines)
    context = {
        "plan": plan, "baselines": baselines, "chosen": chosen,
        **around_plan(plan.cluster, ("Then and now", "")),
    }  # fmt: skip
    if chosen is None:
        return render(request, "workplans/compare_plans.html", context)
    rows, end = _rows(request, plan, chosen)
    listing = COMPARED.listing(request, rows, file_name=f"{plan.cluster.name} then and now")
    context |= {"listing": listing, "end": end, "changed": sum(r.is_changed for r in rows)}
    return listing.export() or render(request, "workplans/compare_plans.html", context)


def kept_asked_for(request: SpinneyRequest, baselines: list[Baseline]) -> Baseline | None:
    """The kept plan of the address, the first where it names none; None where none was kept."""
    asked = request.GET.get("kept", "")
    found = next((one for one in baselines if str(one.number) == asked), None)
    return found or (baselines[0] if baselines else None)


def _rows(request: SpinneyRequest, plan: Workplan, chosen: Baseline) -> tuple[list[MovedRow], str]:
    look = look_at(request.actor, plan, localdate())
    return compared(plan, look.value, look.milestones, chosen)
