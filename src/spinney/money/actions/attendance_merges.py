"""What becomes of payments for attendance, and of the rates they are paid by, when two
organisations of the register turn out to be one. Its presences at meetings go along (decisions):
were its payments to stay behind, each meeting would be paid once more.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from spinney.base.kernel.actors import SITE, Actor
from spinney.base.kernel.policy import require
from spinney.base.record.models import Entry
from spinney.base.record.record import record, subject_of
from spinney.money import policies
from spinney.money.bridge.attendance import source_of
from spinney.money.bridge.ring_fences import put_back
from spinney.money.models import AttendancePayment, AttendanceRate
from spinney.money.states import AccrualState

TWICE = "Two members turned out to be one, which is paid once for a meeting."
OPEN = (AccrualState.DUE, AccrualState.APPROVED)


@transaction.atomic
def follow_merge_of_attendance(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Hand over the payments of the organisation put aside, and its place in rates for chosen
    members. Where both are due something for one meeting, the kept one's stands: what the other
    would have been paid goes back to the ring-fence; what was paid is left as it is.
    """
    require(policies.MAY, "follow_merge_of_attendance", by=by, scope=SITE)
    held = AttendancePayment.objects.select_for_update(of=("self",)).select_related("ring_fence")
    kept = held.filter(organisation=merge.kept)
    both = set(kept.values_list("ring_fence", "meeting"))
    handed: list[int] = []
    dropped: list[int] = []
    for one in held.filter(organisation=merge.aside).order_by("pk"):
        if (one.ring_fence_id, one.meeting_id) not in both:
            handed.append(one.pk)
        elif one.state in OPEN:
            _drop(one, by, now)
            dropped.append(one.pk)
    AttendancePayment.objects.filter(pk__in=handed).update(organisation=merge.kept)
    return record(
        "money.follow_merge_of_attendance", by=by, on=merge, at=now, scope=SITE, handed=handed,
        dropped=dropped, chosen=_choose(merge),
    )  # fmt: skip


def _drop(one: AttendancePayment, by: Actor, now: datetime) -> None:
    put_back(one.ring_fence, one.pence, words=TWICE, source=source_of(one), by=by, now=now)
    one.state, one.why = AccrualState.DROPPED, TWICE
    one.settled_at, one.settled_by = now, by.label
    one.save(update_fields=["state", "why", "settled_at", "settled_by"])


def _choose(merge: Any) -> list[int]:
    """Let rates for chosen members be for the one kept. Returns those for which it is new."""
    rates = AttendanceRate.objects.filter(organisations=merge.aside).order_by("pk")
    new = rates.exclude(Q(pk__in=AttendanceRate.objects.filter(organisations=merge.kept)))
    found = [one.pk for one in new]
    for one in new:
        one.organisations.add(merge.kept)
    return found


@transaction.atomic
def follow_unmerge_of_attendance(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Give back what `follow_merge_of_attendance` handed over. What went back to a ring-fence stays
    there: whoever keeps the money sees it as not paid, with the reason, and can bring it back.
    """
    require(policies.MAY, "follow_unmerge_of_attendance", by=by, scope=SITE)
    verb = "money.follow_merge_of_attendance"
    known = Entry.objects.filter(verb=verb, subject=subject_of(merge))
    done = known.latest("pk").detail if known.exists() else {}
    handed = AttendancePayment.objects.filter(
        organisation=merge.kept, pk__in=done.get("handed", [])
    )
    handed.update(organisation=merge.aside)
    for rate in AttendanceRate.objects.filter(pk__in=done.get("chosen", [])):
        rate.organisations.remove(merge.kept)
    return record(
        "money.follow_unmerge_of_attendance", by=by, on=merge, at=now, scope=SITE,
        dropped=done.get("dropped", []),
    )  # fmt: skip
