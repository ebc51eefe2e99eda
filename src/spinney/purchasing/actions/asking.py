"""Asking members of a cluster for their payments files, and reminding them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.web.components.words import counted
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.letters import shares as letters
from spinney.purchasing.models import SpendAsked
from spinney.purchasing.policies import shares as rules
from spinney.purchasing.queries.shares import standing_of_members


@transaction.atomic
def ask_for_spend(
    *,
    cluster: clusters.Cluster,
    organisations: Collection[int],
    by_day: date | None,
    said: str = "",
    by: Actor,
    now: datetime,
) -> list[SpendAsked]:
    """Ask some members for their files: each gets a letter with a link that needs no account, and
    that can be handed on to a bookkeeper. Those who share already, and those whom no letter would
    reach, are not asked. Raises WrongState when nobody is left to ask.
    """
    require(policies.MAY, "ask_for_spend", by=by, scope=cluster_scope(cluster.pk))
    rules.check_last_day_to_give(by_day, localdate(now))
    members = standing_of_members(by, cluster, localdate(now))
    asked = []
    for one in members:
        wanted = one.organisation_id in organisations and one.share is None
        if not wanted or not letters.people_of(one.organisation_id, now):
            continue
        row, _ = SpendAsked.objects.update_or_create(
            cluster=cluster, organisation_id=one.organisation_id,
            defaults={
                "asked_at": now, "asked_by": by.label, "by_day": by_day, "answered_at": None,
                "reminded_at": None,
            },
        )  # fmt: skip
        letters.ask(row, said=said, by=by, now=now)
        asked.append(row)
    if not asked:
        raise WrongState("Nobody of those you chose can be asked: they share already, or nobody who"
                         " represents them has an address.")  # fmt: skip
    record(
        "purchasing.ask_for_spend", by=by, on=cluster, at=now, scope=cluster_scope(cluster.pk),
        asked=counted(len(asked), "member"),
    )  # fmt: skip
    return asked


@transaction.atomic
def remind_of_spend(*, cluster: clusters.Cluster, by: Actor, now: datetime) -> list[SpendAsked]:
    """Ask those again who were asked and have given nothing in: at most once a day."""
    require(policies.MAY, "remind_of_spend", by=by, scope=cluster_scope(cluster.pk))
    members = standing_of_members(by, cluster, localdate(now))
    reminded = []
    for one in members:
        if one.asked is None or not one.waits or _lately(one.asked, now):
            continue
        if letters.ask(one.asked, said="", by=by, now=now, again=True):
            one.asked.reminded_at = now
            one.asked.save(update_fields=["reminded_at"])
            reminded.append(one.asked)
    if not reminded:
        raise WrongState(
            "There is nobody to remind: all have answered, or were written to today already."
        )
    record(
        "purchasing.remind_of_spend", by=by, on=cluster, at=now, scope=cluster_scope(cluster.pk),
        asked=counted(len(reminded), "member"),
    )  # fmt: skip
    return reminded


def _lately(asked: SpendAsked, now: datetime) -> bool:
    return localdate(asked.reminded_at or asked.asked_at) >= localdate(now)
