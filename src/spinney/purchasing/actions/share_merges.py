"""What becomes of shares of spending when two organisations of the register turn out to be one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import SITE, Actor
from spinney.base.kernel.policy import require
from spinney.base.record.models import Entry
from spinney.base.record.record import record, subject_of
from spinney.clusters.api import Cluster
from spinney.purchasing import policies
from spinney.purchasing.actions.shares import take_back_share
from spinney.purchasing.bridge.forgetting_figures import forget_member
from spinney.purchasing.bridge.merged_suppliers import place_names
from spinney.purchasing.bridge.starting_matching import start_matching
from spinney.purchasing.letters import shares as letters
from spinney.purchasing.models import Measure, SpendCell, SpendShare
from spinney.purchasing.queries.matching import clusters_that_know, names_shared
from spinney.purchasing.queries.seeing import Shared, less, shared_in
from spinney.purchasing.queries.shares import members_of
from spinney.purchasing.states import ShareState
from spinney.register.api import Organisation

NO_BROKER = "nobody"
AGREED = ("first_day", "last_day", "shown", "broker")
KEPT_AS = ("organisation_id", *AGREED, "state", "taken_back_at")
"""What is recorded of a share as it was and as it became, so that it can be given back."""


@transaction.atomic
def follow_merge_of_shares(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Of two shares with one cluster make one that shows no more than each of both agreed to: the
    months that both shared, the lower level, and a broker only if it was the same. Where one alone
    shared, its share stays as it agreed only if the kept one is a member and the other has no
    payments in those months: its own were never shown, so they are not shown by this either.

    It is done before the lines are joined (`follow_merge_of_spending`). What was reckoned with
    figures of either is forgotten, and names are compared again.
    """
    require(policies.MAY, "follow_merge_of_shares", by=by, scope=SITE)
    both = (merge.kept, merge.aside)
    found = SpendShare.objects.select_for_update(of=("self",)).filter(organisation__in=both)
    rows = list(found.select_related("cluster", "organisation").order_by("cluster", "pk"))
    before = {row.pk: _as_kept(row) for row in rows}
    for cluster in {row.cluster_id: row.cluster for row in rows}.values():
        ours, theirs = (_of(rows, cluster, one.pk) for one in both)
        left = _become_one(ours, theirs, merge, by, now)
        if _shows_less(before, left, ours, theirs, now):
            letters.narrowed(cluster, merge, is_shown=left is not None, by=by, now=now)
        for one in both:
            forget_member(cluster.pk, str(one.uid))
        start_matching(cluster, now=now)
    done = [
        [row.pk, before[row.pk], _as_kept(row)]
        for row in SpendShare.objects.filter(pk__in=before).order_by("pk")
    ]
    return record(
        "purchasing.follow_merge_of_shares", by=by, on=merge, at=now, scope=SITE, shares=done
    )


def _of(rows: list[SpendShare], cluster: Cluster, organisation_id: int) -> SpendShare | None:
    found = (row for row in rows if row.cluster_id == cluster.pk)
    return next((row for row in found if row.organisation_id == organisation_id), None)


def _become_one(
    ours: SpendShare | None, theirs: SpendShare | None, merge: Any, by: Actor, now: datetime
) -> dict[str, Any] | None:
    """One share of the kept one is left, or none that shows anything. Returns what is shown, as
    fields of a share; None for nothing.
    """
    agreed = _agreed(ours, theirs, merge, now)
    if theirs is not None:
        if theirs.state == ShareState.SHARED and (ours is not None or agreed is None):
            _take_back(theirs, by, now)
        if ours is None:
            SpendShare.objects.filter(pk=theirs.pk).update(organisation=merge.kept)
            return agreed
    if ours is not None and ours.state == ShareState.SHARED:
        if agreed is None:
            _take_back(ours, by, now)
        else:
            SpendShare.objects.filter(pk=ours.pk).update(**agreed)
    return agreed


def _shows_less(
    before: dict[int, dict[str, Any]], left: dict[str, Any] | None, ours: SpendShare | None,
    theirs: SpendShare | None, now: datetime,
) -> bool:  # fmt: skip
    """Whether something that one of both had shared is not shown any more."""
    kept = None if left is None else {name: _plain(value) for name, value in left.items()}
    for share in (ours, theirs):
        if share is not None and _had_shared(before[share.pk], now):
            had = {name: before[share.pk][name] for name in AGREED}
            if had != kept:
                return True
    return False


def _agreed(
    ours: SpendShare | None, theirs: SpendShare | None, merge: Any, now: datetime
) -> dict[str, Any] | None:
    """What both agreed to show, as fields of a share; None where that is nothing."""
    row = ours or theirs
    if row is None or merge.kept.pk not in members_of(row.cluster, localdate(now)):
        return None
    shared = [one for one in (ours, theirs) if one is not None and _was_shared(one, now)]
    if ours is not None and ours not in shared:
        return None  # it took it back itself: that holds
    if len(shared) == 1:
        (only,) = shared
        other = merge.aside if only is ours else merge.kept
        return None if _would_show(other, only) else {name: getattr(only, name) for name in AGREED}
    if len(shared) == 2:
        return _overlap(*shared)
    return None


def _was_shared(share: SpendShare, now: datetime) -> bool:
    """Whether it was shared until this merge, by which alone a membership may have ended."""
    return share.state == ShareState.SHARED or share.taken_back_at == now


def _had_shared(before: dict[str, Any], now: datetime) -> bool:
    """The same of a share as it was kept before the merge."""
    return bool(before["state"] == ShareState.SHARED or before["taken_back_at"] == now.isoformat())


def _would_show(other: Organisation, share: SpendShare) -> bool:
    """Whether a share would show something of an organisation that it was not given for."""
    paid = SpendCell.objects.filter(organisation=other, month__range=_months(share))
    return paid.exists() or Measure.objects.filter(organisation=other).exists()


def _months(share: SpendShare) -> tuple[date, date]:
    to_broker = False
    return Shared(
        share.organisation, share.first_day, share.last_day, share.shown, to_broker
    ).months


def _overlap(one: SpendShare, other: SpendShare) -> dict[str, Any] | None:
    (first, last), (first_too, last_too) = _months(one), _months(other)
    first, last = max(first, first_too), min(last, last_too)
    if last < first:
        return None
    broker = one.broker if one.broker == other.broker else NO_BROKER
    shown = less(one.shown, other.shown)
    return {"first_day": first, "last_day": last, "shown": shown, "broker": broker}


def _take_back(share: SpendShare, by: Actor, now: datetime) -> None:
    take_back_share(cluster=share.cluster, organisation=share.organisation, by=by, now=now)


def _as_kept(row: SpendShare) -> dict[str, Any]:
    return {field: _plain(getattr(row, field)) for field in KEPT_AS}


def _plain(value: Any) -> Any:
    """A value of a share as JSON has it."""
    return value.isoformat() if hasattr(value, "isoformat") else value


@transaction.atomic
def follow_unmerge_of_shares(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Give each the share that it had, as far as the member has not changed it since; and let each
    cluster know of each the names that are shown. It is done after the lines were parted
    (`follow_unmerge_of_spending`).
    """
    require(policies.MAY, "follow_unmerge_of_shares", by=by, scope=SITE)
    known = Entry.objects.filter(
        verb="purchasing.follow_merge_of_shares", subject=subject_of(merge)
    )
    done = known.latest("pk").detail["shares"] if known.exists() else []
    for row, before in _as_it_left_them(done):
        for field, value in before.items():
            setattr(row, field, value)
        row.save()
    both = (merge.kept.pk, merge.aside.pk)
    for cluster in clusters_that_know(both):
        for one in (merge.kept, merge.aside):
            forget_member(cluster.pk, str(one.uid))
        place_names(cluster.pk, both, names_shared(shared_in(cluster, localdate(now))))
        start_matching(cluster, now=now)
    return record("purchasing.follow_unmerge_of_shares", by=by, on=merge, at=now, scope=SITE)


def _as_it_left_them(done: list[Any]) -> Iterator[tuple[SpendShare, dict[str, Any]]]:
    """The shares that are still as the merge left them, each with what it was before."""
    for pk, before, after in done:
        rows = SpendShare.objects.select_for_update()
        row = rows.filter(pk=pk).first()
        if row is not None and _as_kept(row) == after:
            yield row, before
