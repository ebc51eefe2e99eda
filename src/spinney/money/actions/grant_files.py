"""Grants that were made elsewhere, from a published file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.canonical import plain
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.bridge.published_grants import recipients
from spinney.money.engine.threesixty.values import Award
from spinney.money.models import Grant, Instalment
from spinney.money.queries.grants import organisations_of
from spinney.money.queries.keeping import check_keeps
from spinney.money.queries.published import made_here
from spinney.money.states import GrantState, InstalmentState

MOST = 500


@transaction.atomic
def import_grants(
    *, cluster: clusters.Cluster, awards: Sequence[Award], by: Actor, now: datetime
) -> list[Grant]:
    """Note grants that others made to organisations of the cluster, so that it knows what it has;
    one that is there already, or was made here, is left. They are told apart from the cluster's
    own, and no money moves: they are decided and paid where they were made.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "import_grants", by=by, scope=scope)
    check_keeps(by, cluster, localdate(now))
    theirs = recipients(awards, organisations_of(cluster, localdate(now)))
    clusters.Cluster.objects.select_for_update(no_key=True).only("pk").get(pk=cluster.pk)
    there = {
        one.get("identifier")
        for one in Grant.objects.filter(cluster=cluster).values_list("from_file", flat=True)
    }
    there |= made_here(cluster, awards)
    made: list[Grant] = []
    for award in awards[:MOST]:
        if award.identifier not in theirs or award.identifier in there or award.pence <= 0:
            continue
        there.add(award.identifier)
        grant = Grant.objects.create(
            cluster=cluster, title=award.title[:200], description=award.description,
            state=GrantState.APPROVED, asked_pence=award.applied_pence or award.pence,
            awarded_pence=award.pence, starts_on=award.starts, ends_on=award.ends,
            holder=theirs[award.identifier], from_file=_told(award), made_at=now,
            made_by=by.label,
        )  # fmt: skip
        _paid(grant, award)
        made.append(grant)
    if made:
        record(
            "money.import_grants", by=by, on=made[0], at=now, scope=scope, count=len(made),
            title=made[0].title, grant=made[0].pk,
        )  # fmt: skip
    return made


def _told(award: Award) -> dict[str, object]:
    return {
        "identifier": award.identifier, "funder": award.funder.name,
        "funder_id": award.funder.org_id, "awarded": plain(award.awarded),
        "programme": award.programme_title, "regrant_type": award.regrant_type,
        "source": award.source,
    }  # fmt: skip


def _paid(grant: Grant, award: Award) -> None:
    for number, one in enumerate((each for each in award.paid if each.pence > 0), start=1):
        Instalment.objects.create(
            grant=grant, number=number, pence=one.pence, state=InstalmentState.RECEIVED,
            released_on=one.day, received_on=one.day,
        )  # fmt: skip
