"""What drafts ask of those who write them, and what a cluster waits for because of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.engine.content import Content
from spinney.agreements.models import Version
from spinney.agreements.policies.agreements import RUNS_IT
from spinney.agreements.queries.questions import MINUTES_EACH, steps_of
from spinney.agreements.states import SpeaksFor, VersionState
from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role
from spinney.base.record.prepared import prepared
from spinney.clusters import api as clusters

LOOK_OVER = 5
"""About so many minutes it takes to look a finished draft over and put it out."""


@prepared
def _drafts_of(label: str, runs: list[int], own: list[int]) -> QuerySet[Version]:
    hers = Q(agreement__cluster__in=runs, made_by=label) | Q(agreement__begun_by__in=own)
    drafts = Version.objects.filter(hers, state=VersionState.DRAFT)
    return drafts.select_related("agreement__cluster", "agreement__begun_by").order_by("pk")


@add_ask_source
def asked_of_drafters(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To go on with what she began to write, or what her organisation began. One query."""
    runs = actor.ids_of("cluster", *RUNS_IT)
    own = actor.ids_of("organisation", Role.REPRESENTATIVE)
    if not runs and not own:
        return
    for version in _drafts_of(label=actor.label, runs=sorted(runs), own=sorted(own)):
        agreement, left = version.agreement, _open_in(version)
        began = agreement.begun_by
        yield Ask(
            f"Go on writing “{agreement.title}”" if left else f"Look “{agreement.title}” over",
            reverse("agreements:draft", args=[agreement.cluster_id, agreement.pk]),
            minutes=left * MINUTES_EACH or LOOK_OVER,
            organisation=began.name if began else "",
            cluster=agreement.cluster.name,
            cluster_id=agreement.cluster_id,
            waits=began.name if began else "the facilitator",
        )


def _open_in(version: Version) -> int:
    """How many of a draft's questions have no answer."""
    content = Content.from_json(version.content)
    return sum(not one.answered for one in steps_of(content, wordings().get(content.wording)))


@clusters.add_wait_source
def waits(cluster: clusters.Cluster, today: date, runs_it: bool) -> Iterator[clusters.Waiting]:
    """The whole cluster's agreements that are being written. What only some members make is not
    told to the others.
    """
    written = Version.objects.filter(
        agreement__cluster=cluster,
        agreement__speaks_for=SpeaksFor.CLUSTER,
        state=VersionState.DRAFT,
    ).select_related("agreement")
    for version in written.order_by("pk"):
        agreement = version.agreement
        verb = "finish writing" if version.number == 1 else "finish the change to"
        address = reverse("agreements:agreement", args=[cluster.pk, agreement.pk])
        yield clusters.Waiting("The facilitator", f"{verb} “{agreement.title}”", address)
