"""Ring-fences: a part of a fund that is kept for one purpose, and what is left of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.actions import attendance as rates
from spinney.money.actions import ring_fences as actions
from spinney.money.forms.ringfences import DayForm, RateForm, RingFenceForm
from spinney.money.models import AttendanceRate, RingFence
from spinney.money.queries import ring_fences as read
from spinney.money.queries.choices import keyed_cost_lines, open_funds
from spinney.money.queries.keeping import check_keeps, keeps
from spinney.money.queries.trails import trail
from spinney.money.views.around import around_cluster
from spinney.register.api import Organisation

TITLE = "Ring-fences"


def fences_url(cluster_id: int) -> str:
    """The address of a cluster's ring-fences."""
    return reverse("money:ring-fences", args=[cluster_id])


def fence_url(ring_fence: RingFence) -> str:
    """The address of one."""
    return reverse("money:ring-fence", args=[ring_fence.cluster_id, ring_fence.pk])


@guard(policies, "ring_fences", scope="cluster")
@require_safe
def ring_fences(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """The ring-fences of a cluster, and what is left in each."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    context = {
        "rows": read.fence_rows(request.actor, cluster),
        "keeps": keeps(request.actor, cluster, localdate()),
        **around_cluster(cluster, (TITLE, "")),
    }  # fmt: skip
    return render(request, "money/ring_fences.html", context)


@guard(policies, "ring_fence", scope="cluster")
@require_safe
def ring_fence(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """One ring-fence: what is left, what moved, what is paid for coming to meetings."""
    found = read.get_ring_fence(request.actor, cluster_id, pk)
    keeper = keeps(request.actor, found.cluster, localdate())
    row = next(
        one for one in read.fence_rows(request.actor, found.cluster) if one.ring_fence == found
    )
    context = {
        "fence": found, "row": row, "keeps": keeper, "rates": list(read.rates_of(found)),
        "moves": list(found.moves.order_by("-at", "-pk")[:50]) if keeper else [],
        "unpaid": read.unpaid_of(found, localdate()) if keeper and not found.closed_on else [],
        "entries_url": trail(cluster_id, source=f"money.RingFence:{found.uid}", account="bank"),
        "today": localdate(),
        **around_cluster(found.cluster, (TITLE, fences_url(cluster_id)), (found.name, "")),
    }  # fmt: skip
    return render(request, "money/ring_fence.html", context)


def _kept(request: SpinneyRequest, cluster_id: int, pk: int) -> RingFence:
    """A ring-fence, for whoever keeps the ledger."""
    found = read.get_ring_fence(request.actor, cluster_id, pk)
    check_keeps(request.actor, found.cluster, localdate())
    return found


def _task(
    request: SpinneyRequest, template: str, found: RingFence, title: str, **more: Any
) -> HttpResponse:
    here = ((TITLE, fences_url(found.cluster_id)), (found.name, fence_url(found)), (title, ""))
    context = {
        "fence": found,
        "back_url": fence_url(found),
        **more,
        **around_cluster(found.cluster, *here),
    }
    return render(request, f"money/{template}.html", context)


@guard(policies, "add_ring_fence", scope="cluster")
def add_ring_fence(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Set a part of a fund aside."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    check_keeps(request.actor, cluster, localdate())
    funds = open_funds(cluster)
    if not funds:
        say(request, "Set up a fund first: a ring-fence is a part of one.")
        return redirect("money:add-fund", cluster_id)
    form = RingFenceForm(posted(request), funds=funds, lines=keyed_cost_lines(cluster))
    done = attempt(
        request, form,
        lambda: actions.add_ring_fence(
            fund=form.fund_chosen(), said=form.said(), sure=form.cleaned_data["sure"],
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done:
        say(request, f"“{done.name}” is set aside.")
        return redirect("money:ring-fence", cluster_id, done.pk)
    context = {
        "form": form, "deed": "Set it aside", "back_url": fences_url(cluster_id),
        **around_cluster(cluster, (TITLE, fences_url(cluster_id)), ("Set money aside", "")),
    }  # fmt: skip
    return render(request, "money/add_ring_fence.html", context)


@guard(policies, "edit_ring_fence", scope="cluster")
def edit_ring_fence(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Change its name, purpose or amount."""
    found = _kept(request, cluster_id, pk)
    initial = {
        name: getattr(found, name) for name in ("name", "purpose", "amount_pence", "version")
    } | {"budget_key": str(found.budget_key or "")}
    lines = keyed_cost_lines(found.cluster)
    form = RingFenceForm(posted(request), funds=None, lines=lines, initial=initial)
    done = attempt(
        request, form,
        lambda: actions.edit_ring_fence(
            ring_fence=found, said=form.said(), read=form.cleaned_data["version"],
            sure=form.cleaned_data["sure"], by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done:
        say(request, f"“{done.name}” is changed.")
        return redirect(fence_url(done))
    found.refresh_from_db()
    renew_version(form, found.version)
    return _task(request, "edit_ring_fence", found, "Change it", form=form, deed="Keep the changes")


@guard(policies, "close_ring_fence", scope="cluster")
def close_ring_fence(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Close it: what is left goes back to its fund."""
    found = _kept(request, cluster_id, pk)
    form = DayForm(posted(request), initial={"on": localdate()})
    done = attempt(
        request, form,
        lambda: actions.close_ring_fence(
            ring_fence=found, on=form.cleaned_data["on"], by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done:
        undo = reverse("money:reopen-ring-fence", args=[cluster_id, pk])
        say(request, f"“{done.name}” is closed. What was left is free again.", undo_url=undo)
        return redirect(fence_url(done))
    return _task(request, "close_ring_fence", found, "Close it", form=form, deed="Close it")


@guard(policies, "reopen_ring_fence", scope="cluster")
@require_POST
def reopen_ring_fence(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Open it again."""
    found = actions.reopen_ring_fence(
        ring_fence=_kept(request, cluster_id, pk), by=request.actor, now=now()
    )
    say(request, f"“{found.name}” is open again.")
    return redirect(fence_url(found))


@guard(policies, "add_attendance_rate", scope="cluster")
def add_attendance_rate(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Write down what members are paid for coming."""
    found = _kept(request, cluster_id, pk)
    ids = {one.organisation_id for one in clusters.members(found.cluster, localdate())}
    members = list(Organisation.objects.filter(pk__in=ids).order_by("name"))
    form = RateForm(posted(request), organisations=members, initial={"from_day": localdate()})
    done = attempt(
        request, form,
        lambda: rates.add_attendance_rate(
            ring_fence=found, said=form.said(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done:
        say(request, "The rate is written down. Meetings from that day on are counted with it.")
        return redirect(fence_url(found))
    return _task(
        request, "add_attendance_rate", found, "Pay for coming", form=form, deed="Write it down"
    )


@guard(policies, "end_attendance_rate", scope="cluster")
def end_attendance_rate(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """End a rate."""
    rows = AttendanceRate.objects.select_related("ring_fence__cluster")
    rate: AttendanceRate = get_object_or_404(rows, pk=pk, ring_fence__cluster=cluster_id)
    found = _kept(request, cluster_id, rate.ring_fence_id)
    form = DayForm(posted(request), initial={"on": localdate()})
    done = attempt(
        request, form,
        lambda: rates.end_attendance_rate(
            rate=rate, on=form.cleaned_data["on"], by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done:
        say(request, "The rate has ended. What is due stays due.")
        return redirect(fence_url(found))
    return _task(request, "end_attendance_rate", found, "End the rate", form=form, deed="End it")
