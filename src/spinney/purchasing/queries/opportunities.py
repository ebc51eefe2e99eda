"""Where a cluster could save, as somebody may see it. Every read begins here.

What is found is kept twice: `facts`, reckoned from no more than what every member may know of every
other, and `for_brokers`, from what members show a broker. Each says how much every member showed
then (`levels`): as soon as one of them shows less, what rests on it is shown to nobody until it is
looked for again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.base.web.components.words import day
from spinney.purchasing.engine.comparing.bands import Band, banded
from spinney.purchasing.engine.opportunities import opportunity as values
from spinney.purchasing.engine.opportunities import saying
from spinney.purchasing.engine.opportunities.total import total
from spinney.purchasing.models import Opportunity, Supplier
from spinney.purchasing.queries.amounts import Amount, amount_of, band_words
from spinney.purchasing.queries.seeing import AMOUNTS, BANDS, LEVELS, Seeing, Shared
from spinney.purchasing.queries.spend import UNMATCHED, title_of
from spinney.purchasing.states import OpportunityState

ROUNDED = 1_000
"""Estimates are said in tens of pounds: more exact they are not."""


@dataclass(frozen=True)
class MemberPart:
    """What an opportunity is for one member: pence a year."""

    name: str
    is_own: bool
    now: Amount
    could_save: str


@dataclass(frozen=True)
class Seen:
    """An opportunity as one actor sees it: the row, what was reckoned for her, and how much each
    member showed then, by uid.
    """

    row: Opportunity
    found: values.Opportunity
    seen: Seeing
    names: Mapping[str, str]
    levels: Mapping[str, str]

    @property
    def pk(self) -> int:
        return self.row.pk

    @property
    def kind(self) -> str:
        return saying.KINDS[self.found.kind]

    @property
    def is_joint(self) -> bool:
        """Whether it is something for several to do together."""
        return self.found.kind is not values.Kind.STOP

    @property
    def kind_help(self) -> str:
        return saying.KIND_HELP[self.found.kind]

    @property
    def category(self) -> str:
        return title_of(self.found.category)

    @cached_property
    def title(self) -> str:
        return titled(self.found, self.names)

    @property
    def saves(self) -> Amount:
        """What it could save in a year, as a range."""
        return Amount(Band(_rounded(self.found.low_pence), _rounded(self.found.high_pence)))

    @property
    def effort(self) -> str:
        return saying.EFFORTS[self.found.effort]

    @property
    def by_when(self) -> date | None:
        return self.found.by_when

    @property
    def score(self) -> int:
        return self.found.score

    @property
    def members(self) -> list[str]:
        return sorted((self.naming(one.member) for one in self.found.members), key=str.casefold)

    @property
    def state(self) -> OpportunityState:
        return OpportunityState(self.row.state)

    @property
    def why(self) -> list[str]:
        return [saying.said(one, self.naming) for one in self.found.why]

    @property
    def assumptions(self) -> list[str]:
        return [saying.said(one, self.naming) for one in self.found.assumptions]

    @property
    def reckoning(self) -> list[str]:
        return [saying.said(one, self.naming) for one in self.found.reckoning]

    @cached_property
    def parts(self) -> list[MemberPart]:
        """Each member's part: what it pays now as she may see it, and what it could save."""
        of_uid = {str(one.organisation.uid): pk for pk, one in self.seen.shared.items()}
        parts = [self._part(one, of_uid[one.member]) for one in self.found.members]
        return sorted(parts, key=lambda one: (not one.is_own, one.name.casefold()))

    def _part(self, one: values.MemberShare, organisation_id: int) -> MemberPart:
        if self.levels.get(one.member) == BANDS:
            # It was reckoned from the middle of a band: no amount, not even for its own member.
            now = Amount(banded(one.yearly_pence))
        else:
            now = amount_of(self.seen, {organisation_id: one.yearly_pence})
        return MemberPart(
            self.naming(one.member),
            organisation_id in self.seen.own,
            now,
            band_words(Band(_rounded(one.low_pence), _rounded(one.high_pence))),
        )

    def naming(self, key: str) -> str:
        """The name of a member or supplier."""
        return _named(key, self.names)

    @property
    def last_found(self) -> str:
        return day(self.row.last_found_at)


def titled(found: values.Opportunity, names: Mapping[str, str]) -> str:
    """A line that names it; `names` are those of members by uid and of suppliers by key."""
    return saying.title(found, lambda key: _named(key, names))


def about(row: Opportunity) -> str:
    """What it is about, without naming a supplier: for the record, which is for ever, while a
    supplier's name is the members' own for as long as they share it.
    """
    return f"{title_of(row.category)}: {saying.KINDS[values.Kind(row.kind)].lower()}"


def _named(key: str, names: Mapping[str, str]) -> str:
    return names.get(key, key.removeprefix(UNMATCHED))


def _rounded(pence: int) -> int:
    return pence // ROUNDED * ROUNDED


def visible_to(by: Actor, seen: Seeing) -> list[Seen]:
    """What somebody sees of where a cluster could save, the best first. Two queries."""
    rows = list(_of_cluster(seen.cluster_id))
    names = _names(rows, seen)
    found = (_seen(row, seen, names, is_system=by.is_system) for row in rows)
    known = [one for one in found if one is not None]
    return sorted(known, key=lambda one: (-one.score, one.row.pk))


def one_of(rows: Iterable[Seen], pk: int) -> Seen:
    """One of those that somebody sees. Raises NotFound when it is none of them."""
    found = next((one for one in rows if one.pk == pk), None)
    if found is None:
        raise NotFound("There is nothing of that kind, or it is not shown to you any more.")
    return found


def get_opportunity(by: Actor, seen: Seeing, pk: int) -> Seen:
    """One of them. Raises NotFound when there is none that she may see. Two queries."""
    rows = list(_of_cluster(seen.cluster_id).filter(pk=pk))
    names = _names(rows, seen)
    found = (_seen(row, seen, names, is_system=by.is_system) for row in rows)
    return one_of([one for one in found if one is not None], pk)


def origin_of(by: Actor, seen: Seeing, row: Opportunity) -> Seen | None:
    """What something came of, as she sees it; None where it is not hers to see. Two queries."""
    return _seen(row, seen, _names([row], seen), is_system=by.is_system)


def _of_cluster(cluster_id: int) -> QuerySet[Opportunity]:
    return Opportunity.objects.filter(cluster=cluster_id).order_by("rank", "pk")


def _seen(
    row: Opportunity, seen: Seeing, names: Mapping[str, str], *, is_system: bool
) -> Seen | None:
    kept = (row.for_brokers or row.facts) if seen.is_broker else row.facts
    if not kept or not _still_shown(kept["levels"], seen):
        return None
    found = values.Opportunity.from_json(kept["found"])
    if found.kind is values.Kind.STOP and not is_system:
        # What one member may pay twice for is for itself and for whoever compares for all.
        of_uid = {str(one.organisation.uid): pk for pk, one in seen.shared.items()}
        if not seen.exact(of_uid[found.members[0].member]):
            return None
    return Seen(row, found, seen, names, kept["levels"])


def _still_shown(then: Mapping[str, str], seen: Seeing) -> bool:
    """Whether all on whose figures it rests still show at least as much as they did."""
    now = {str(one.organisation.uid): one for one in seen.shared.values()}
    return all(
        uid in now and LEVELS.index(shown_to(now[uid], seen.is_broker)) >= LEVELS.index(level)
        for uid, level in then.items()
    )


def shown_to(shared: Shared, is_broker: bool) -> str:
    """How much of its money a member shows a broker, or any other member."""
    return AMOUNTS if is_broker and shared.to_broker else shared.level


def _names(rows: Iterable[Opportunity], seen: Seeing) -> dict[str, str]:
    """Names of members by uid and of suppliers by key. One query."""
    names = {str(one.organisation.uid): one.organisation.name for one in seen.shared.values()}
    keys = {key for row in rows for key in _supplier_keys(row)}
    suppliers = Supplier.objects.filter(cluster=seen.cluster_id, key__in=keys)
    return names | dict(suppliers.values_list("key", "name"))


def _supplier_keys(row: Opportunity) -> Iterator[str]:
    for kept in (row.facts, row.for_brokers):
        if kept:
            yield from kept["found"]["suppliers"]
            for one in kept["found"]["why"]:
                yield one["detail"].get("supplier", "")


def in_all(seen: Iterable[Seen]) -> Amount:
    """What could be saved by all of these together, no money counted twice."""
    summed = total(one.found for one in seen)
    return Amount(Band(_rounded(summed.low_pence), _rounded(summed.high_pence)))


def excluded_by(one: Seen, others: Iterable[Seen]) -> list[Seen]:
    """Those that would save the same money."""
    keys = set(one.found.excludes)
    return [other for other in others if other.found.key in keys]
