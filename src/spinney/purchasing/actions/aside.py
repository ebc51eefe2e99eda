"""Leaving people out, and bringing back what was taken for a person and is a firm.

The record tells how many names, never which: it stays for ever, and a person's name must not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters.api import Cluster
from spinney.purchasing import policies
from spinney.purchasing.bridge.cells import rebuild
from spinney.purchasing.bridge.corrections import hold
from spinney.purchasing.bridge.forgetting_names import forget_names
from spinney.purchasing.bridge.names import Judged, judge_again, stale_names
from spinney.purchasing.bridge.starting_matching import start_matching
from spinney.purchasing.events.aside import names_decided
from spinney.purchasing.models import SpendName, SpendShare
from spinney.purchasing.policies.aside import check_own
from spinney.purchasing.states import ShareState
from spinney.register.api import Organisation

AT_ONCE = 2_000
"""Names that are judged again while a member's names are held."""


@transaction.atomic
def set_name_aside(
    *, organisation: Organisation, names: Sequence[SpendName], by: Actor, now: datetime
) -> int:
    """Leave the names out: their payments are not counted, and no cluster knows them any more.
    Returns how many were not left out before. Raises BadInput or NotFound.
    """
    require(policies.MAY, "set_name_aside", by=by, scope=organisation_scope(organisation.pk))
    changed = _decide(organisation, names, aside=True, by=by)
    if changed:
        record(
            "purchasing.set_name_aside", by=by, on=organisation, at=now,
            scope=organisation_scope(organisation.pk), names=len(changed),
        )  # fmt: skip
        forget_names(organisation.pk, [name.written for name in changed])
        _match_again(organisation, now)
        names_decided.send(sender=SpendName, organisation_id=organisation.pk, by=by, now=now)
    return len(changed)


@transaction.atomic
def bring_back_name(
    *, organisation: Organisation, names: Sequence[SpendName], by: Actor, now: datetime
) -> int:
    """Count the names again: a member says that they are no people. Clusters with which it shares
    see them once names are compared again. Returns how many were left out before.

    Raises BadInput or NotFound.
    """
    require(policies.MAY, "bring_back_name", by=by, scope=organisation_scope(organisation.pk))
    changed = _decide(organisation, names, aside=False, by=by)
    if changed:
        record(
            "purchasing.bring_back_name", by=by, on=organisation, at=now,
            scope=organisation_scope(organisation.pk), names=len(changed),
        )  # fmt: skip
        _match_again(organisation, now)
        names_decided.send(sender=SpendName, organisation_id=organisation.pk, by=by, now=now)
    return len(changed)


@transaction.atomic
def judge_names_again(*, organisation: Organisation, by: Actor, now: datetime) -> Judged:
    """Judge names again that other rules judged than those of today, some at a time. Who is now
    taken for a person is left out at once, and the member is told how many; what a member said of
    a name stays, and no name that is left out comes back without a member's word.
    """
    scope = organisation_scope(organisation.pk)
    require(policies.MAY, "judge_names_again", by=by, scope=scope)
    hold(organisation.pk)
    stale = list(stale_names(organisation.pk).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    done = judge_again(organisation.pk, stale)
    if done.changed:
        rebuild(organisation.pk, done.changed)
        _match_again(organisation, now)
        names_decided.send(sender=SpendName, organisation_id=organisation.pk, by=by, now=now)
    if done.left_out:
        record(
            "purchasing.judge_names_again", by=by, on=organisation, at=now, scope=scope,
            names=done.left_out,
        )  # fmt: skip
    return done


def _match_again(organisation: Organisation, now: datetime) -> None:
    """Compare names again wherever the member shares what it spends."""
    shared = SpendShare.objects.filter(organisation=organisation, state=ShareState.SHARED)
    for cluster in Cluster.objects.filter(pk__in=shared.values("cluster")).order_by("pk"):
        start_matching(cluster, now=now)


def _decide(
    organisation: Organisation, names: Sequence[SpendName], *, aside: bool, by: Actor
) -> list[SpendName]:
    """Write the member's word, and make the cells anew. Returns the names that changed."""
    check_own(organisation, names)
    hold(organisation.pk)
    held = list(
        SpendName.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in names])
    )
    for name in held:
        name.aside_by = by.label
    changed = [name for name in held if name.aside != aside]
    for name in changed:
        name.aside = aside
    SpendName.objects.bulk_update(held, ["aside", "aside_by"], batch_size=100)
    if changed:
        rebuild(organisation.pk, [name.pk for name in changed])
    return changed
