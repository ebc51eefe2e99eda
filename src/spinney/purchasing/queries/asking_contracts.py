"""What contracts ask of people on Home: to decide before the last day of notice. One query."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role
from spinney.base.record.prepared import prepared
from spinney.purchasing.bridge.contract_calendar import category_title
from spinney.purchasing.models import Contract
from spinney.purchasing.queries.contracts import REMIND_DAYS

MINUTES = 5


@prepared
def _soon(own: list[int], runs: list[int], today: date, until: date) -> QuerySet[Contract]:
    theirs = Q(organisation__in=own) | Q(organisation=None, cluster__in=runs)
    rows = Contract.objects.filter(
        theirs, state="runs", removed_at=None, notice_day__gte=today, notice_day__lte=until
    )
    return rows.select_related("cluster", "organisation").order_by("notice_day", "pk")


@add_ask_source
def asked_before_notice(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To decide whether to keep a contract, while notice can be given."""
    own = sorted(actor.ids_of("organisation", Role.REPRESENTATIVE))
    runs = sorted(actor.ids_of("cluster", Role.FACILITATOR))
    if not own and not runs:
        return
    today = localdate(now)
    until = today + timedelta(days=REMIND_DAYS)
    for one in _soon(own=own, runs=runs, today=today, until=until):
        what = f"Keep it or give notice: {category_title(one.category).lower()}, “{one.title}”"
        if one.organisation is not None:
            url = reverse("purchasing:contract", args=[one.organisation_id, one.pk])
        else:
            url = reverse("purchasing:joint-contract", args=[one.cluster_id, one.pk])
        yield Ask(
            what, url, minutes=MINUTES,
            organisation=one.organisation.name if one.organisation else "",
            cluster=one.cluster.name if one.cluster else "", cluster_id=one.cluster_id,
            by_when=one.notice_day,
            waits=one.organisation.name if one.organisation else "the facilitator",
        )  # fmt: skip
