"""Unpaid time and things given, as somebody may see them; and beside them the days and minutes that
others gave, each total by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property

from django.db.models import QuerySet

from spinney.agreements import api as agreements
from spinney.base.access import minutes
from spinney.base.kernel.actors import Actor, Role, cluster_scope
from spinney.base.kernel.errors import NotFound
from spinney.base.record.record import subject_of
from spinney.clusters import api as clusters
from spinney.money.engine.given import Gift, Given, add_up, add_up_by
from spinney.money.models import Contribution
from spinney.money.policies.contributions import INSIDE, NOTE
from spinney.money.queries.keeping import keeps
from spinney.money.states import ContributionFor
from spinney.register.api import Organisation

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def visible_to(by: Actor) -> QuerySet[Contribution]:
    """The contributions to clusters whose money somebody keeps or shares in, and its own."""
    rows = Contribution.objects.select_related("organisation", "activity", "cluster")
    return rows if by.is_system else rows.filter(cluster__in=by.ids_of("cluster", *INSIDE))


def get_contribution(by: Actor, cluster_id: int, pk: int) -> Contribution:
    """One of them, taken out or not. Raises NotFound."""
    found = visible_to(by).filter(cluster=cluster_id, pk=pk).first()
    if found is None:
        raise NotFound("There is no such contribution here.")
    return found


def gift_of(row: Contribution) -> Gift:
    """A row as the engine adds it up; its member by number."""
    return Gift(
        str(row.organisation_id), row.work, row.hours, row.rate_pence,
        None if row.hours is not None else row.value_pence,
    )  # fmt: skip


@dataclass(frozen=True)
class Contributed:
    """What was given to a cluster without pay, each total by itself: none is added to another, nor
    to money. `lead` is what its lead body gave, `lead_development` what of it went into developing
    the cluster. Days are of help that the programme gives, minutes what this site itself asked of
    people of members.
    """

    rows: tuple[Contribution, ...]
    lead_id: int | None
    facilitation_days: Decimal
    review_days: Decimal
    minutes: int

    @cached_property
    def gifts(self) -> tuple[Gift, ...]:
        return tuple(gift_of(row) for row in self.rows)

    @cached_property
    def whole(self) -> Given:
        return add_up(self.gifts)

    @cached_property
    def by_work(self) -> Mapping[str, Given]:
        return add_up_by(self.gifts, lambda gift: gift.work)

    @cached_property
    def by_member(self) -> list[tuple[str, Given]]:
        names = {str(row.organisation_id): row.organisation.name for row in self.rows}
        found = add_up_by(self.gifts, lambda gift: gift.member)
        return sorted(((names[key], one) for key, one in found.items()), key=lambda one: one[0])

    @cached_property
    def lead(self) -> Given:
        return add_up(gift for gift in self.gifts if gift.member == str(self.lead_id))

    @cached_property
    def lead_development(self) -> Given:
        return add_up(
            gift
            for gift in self.gifts
            if gift.member == str(self.lead_id) and gift.work == ContributionFor.DEVELOPMENT
        )


def contributed(cluster: clusters.Cluster, *, until: date | None = None) -> Contributed:
    """What was given to a cluster without pay, to a day (all of it unless said). Seven queries."""
    rows = Contribution.objects.filter(cluster=cluster, removed_at=None)
    if until is not None:
        rows = rows.filter(day__lte=until)
    lead = lead_of(cluster)
    days = clusters.days_used(cluster)
    return Contributed(
        tuple(rows.select_related("organisation", "activity").order_by("-day", "-pk")),
        lead.pk if lead else None, days["facilitation"].used, days["review"].used,
        minutes.given_in(cluster_scope(cluster.pk), since=LONG_AGO),
    )  # fmt: skip


def lead_of(cluster: clusters.Cluster) -> Organisation | None:
    """The lead body by the terms in force."""
    uid = agreements.terms(cluster).lead_body.organisation
    return Organisation.objects.filter(uid=uid).first() if uid else None


def members_for(by: Actor, cluster: clusters.Cluster, on: date) -> list[tuple[int, str]]:
    """For which members somebody may note what they gave: her own; all, if she keeps the money."""
    here = [(one.organisation_id, one.organisation_name) for one in clusters.belongs(cluster, on)]
    if keeps(by, cluster, on):
        return here
    own = by.ids_of("organisation", Role.REPRESENTATIVE)
    return [one for one in here if one[0] in own]


def membership_by_link(by: Actor) -> clusters.Membership:
    """The membership that a link is about. Raises NotFound."""
    subject = by.pass_.subject if by.pass_ and by.pass_.verb == NOTE else ""
    number = subject.rpartition(":")[2]
    rows = clusters.Membership.objects.select_related("cluster", "organisation")
    found = rows.filter(pk=int(number)).first() if number.isdecimal() else None
    if found is None or subject_of(found) != subject:
        raise NotFound("There is nothing to note any more.")
    return found


def given_by_link(membership: clusters.Membership) -> QuerySet[Contribution]:
    """What was noted for a member so far, the latest first."""
    rows = Contribution.objects.filter(
        cluster=membership.cluster, organisation=membership.organisation, removed_at=None
    )
    return rows.order_by("-day", "-pk")
