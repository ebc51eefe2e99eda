"""Reading the resource inventory, by who asks; which offers fit which needs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotFound
from spinney.clusters import api as clusters
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.bridge.fitting import Suggestion, in_common, suggested
from spinney.diagnostics.bridge.sheets import values_of
from spinney.diagnostics.models import Item, Match, Sheet, Survey
from spinney.diagnostics.policies.inventory import ASK_AFTER, READS_IT
from spinney.diagnostics.states import Area, ItemKind, ItemState, MatchState


def visible_to(actor: Actor) -> QuerySet[Item]:
    """What the clusters of an actor have on show, as a member or whoever runs them."""
    found = Item.objects.select_related("organisation", "cluster")
    if actor.is_system:
        return found
    return found.filter(cluster__in=actor.ids_of("cluster", *READS_IT))


def items_of(actor: Actor, cluster: clusters.Cluster) -> QuerySet[Item]:
    """What is on show in a cluster now: open, of those that belong. What members met or took off
    is left out, but for their own.
    """
    here = [one.organisation_id for one in clusters.belongs(cluster)]
    shown = Q(state=ItemState.OPEN, organisation__in=here)
    if actor.organisation_id is not None:
        shown |= Q(organisation=actor.organisation_id)
    return visible_to(actor).filter(shown, cluster=cluster)


def item_for(actor: Actor, cluster: clusters.Cluster, item_id: int) -> Item:
    """One need or offer. Raises NotFound."""
    found = items_of(actor, cluster).filter(pk=item_id).first()
    if found is None:
        raise NotFound("There is no such need or offer in this cluster.")
    return found


@dataclass(frozen=True)
class Fit:
    """An open item of another member that fits one: the same area, at the same time. `words` are
    those that both use; `match` what was noted of the two, if anything.
    """

    need: Item
    offer: Item
    words: Sequence[str]
    match: Match | None

    def other(self, item: Item) -> Item:
        return self.offer if item.pk == self.need.pk else self.need


def fits_of(actor: Actor, cluster: clusters.Cluster, item: Item) -> list[Fit]:
    """What fits an item, best first: noted as in touch, then by words in common, then by how much
    it matters. What was noted as not suitable comes last.
    """
    others = items_of(actor, cluster).filter(state=ItemState.OPEN, area=item.area)
    others = others.exclude(organisation=item.organisation_id).exclude(kind=item.kind)
    noted = Match.objects.filter(Q(need=item) | Q(offer=item))
    by_pair = {(one.need_id, one.offer_id): one for one in noted}
    fits = []
    for other in others:
        if _apart(item, other):
            continue
        need, offer = (item, other) if item.kind == ItemKind.NEED else (other, item)
        said = in_common(f"{item.title} {item.detail}", f"{other.title} {other.detail}")
        fits.append(Fit(need, offer, said, by_pair.get((need.pk, offer.pk))))
    order = {MatchState.IN_TOUCH: 0, MatchState.HELPED: 0, None: 1, MatchState.UNSUITABLE: 2}

    def best(fit: Fit) -> tuple[int, int, int, str]:
        state = MatchState(fit.match.state) if fit.match else None
        other = fit.other(item)
        return order[state], -len(fit.words), -other.level, other.title

    return sorted(fits, key=best)


def match_of(need: Item, offer: Item) -> Match | None:
    """What was noted of a need and an offer; None when nothing was."""
    return Match.objects.filter(need=need, offer=offer).first()


def _apart(one: Item, other: Item) -> bool:
    """Whether one ends before the other starts."""
    far = date.max
    return (one.ends_on or far) < (other.starts_on or date.min) or (other.ends_on or far) < (
        one.starts_on or date.min
    )


@dataclass(frozen=True)
class AreaLine:
    """One area of work: how many members need something there, and how many offer."""

    area: str
    label: str
    needs: int
    offers: int


def by_area(items: Sequence[Item]) -> list[AreaLine]:
    """Needs and offers by area; areas with neither are left out."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        if item.state == ItemState.OPEN:
            counts[item.area][item.kind] += 1
    return [
        AreaLine(area.value, area.label, counts[area][ItemKind.NEED], counts[area][ItemKind.OFFER])
        for area in Area
        if area in counts
    ]


def mine(cluster: clusters.Cluster, organisation_id: int) -> QuerySet[Item]:
    """What an organisation itself has on show."""
    return Item.objects.filter(
        cluster=cluster, organisation=organisation_id, state=ItemState.OPEN
    ).order_by("kind", "area", "title")


@dataclass(frozen=True)
class FromAnswers:
    """Something that an organisation said in a survey and could show, and the survey."""

    suggestion: Suggestion
    survey: Survey


def from_answers(cluster: clusters.Cluster, organisation_id: int) -> list[FromAnswers]:
    """What an organisation's own answers to surveys of the cluster speak of and it does not show
    yet, the latest survey first. Detached answers are nobody's, so there are none of them.
    """
    sheets = Sheet.objects.filter(
        asked__organisation=organisation_id, asked__survey__cluster=cluster
    ).select_related("asked__survey__asks")
    shown = {(one.kind, one.area, one.title.casefold()) for one in mine(cluster, organisation_id)}
    found = []
    for sheet in sheets.order_by("-saved_at"):
        survey = sheet.asked.survey
        for one in suggested(definition_of(survey.asks), values_of(sheet)):
            seen = (one.kind, one.area, one.title.casefold())
            if seen not in shown:
                shown.add(seen)
                found.append(FromAnswers(one, survey))
    return found


@add_ask_source
def asked_to_confirm(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To say of needs and offers that nobody has looked at for half a year whether they hold."""
    inside = actor.ids_of("cluster", Role.MEMBER)
    if not inside or actor.organisation_id is None:
        return
    old = Item.objects.filter(
        organisation=actor.organisation_id, cluster__in=inside, state=ItemState.OPEN,
        confirmed_at__lt=now - ASK_AFTER,
    )  # fmt: skip
    counted: Counter[tuple[int, str]] = Counter(old.values_list("cluster_id", "cluster__name"))
    for (cluster_id, name), number in counted.items():
        yield Ask(
            f"Do your needs and offers still hold? ({number})",
            reverse("diagnostics:confirm-items", args=[cluster_id]),
            minutes=1 + number // 5,
            organisation=actor.organisation_name,
            cluster=name,
            cluster_id=cluster_id,
            waits=actor.organisation_name,
        )
