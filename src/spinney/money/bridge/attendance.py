"""Meetings, members and rates to the engine that says what is due, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from spinney.base.kernel.money import Money
from spinney.clusters import api as clusters
from spinney.decisions import api as decisions
from spinney.money.engine.attendance import Came, Due, Rate, accrue, due_for
from spinney.money.models import AttendancePayment, RingFence
from spinney.money.states import AccrualState
from spinney.register.api import Organisation


@dataclass(frozen=True)
class NotDue:
    """A member that came to a meeting and is not paid for it, and why, in words."""

    organisation: str
    meeting: str
    held_on: date
    why: str
    code: str


@dataclass(frozen=True)
class Counted:
    """What is due for meetings that was not counted before: each with its meeting's title."""

    due: list[Due]
    titles: Mapping[int, str]
    names: Mapping[int, str]


def presences_of(
    cluster: clusters.Cluster, first: date, last: date
) -> tuple[list[Came], Mapping[int, str], Mapping[int, str]]:
    """How members were at the meetings from a day to a day, titles of meetings, names. Guests and
    supporters are not members, and are left out.
    """
    attended = decisions.attendance(cluster, first, last)
    ids = {one.organisation_id for one in attended}
    incomes = dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "income_pence"))
    members = {
        day: {one.organisation_id for one in clusters.members(cluster, day)}
        for day in {one.held_on for one in attended}
    }
    found = [
        Came(
            one.meeting_id, one.organisation_id, one.held_on, one.minutes_there,
            incomes.get(one.organisation_id), one.came,
        )
        for one in attended if one.organisation_id in members[one.held_on]
    ]  # fmt: skip
    titles = {one.meeting_id: one.title for one in attended}
    return found, titles, {one.organisation_id: one.organisation for one in attended}


def rates_of(ring_fence: RingFence) -> list[Rate]:
    """The rates of a ring-fence as the engine knows them. Two queries."""
    rows = ring_fence.rates.prefetch_related("organisations").order_by("from_day", "pk")
    return [
        Rate(
            one.pk, one.pence, str(one.per), one.from_day, one.to_day, one.income_at_most_pence,
            frozenset(org.pk for org in one.organisations.all()),
        )
        for one in rows
    ]  # fmt: skip


def counted(ring_fence: RingFence, until: date) -> Counted:
    """What is due out of a ring-fence for meetings until a day, and was not counted before."""
    rates = rates_of(ring_fence)
    if not rates:
        return Counted([], {}, {})
    first = min(one.first for one in rates)
    coming, titles, names = presences_of(ring_fence.cluster, first, until)
    done = AttendancePayment.objects.filter(ring_fence=ring_fence)
    due = accrue(
        coming, rates, left=ring_fence.remaining_pence,
        done=frozenset(done.values_list("meeting_id", "organisation_id")),
    )  # fmt: skip
    return Counted(due, titles, names)


def source_of(payment: AttendancePayment) -> str:
    """How the ledger and the ring-fence name a payment."""
    return f"money.AttendancePayment:{payment.uid}"


def put_right(ring_fence: RingFence, until: date) -> list[tuple[AttendancePayment, Due]]:
    """Payments that are due and that the record of their meeting has otherwise by now, each with
    what it says. What would be more than the ring-fence still has is left as it is.
    """
    waiting = list(
        AttendancePayment.objects.filter(ring_fence=ring_fence, state=AccrualState.DUE)
        .select_related("ring_fence")
    )  # fmt: skip
    rates = rates_of(ring_fence)
    if not waiting or not rates:
        return []
    coming, _, _ = presences_of(ring_fence.cluster, min(one.first for one in rates), until)
    known = {(one.meeting, one.organisation): one for one in coming}
    found = []
    for payment in waiting:
        came = known.get((payment.meeting_id, payment.organisation_id))
        if came is None:
            continue
        due = due_for(came, rates)
        more = due.pence - payment.pence
        if more != 0 and (due.why or more <= ring_fence.remaining_pence):
            found.append((payment, due))
    return found


def not_due(found: Counted) -> list[NotDue]:
    """Who came and is not paid for it, the latest meeting first; whoever was away is left out."""
    rows = [
        NotDue(
            found.names[one.came.organisation], found.titles[one.came.meeting], one.came.held_on,
            why_words(one), one.why,
        )
        for one in found.due if one.why and one.why != "away"
    ]  # fmt: skip
    return sorted(rows, key=lambda one: (one.held_on, one.organisation), reverse=True)


def why_words(due: Due) -> str:
    """Why nothing is due, in words."""
    return {
        "no_minutes": "It was there for less than a minute",
        "no_rate": "No rate was agreed for that day",
        "income": "Its income is above what was agreed",
        "income_not_known": "Its yearly income is not known here: it can be put into its profile",
        "not_chosen": "It is not among those that were chosen",
        "nothing_left": f"The ring-fence has {Money(due.pence)} too little",
    }[due.why]
