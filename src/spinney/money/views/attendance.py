"""Payments for coming to meetings: counted, checked, approved, paid."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.errors import BadInput
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Link, Status, Tone
from spinney.base.web.components.words import counted
from spinney.base.web.components.words import money as pounds
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.listing.filters import ChoiceFilter
from spinney.base.web.tables import Act, Column, Empty, Table
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.actions import attendance as actions
from spinney.money.forms.ringfences import DropForm, PayForm
from spinney.money.models import AttendancePayment
from spinney.money.queries import ring_fences as read
from spinney.money.queries.keeping import check_keeps, keeps
from spinney.money.states import AccrualState
from spinney.money.views.around import around_cluster
from spinney.money.views.ring_fences import TITLE, fences_url

PAYMENTS = "Payments for attendance"
TONES = {
    AccrualState.DUE: Tone.WAITS, AccrualState.APPROVED: Tone.GO, AccrualState.PAID: Tone.QUIET,
    AccrualState.DROPPED: Tone.QUIET,
}  # fmt: skip


def payments_url(cluster_id: int) -> str:
    """The address of the list."""
    return reverse("money:attendance-payments", args=[cluster_id])


def _table(cluster_id: int, *, keeper: bool) -> Table:
    columns = [
        Column("who", "Member", value=lambda one: one.organisation.name,
               order_by="organisation__name"),
        Column("meeting", "Meeting", value=lambda one: one.meeting.title,
               order_by="meeting__starts_at",
               link=lambda one: reverse("decisions:meeting", args=[cluster_id, one.meeting_id])),
        Column("held", "Day", kind="date", value=lambda one: one.meeting.starts_at,
               order_by="meeting__starts_at"),
        Column("minutes", "There for", kind="minutes", order_by="minutes"),
        Column("pence", "Amount", kind="money", order_by="pence"),
        Column("state", "State", kind="status", value=_status, order_by="state",
               note=lambda one: one.why),
        Column("fence", "Out of", value=lambda one: one.ring_fence.name, only="file"),
        Column("entry", "Entry", kind="number", only="file",
               value=lambda one: one.entry.number if one.entry else None),
    ]  # fmt: skip
    why = (
        "When a meeting is over, what is due for it stands here by itself, at the rate that was"
        " agreed." if keeper else "When your organisation is paid for coming, it stands here."
    )  # fmt: skip
    return Table(
        name="payments", caption=PAYMENTS, noun="payment", default_order="-held",
        columns=columns if keeper else columns[1:],
        filters=[
            ChoiceFilter("state", "State", labels=dict(AccrualState.choices)),
            ChoiceFilter("fence", "Ring-fence", field="ring_fence__name"),
        ],
        search=["organisation__name", "meeting__title"], search_label="Search payments",
        empty=Empty(
            "No payments yet", why,
            Link("Set up a ring-fence with a rate", fences_url(cluster_id)) if keeper else None,
        ),
    )  # fmt: skip


def _status(one: AttendancePayment) -> Status:
    return Status(one.get_state_display(), TONES[AccrualState(one.state)])


@guard(policies, "attendance_payments", scope="cluster")
@require_safe
def attendance_payments(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """All payments to whoever keeps the ledger; to a member its own."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    keeper = keeps(request.actor, cluster, localdate())
    acts = [
        Act(words, reverse(f"money:{verb}", args=[cluster_id]), kind)
        for words, verb, kind in (
            ("Approve", "approve-attendance", "primary"),
            ("Write that they were paid", "pay-attendance", "secondary"),
            ("Do not pay", "drop-attendance", "secondary"),
            ("Back to due", "restore-attendance", "secondary"),
        )
    ]  # fmt: skip
    rows = read.payments_for(request.actor, cluster, localdate())
    listing = _table(cluster_id, keeper=keeper).listing(
        request, rows, acts=acts if keeper else (), file_name=f"{cluster.name} attendance"
    )
    fences = [one.ring_fence for one in read.fence_rows(request.actor, cluster)]
    context = {
        "listing": listing, "keeps": keeper,
        "fences": [one for one in fences if one.closed_on is None] if keeper else [],
        **around_cluster(cluster, (TITLE, fences_url(cluster_id)), (PAYMENTS, "")),
    }  # fmt: skip
    return listing.export() or render(request, "money/attendance_payments.html", context)


@guard(policies, "count_attendance", scope="cluster")
@require_POST
def count_attendance(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Count what is due for meetings that are over."""
    found = read.get_ring_fence(request.actor, cluster_id, pk)
    made = actions.count_attendance(ring_fence=found, by=request.actor, now=now())
    if made:
        total = pounds(sum(one.pence for one in made))
        say(request, f"{counted(len(made), 'payment')} of {total} in all came due.")
    else:
        say(request, "Nothing new is due. The ring-fence says who came and is not paid for it.")
    return redirect(payments_url(cluster_id))


def _chosen(request: SpinneyRequest, cluster_id: int) -> list[AttendancePayment]:
    cluster = clusters.cluster_for(request.actor, cluster_id)
    check_keeps(request.actor, cluster, localdate())
    ids = request.POST.getlist("chosen")
    ids = [part for one in ids for part in one.split(",")]
    found = read.chosen_payments(request.actor, cluster, ids, localdate())
    if not found:
        raise BadInput("Tick at least one payment, then say what should become of it.")
    return found


@guard(policies, "approve_attendance", scope="cluster")
@require_POST
def approve_attendance(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Say that the ticked payments are right."""
    done = actions.approve_attendance(
        payments=_chosen(request, cluster_id), by=request.actor, now=now()
    )
    say(request, f"Approved: {counted(len(done), 'payment')}. Now pay them, and write that here.")
    return redirect(payments_url(cluster_id))


@guard(policies, "restore_attendance", scope="cluster")
@require_POST
def restore_attendance(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Bring the ticked payments back to “due”."""
    done = actions.restore_attendance(
        payments=_chosen(request, cluster_id), by=request.actor, now=now()
    )
    say(request, f"Due again: {counted(len(done), 'payment')}.")
    return redirect(payments_url(cluster_id))


@guard(policies, "drop_attendance", scope="cluster")
@require_POST
def drop_attendance(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Do not pay the ticked payments, and say why."""
    chosen = _chosen(request, cluster_id)
    form = DropForm(request.POST if "why" in request.POST else None, initial=_ids(chosen))
    done = _asked(
        request, form,
        lambda: actions.drop_attendance(
            payments=chosen, why=form.cleaned_data["why"], by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done:
        say(request, "They are not paid. The money is back in the ring-fence.")
        return redirect(payments_url(cluster_id))
    return _task(request, cluster_id, "drop_attendance", form, chosen, "Do not pay")


@guard(policies, "pay_attendance", scope="cluster")
@require_POST
def pay_attendance(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Write that the ticked payments were paid."""
    chosen = _chosen(request, cluster_id)
    initial = {"day": localdate(), **_ids(chosen)}
    data = request.POST if "day_day" in request.POST else None
    form = PayForm(data, initial=initial, today=localdate())
    done = _asked(
        request, form,
        lambda: actions.pay_attendance(
            payments=chosen, day=form.cleaned_data["day"], by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done:
        say(request, f"Written in the ledger as entry {done.number}.")
        return redirect(payments_url(cluster_id))
    return _task(request, cluster_id, "pay_attendance", form, chosen, "Write that they were paid")


def _ids(chosen: list[AttendancePayment]) -> dict[str, str]:
    return {"chosen": ",".join(str(one.pk) for one in chosen)}


def _asked[Done](request: SpinneyRequest, form: Any, deed: Callable[[], Done]) -> Done | None:
    """The deed of a form that was sent; before that, the ticked payments come by POST as well."""
    return attempt(request, form, deed) if form.is_bound else None


def _task(
    request: SpinneyRequest, cluster_id: int, verb: str, form: Any,
    chosen: list[AttendancePayment], deed: str,
) -> HttpResponse:  # fmt: skip
    cluster = chosen[0].ring_fence.cluster
    context = {
        "form": form, "deed": deed, "chosen": chosen, "back_url": payments_url(cluster_id),
        "total": sum(one.pence for one in chosen),
        **around_cluster(
            cluster, (TITLE, fences_url(cluster_id)), (PAYMENTS, payments_url(cluster_id)),
            (deed, ""),
        ),
    }  # fmt: skip
    return render(request, f"money/{verb}.html", context)
