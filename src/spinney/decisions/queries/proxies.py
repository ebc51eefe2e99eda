"""Proxies for whoever asks: who may vote for whom, in a ballot or at a meeting."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Count, Q, QuerySet

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.clusters import api as clusters
from spinney.decisions.bridge.rules import customs_of, rule_of
from spinney.decisions.models import Ballot, Meeting, Proxy
from spinney.decisions.queries.voting import live_proxies
from spinney.register.api import Organisation


def get_proxy(by: Actor, cluster_id: int, pk: int) -> Proxy:
    """A proxy that the actor's organisation gave or holds. Raises NotFound for any other."""
    mine = Q(organisation=by.organisation_id or 0) | Q(holder=by.organisation_id or 0)
    rows = Proxy.objects.filter(mine, pk=pk, cluster=cluster_id)
    found = rows.select_related("organisation", "holder", "cluster", "ballot", "meeting").first()
    if found is None:
        raise NotFound("There is no such proxy here.")
    return found


def own_proxy(about: Ballot | Meeting, organisation_id: int | None) -> Proxy | None:
    """The proxy that an organisation gave for this ballot or this meeting, and that still holds."""
    where = {"ballot" if isinstance(about, Ballot) else "meeting": about}
    rows = Proxy.objects.filter(organisation=organisation_id or 0, ended_at=None, **where)
    return rows.select_related("holder", "organisation", "cluster").first()


def most_each(about: Ballot | Meeting, on: date) -> int:
    """For how many others one organisation may vote: in a ballot by the customs that were fixed
    with its rule, at a meeting by those in force on the day.
    """
    if isinstance(about, Ballot) and about.rule is not None:
        return rule_of(about).customs.proxies_each
    return customs_of(about.cluster, on).proxies_each


def held_by(about: Ballot | Meeting) -> dict[int, int]:
    """How many proxies each organisation holds in a ballot (its meeting's too); or at a meeting,
    with the most that it holds in one of the ballots there.
    """
    if isinstance(about, Ballot):
        return Counter(one.holder_id for one in live_proxies(about))
    held = Counter(one.holder_id for one in meeting_proxies(about))
    ballots = Proxy.objects.filter(ballot__meeting=about, ended_at=None)
    beside = ballots.values("ballot", "holder").annotate(many=Count("pk"))
    most: Counter[int] = Counter()
    for one in beside.values_list("holder", "many"):
        most[one[0]] = max(most[one[0]], one[1])
    return held + most


def meeting_proxies(meeting: Meeting) -> QuerySet[Proxy]:
    """The proxies that hold at a meeting."""
    rows = Proxy.objects.filter(meeting=meeting, ended_at=None)
    return rows.select_related("organisation", "holder").order_by("given_at", "pk")


def holders_for(about: Ballot | Meeting, organisation_id: int, on: date) -> list[Organisation]:
    """Who may be given an organisation's vote: those that are asked in the ballot and take part, or
    vote in the cluster; and hold not too many already.
    """
    if isinstance(about, Ballot):
        asked = about.electors.filter(recused_at=None, left_at=None)
        ids = set(asked.values_list("organisation_id", flat=True))
    else:
        ids = {one.organisation_id for one in clusters.voters(about.cluster, on)}
    most, held = most_each(about, on), held_by(about)
    free = [pk for pk in ids if pk != organisation_id and held.get(pk, 0) < most]
    return list(Organisation.objects.filter(pk__in=free).order_by("name", "pk"))
