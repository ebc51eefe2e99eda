"""Sharing spending with a cluster, taking it back, and agreeing anew when terms have changed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import NotFound, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.events.shares import spend_shared, spend_taken_back
from spinney.purchasing.models import SpendCell, SpendShare
from spinney.purchasing.policies import shares as rules
from spinney.purchasing.queries.seeing import broker_of, term_of
from spinney.purchasing.queries.shares import members_of
from spinney.purchasing.states import ShareState
from spinney.register.api import Organisation


@transaction.atomic
def share_spend(
    *,
    cluster: clusters.Cluster,
    first_day: date,
    last_day: date,
    agreed: tuple[str, str],
    by: Actor,
    now: datetime,
) -> SpendShare:
    """Let a cluster see what the actor's organisation spent in some whole months. `agreed` is what
    the terms let be shown, and to which broker, as the actor saw it on the page: if that has
    changed meanwhile, nothing is shared.
    """
    require(policies.MAY, "share_spend", by=by, scope=cluster_scope(cluster.pk))
    organisation_id = rules.organisation_of(by)
    rules.check_member(organisation_id, members_of(cluster, localdate(now)))
    rules.check_period(first_day, last_day)
    shown, broker = _agreed_now(cluster, agreed, now)
    _check_there_is_something(organisation_id, first_day, last_day)
    share, _ = SpendShare.objects.update_or_create(
        cluster=cluster, organisation_id=organisation_id,
        defaults={
            "first_day": first_day, "last_day": last_day, "shown": shown,
            "broker": broker, "state": ShareState.SHARED, "shared_at": now,
            "shared_by": by.label, "taken_back_at": None,
        },
    )  # fmt: skip
    _announce("purchasing.share_spend", share, by, now)
    return share


def _agreed_now(
    cluster: clusters.Cluster, agreed: tuple[str, str], now: datetime
) -> tuple[str, str]:
    """What the terms let be shown, and to which broker, if that is what the actor looked at."""
    terms = term_of(cluster, localdate(now))
    rules.check_agreed(terms.purchases.shown, broker_of(terms), agreed)
    rules.check_shows_something(terms.purchases.shown)
    return agreed


def _check_there_is_something(organisation_id: int, first_day: date, last_day: date) -> None:
    there = SpendCell.objects.filter(
        organisation=organisation_id, month__range=(first_day, last_day)
    )
    if not there.exists():
        raise WrongState("There is no payment in these months yet. Give in a file first.")


def _announce(verb: str, share: SpendShare, by: Actor, now: datetime) -> None:
    name = Organisation.objects.only("name").get(pk=share.organisation_id).name
    record(
        verb, by=by, on=share, at=now, scope=share.scope, organisation=name,
        first_day=share.first_day, last_day=share.last_day, shown=share.shown,
        broker=share.broker,
    )  # fmt: skip
    spend_shared.send(SpendShare, share=share, by=by, now=now)


@transaction.atomic
def renew_share(
    *, cluster: clusters.Cluster, agreed: tuple[str, str], by: Actor, now: datetime
) -> SpendShare:
    """Agree that what is shared is seen as the terms say now."""
    require(policies.MAY, "renew_share", by=by, scope=cluster_scope(cluster.pk))
    share = _lock(cluster, rules.organisation_of(by))
    if share.state != ShareState.SHARED:
        raise WrongState("Nothing is shared, so there is nothing to renew. Share it first.")
    share.shown, share.broker = _agreed_now(cluster, agreed, now)
    share.shared_at, share.shared_by = now, by.label
    share.save(update_fields=["shown", "broker", "shared_at", "shared_by"])
    _announce("purchasing.renew_share", share, by, now)
    return share


@transaction.atomic
def take_back_share(
    *, cluster: clusters.Cluster, organisation: Organisation, by: Actor, now: datetime
) -> SpendShare:
    """Let nobody see it any longer, from this moment. Its own organisation does so, or the site
    itself when it leaves the cluster.
    """
    require(policies.MAY, "take_back_share", by=by, scope=cluster_scope(cluster.pk))
    if not by.is_system and organisation.pk != by.organisation_id:
        raise NotFound("There is no such page, or it is not shared with you.")
    share = _lock(cluster, organisation.pk)
    rules.check_can_become(share, ShareState.TAKEN_BACK)
    share.state, share.taken_back_at = ShareState.TAKEN_BACK, now
    share.save(update_fields=["state", "taken_back_at"])
    record(
        "purchasing.take_back_share", by=by, on=share, at=now, scope=share.scope,
        organisation=organisation.name,
    )  # fmt: skip
    spend_taken_back.send(SpendShare, share=share, by=by, now=now)
    return share


def _lock(cluster: clusters.Cluster, organisation_id: int) -> SpendShare:
    rows = SpendShare.objects.select_for_update(of=("self",)).select_related("organisation")
    found = rows.filter(cluster=cluster, organisation=organisation_id).first()
    if found is None:
        raise WrongState("Nothing is shared with this cluster.")
    return found
