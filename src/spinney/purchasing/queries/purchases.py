"""Joint purchases as somebody may see them. Every read begins here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.timezone import localdate

from spinney.agreements import api as agreements
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.base.record.prepared import prepared
from spinney.base.record.record import subject_of
from spinney.clusters import api as clusters
from spinney.decisions import api as decisions
from spinney.purchasing.bridge.purchases import PriceStep, Standing, standing_of, steps_of
from spinney.purchasing.bridge.quotes import Ranking, cheapest, ranking_of
from spinney.purchasing.models import (
    Criterion,
    InvitedSupplier,
    JointPurchase,
    Measure,
    Pledge,
    Quote,
    QuoteFile,
    QuoteMark,
)
from spinney.purchasing.policies.purchases import INSIDE, runs, speaks_for
from spinney.purchasing.states import InvitedState, PledgeState, PurchaseState


def visible_to(by: Actor) -> QuerySet[JointPurchase]:
    """The purchases of the clusters that somebody runs or is a member of."""
    rows = JointPurchase.objects.select_related("cluster", "winner__invited")
    return rows if by.is_system else rows.filter(cluster__in=_clusters(by))


def _clusters(by: Actor) -> frozenset[int]:
    return by.ids_of("cluster", *INSIDE)


def purchases_of(by: Actor, cluster_id: int) -> QuerySet[JointPurchase]:
    """The purchases of a cluster, the newest first, with how many are in. One query."""
    counted = Count("pledges", filter=Q(pledges__state=PledgeState.IN), distinct=True)
    rows = visible_to(by).filter(cluster=cluster_id).annotate(said_in=counted)
    return rows.order_by("-made_at", "-pk")


def get_purchase(by: Actor, cluster_id: int, pk: int) -> JointPurchase:
    """One purchase. Raises NotFound when there is none that the actor may see."""
    found = visible_to(by).filter(cluster=cluster_id, pk=pk).first()
    if found is None:
        raise NotFound("There is no such purchase here.")
    return found


def purchase_by_link(by: Actor) -> JointPurchase:
    """The purchase that a member's link is for. Raises NotFound."""
    number = _number_in(by)
    found = JointPurchase.objects.select_related("cluster").filter(pk=number).first()
    if found is None or by.pass_ is None or subject_of(found) != by.pass_.subject:
        raise NotFound("There is no such purchase any more.")
    return found


def invited_by_link(by: Actor) -> InvitedSupplier:
    """The supplier that a link was sent to. Raises NotFound."""
    rows = InvitedSupplier.objects.select_related("purchase__cluster")
    found = rows.filter(pk=_number_in(by)).first()
    if found is None or by.pass_ is None or subject_of(found) != by.pass_.subject:
        raise NotFound("This is not asked any more. Write to whoever sent you the link.")
    return found


def _number_in(by: Actor) -> int:
    number = by.pass_.subject.rpartition(":")[2] if by.pass_ else ""
    return int(number) if number.isdecimal() else 0


def held(purchase: JointPurchase) -> JointPurchase:
    """The purchase as it is now, held until the transaction ends."""
    rows = JointPurchase.objects.select_for_update(of=("self",)).select_related("cluster")
    return rows.get(pk=purchase.pk)


# Pledges ---------------------------------------------------------------------------------------


def pledges_of(purchase: JointPurchase) -> list[Pledge]:
    """What those that are members today said, by name; what was taken back is left out."""
    members = members_of(purchase, localdate())
    rows = purchase.pledges.exclude(state=PledgeState.TAKEN_BACK).select_related("organisation")
    return list(rows.filter(organisation__in=members).order_by("organisation__name", "pk"))


def own_pledge(purchase: JointPurchase, organisation_id: int | None) -> Pledge | None:
    """What one member said; None for nothing."""
    return purchase.pledges.filter(organisation=organisation_id or 0).first()


def usual_quantity(purchase: JointPurchase, organisation_id: int | None) -> Decimal | None:
    """How many a member needs by its own measure, as it gave it; None for not known."""
    if not purchase.measure or organisation_id is None:
        return None
    rows = Measure.objects.filter(organisation=organisation_id, measure=purchase.measure)
    return rows.values_list("value", flat=True).first()


def members_of(purchase: JointPurchase, on: date) -> dict[int, str]:
    """The members that can join, by organisation, with their names."""
    found = clusters.members(purchase.cluster, at=on)
    return {one.organisation_id: one.organisation_name for one in found}


def price_now(
    purchase: JointPurchase, pledges: Iterable[Pledge], quotes: list[Quote]
) -> tuple[PriceStep, ...] | None:
    """The price that is known now: that of the winner, or of what is proposed; before that, of the
    cheapest quote; None before quotes are opened.
    """
    by_pk = {one.pk: one for one in quotes}
    found = by_pk.get(purchase.winner_id or 0)
    found = found or cheapest(purchase, quotes, standing_of(pledges, None).quantity)
    return steps_of(found, purchase.vat_percent) if found else None


@dataclass(frozen=True)
class Group:
    """Who is in now, and what the others said."""

    pledges: list[Pledge]
    standing: Standing
    price_is_known: bool

    @property
    def inside(self) -> frozenset[int]:
        """The organisations that are in."""
        return frozenset(int(one) for one in self.standing.members)

    @property
    def quantity(self) -> Decimal:
        return self.standing.quantity


def group_of(purchase: JointPurchase, quotes: list[Quote] | None = None) -> Group:
    """Who is in now. Two queries."""
    pledges = pledges_of(purchase)
    opened = opened_quotes(purchase) if quotes is None else quotes
    steps = price_now(purchase, pledges, opened)
    return Group(pledges, standing_of(pledges, steps), steps is not None)


def asked_quantity(pledges: Iterable[Pledge]) -> Decimal:
    """For how much quotes are compared: what all who are in by their numbers take."""
    return standing_of(pledges, None).quantity


# Quotes ----------------------------------------------------------------------------------------


def invited_of(purchase: JointPurchase) -> list[InvitedSupplier]:
    """The suppliers that are asked, in the order in which they were put on the list."""
    return list(purchase.invited.order_by("pk"))


def opened_quotes(purchase: JointPurchase) -> list[Quote]:
    """The quotes that can be read: none before they were opened. Two queries."""
    if purchase.opened_at is None:
        return []
    rows = Quote.objects.filter(
        invited__purchase=purchase, invited__state=InvitedState.ANSWERED, sealed=""
    )
    files = Prefetch("files", QuoteFile.objects.order_by("pk"))
    return list(rows.select_related("invited").prefetch_related(files).order_by("invited__pk"))


def cannot_be_opened(purchase: JointPurchase) -> list[str]:
    """The suppliers whose quotes cannot be opened here, though their time has come: they were
    sealed on another site, or did not come along when the cluster moved. One query.
    """
    if purchase.opened_at is None:
        return []
    answered = purchase.invited.filter(state=InvitedState.ANSWERED)
    shut = answered.filter(Q(quote=None) | ~Q(quote__sealed=""))
    return list(shut.order_by("pk").values_list("name", flat=True))


def get_quote(purchase: JointPurchase, pk: int) -> Quote:
    """One opened quote of a purchase. Raises NotFound, before they were opened too."""
    found = next((one for one in opened_quotes(purchase) if one.pk == pk), None)
    if found is None:
        raise NotFound("There is no such quote here, or it is still sealed.")
    return found


def criteria_of(purchase: JointPurchase) -> list[Criterion]:
    """What quotes are compared by, in order."""
    return list(purchase.criteria.order_by("position"))


def marks_of(purchase: JointPurchase) -> list[QuoteMark]:
    """All that members marked. Never shown before `marks_are_open`."""
    return list(QuoteMark.objects.filter(quote__invited__purchase=purchase).order_by("pk"))


@dataclass(frozen=True)
class Compared:
    """Quotes as somebody sees them compared: `ranking` with the marks that she may see (`is_open`:
    everybody's; else her own), for `quantity` units. `to_mark` members mark, `have_marked` of them
    have marked everything.
    """

    quotes: list[Quote]
    criteria: list[Criterion]
    ranking: Ranking
    quantity: Decimal
    is_open: bool
    have_marked: int
    to_mark: int
    own: dict[tuple[int, int], QuoteMark]
    group: Group


def compared(by: Actor, purchase: JointPurchase) -> Compared:
    """Quotes compared, for whoever asks. Six queries, however many quotes and members. Her own
    marks are those of the organisation that she speaks for.
    """
    quotes, criteria = opened_quotes(purchase), criteria_of(purchase)
    marks, group = marks_of(purchase), group_of(purchase, quotes)
    asked, done = _marking(quotes, criteria, marks, group.pledges)
    is_open = marks_are_open(purchase, done, asked)
    mine = speaks_for(by)
    own = {(one.quote_id, one.criterion_id): one for one in marks if one.organisation_id == mine}
    seen = marks if is_open else list(own.values())
    quantity = asked_quantity(group.pledges)
    ranking = ranking_of(purchase, quotes, criteria, seen, quantity)
    return Compared(quotes, criteria, ranking, quantity, is_open, done, asked, own, group)


def _marking(
    quotes: list[Quote], criteria: list[Criterion], marks: list[QuoteMark],
    pledges: Iterable[Pledge],
) -> tuple[int, int]:  # fmt: skip
    """How many members mark, and how many of them have marked everything."""
    asked = {one.organisation_id for one in pledges if one.state == PledgeState.IN}
    wanted = len(quotes) * sum(not one.is_price for one in criteria)
    done = sum(sum(one.organisation_id == member for one in marks) >= wanted for member in asked)
    return len(asked), done


def have_opened_marks(purchase: JointPurchase) -> bool:
    """Whether members see one another's marks now. Five queries."""
    asked, done = _marking(
        opened_quotes(purchase), criteria_of(purchase), marks_of(purchase), pledges_of(purchase)
    )
    return marks_are_open(purchase, done, asked)


def may_appoint(by: Actor, seen: Compared, purchase: JointPurchase) -> bool:
    """Whether the page offers to appoint without a vote: to those who run the cluster, and where
    the terms leave so much to any member, or to a body of theirs. One query.
    """
    if runs(by, purchase):
        return True
    totals = [one.total.with_vat_pence for one in seen.ranking.ranked]
    limits = agreements.terms(purchase.cluster).spending_limits
    return bool(totals) and limits.who_may_spend(min(totals)) in ("anyone", "lead_body", "host")


def marks_are_open(purchase: JointPurchase, have_marked: int, to_mark: int) -> bool:
    """Whether members see one another's marks: once all have marked, or marking was closed."""
    return purchase.marking_closed_at is not None or have_marked >= to_mark > 0


@prepared
def _waiting_for_word(clusters_: list[int], own: int) -> QuerySet[JointPurchase]:
    rows = JointPurchase.objects.filter(
        cluster__in=clusters_, state="pledging", pledges_asked_at__isnull=False
    )
    said = Q(pledges__organisation=own) & ~Q(pledges__state="taken_back")
    return rows.exclude(pk__in=JointPurchase.objects.filter(said).values("pk")).select_related(
        "cluster"
    )


def waiting_for_word(cluster_ids: Iterable[int], own: int) -> list[JointPurchase]:
    """The purchases for which a member was asked whether it is in, and said nothing."""
    return sorted(_waiting_for_word(clusters_=sorted(cluster_ids), own=own), key=lambda one: one.pk)


def decided_by(ballot: decisions.Ballot) -> list[JointPurchase]:
    """The purchases that a ballot, or one whose place it takes, is to decide."""
    return [one for one in put_to_vote_by(ballot) if one.state == PurchaseState.DECIDING]


def put_to_vote_by(ballot: decisions.Ballot) -> list[JointPurchase]:
    """The purchases that a ballot, or one whose place it takes, is or was about."""
    uids = set()
    before: decisions.Ballot | None = ballot
    while before is not None and before.uid not in uids:
        uids.add(before.uid)
        before = before.replaces or before.follows
    rows = JointPurchase.objects.filter(ballot__in=uids)
    return list(rows.select_related("cluster"))
