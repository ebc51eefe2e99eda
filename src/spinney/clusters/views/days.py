"""Facilitation and review days of a cluster: what was logged, what is left."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import allows, may
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.charts.bars import Bar, BarChart
from spinney.base.web.components.parts import Tone
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table
from spinney.base.web.told import say
from spinney.clusters import policies
from spinney.clusters.actions import days as actions
from spinney.clusters.forms.days import DayForm
from spinney.clusters.models import Cluster, Day
from spinney.clusters.policies.days import check_can_edit_day, check_can_take_back
from spinney.clusters.queries import days as read
from spinney.clusters.queries.clusters import cluster_for
from spinney.clusters.queries.standing import Used, days_text
from spinney.clusters.views.acting import cluster_brand, cluster_trail

KINDS = {"facilitation": "Facilitation", "review": "Review"}


def _who(day: Day) -> str:
    return day.worked_by or (str(day.person) if day.person else "Not said")


DAYS = Table(
    name="days",
    caption="Days logged",
    noun="entry",
    nouns="entries",
    default_order="-worked_on",
    columns=[
        Column("worked_on", "Day", kind="date", order_by="worked_on"),
        Column("kind", "Kind", value=lambda d: KINDS[d.kind], order_by="kind"),
        Column("days", "Days", value=lambda d: days_text(d.days), order_by="days"),
        Column("what", "What was done"),
        Column("who", "By", value=_who),
    ],
    filters=[ChoiceFilter("kind", "Kind", labels=KINDS)],
    search=["what", "worked_by", "person__name"],
    empty=Empty("No days logged yet", "Days stand here once somebody logs the first."),
)


@guard(policies, "days", scope="cluster")
@require_safe
def days(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """What was logged for the cluster, against what it was given."""
    cluster = cluster_for(request.actor, cluster_id)
    listing = DAYS.listing(request, read.days_of(cluster), file_name=f"days-{cluster.name}")
    allowance = read.allowance_of(cluster)
    context = {
        "cluster": cluster,
        "brand": cluster_brand(cluster),
        "listing": listing,
        "allowance": [(KINDS[kind], used, _left(used)) for kind, used in allowance.items()],
        "picture": _picture(allowance) if cluster.programme_id else None,
        "may_log": may(policies.MAY, "log_day", by=request.actor, scope=cluster_scope(cluster.pk)),
        "mine": _can_be_taken_back(request.actor, cluster),
        "taken_back": read.taken_back(cluster, now()),
        "trail": cluster_trail(cluster, ("Days", "")),
    }
    return listing.export() or render(request, "clusters/days.html", context)


def _left(used: Used) -> str:
    if used.is_over:
        return f"{days_text(-used.left)} more than it was given"
    return f"{days_text(used.left)} left"


def _picture(allowance: dict[str, Used]) -> BarChart:
    bars = [
        Bar(
            KINDS[kind],
            float(used.used),
            float(used.allowed),
            Tone.LATE if used.is_over else Tone.GO,
        )
        for kind, used in allowance.items()
    ]
    return BarChart(
        "Days used and given",
        bars,
        show=lambda days: f"{days:g}",
        value_name="Used",
        plan_name="Given",
        note="The outline is what the cluster was given.",
    )


def _can_be_taken_back(actor: Actor, cluster: Cluster) -> list[Day]:
    """The latest entries that the actor may take back."""
    if not may(policies.MAY, "take_back_day", by=actor, scope=cluster_scope(cluster.pk)):
        return []
    return [
        day for day in read.days_of(cluster)[:20] if allows(check_can_take_back, day, actor, now())
    ]


@guard(policies, "log_day", scope="cluster")
def log_day(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Log help given."""
    cluster = cluster_for(request.actor, cluster_id)
    start = {"kind": Day.DayKind.FACILITATION, "worked_on": localdate()}
    form = DayForm(request.POST or None, initial=start)
    day = attempt(
        request,
        form,
        lambda: actions.log_day(cluster=cluster, work=form.said(), by=request.actor, now=now()),
    )
    if day:
        _say_logged(request, cluster, day)
        return redirect("clusters:days", cluster.pk)
    context = {
        "form": form,
        "cluster": cluster,
        "brand": cluster_brand(cluster),
        "allowance": [
            (KINDS[kind], used, _left(used)) for kind, used in read.allowance_of(cluster).items()
        ],
        "back_url": reverse("clusters:days", args=[cluster.pk]),
        "deed": "Log it",
        "caption": cluster.name,
    }
    return render(request, "clusters/log_day.html", context)


def _say_logged(request: SpinneyRequest, cluster: Cluster, day: Day) -> None:
    used = read.allowance_of(cluster)[day.kind]
    undo = reverse("clusters:take-back-day", args=[cluster.pk, day.pk])
    text = f"{days_text(day.days)} logged. {KINDS[day.kind]} days: {used}."
    if cluster.programme_id and used.is_over:
        text += " That is more than the cluster was given. The programme managers are told."
        say(request, text, tone=Tone.WAITS, undo_url=undo)
    else:
        say(request, text, undo_url=undo)


@guard(policies, "edit_day", scope="cluster")
def edit_day(request: SpinneyRequest, cluster_id: int, day_id: int) -> HttpResponse:
    """Put right what was logged."""
    day = read.get_day(request.actor, cluster_id, day_id)
    check_can_edit_day(day, request.actor, now())
    form = DayForm(request.POST or None, day=day)
    edited = attempt(
        request,
        form,
        lambda: actions.edit_day(
            day=day,
            work=form.said(),
            version=form.cleaned_data["version"],
            by=request.actor,
            now=now(),
        ),
    )
    if edited:
        used = read.allowance_of(day.cluster)[edited.kind]
        say(request, f"The entry is changed. {KINDS[edited.kind]} days: {used}.")
        return redirect("clusters:days", cluster_id)
    renew_version(form, day.version)
    context = {
        "form": form,
        "cluster": day.cluster,
        "brand": cluster_brand(day.cluster),
        "back_url": reverse("clusters:days", args=[cluster_id]),
        "deed": "Save",
        "caption": day.cluster.name,
    }
    return render(request, "clusters/edit_day.html", context)


@guard(policies, "take_back_day", scope="cluster")
@require_POST
def take_back_day(request: SpinneyRequest, cluster_id: int, day_id: int) -> HttpResponse:
    """A day was logged by mistake."""
    day = read.get_day(request.actor, cluster_id, day_id)
    actions.take_back_day(day=day, by=request.actor, now=now())
    undo = reverse("clusters:restore-day", args=[cluster_id, day_id])
    say(request, "It no longer counts.", undo_url=undo)
    return redirect("clusters:days", cluster_id)


@guard(policies, "restore_day", scope="cluster")
@require_POST
def restore_day(request: SpinneyRequest, cluster_id: int, day_id: int) -> HttpResponse:
    """What was taken back counts again."""
    day = read.get_day(request.actor, cluster_id, day_id)
    actions.restore_day(day=day, by=request.actor, now=now())
    say(request, "It counts again.")
    return redirect("clusters:days", cluster_id)
