"""What reports ask of people on Home: may yours be public? One query."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role
from spinney.base.record.prepared import prepared
from spinney.evaluation.bridge.agreeing import agreeing_from
from spinney.evaluation.models import Report
from spinney.evaluation.states import ReportState
from spinney.register.api import Organisation

MINUTES = 10


@prepared
def _finished(clusters: list[int]) -> QuerySet[Report]:
    rows = Report.objects.filter(
        cluster__in=clusters, state=str(ReportState.PUBLISHED), removed_at=None
    )
    return rows.exclude(agreed_by={}).select_related("cluster").order_by("pk")


@add_ask_source
def asked_to_agree(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To say whether a report that names her organisation may be public."""
    inside = sorted(actor.ids_of("cluster", Role.MEMBER))
    own = actor.organisation_id
    if not inside or own not in actor.ids_of("organisation", Role.REPRESENTATIVE):
        return
    reports = list(_finished(clusters=inside))
    uid = str(Organisation.objects.values_list("uid", flat=True).get(pk=own)) if reports else ""
    for report in reports:
        agreeing = agreeing_from(report.agreed_by)
        cluster = report.cluster
        if agreeing is None or cluster is None or agreeing.number != report.number:
            continue
        if uid in agreeing.rule.needed and uid not in agreeing.answers:
            yield Ask(
                f"May the report “{report.title}” be public?",
                reverse("evaluation:report", args=[report.scope, report.pk]),
                minutes=MINUTES,
                organisation=actor.organisation_name,
                cluster=cluster.name,
                cluster_id=cluster.pk,
                by_when=agreeing.last_day(),
                waits=actor.organisation_name,
            )
