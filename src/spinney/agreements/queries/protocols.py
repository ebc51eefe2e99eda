"""What protocols in force let be seen: read for `engine.protocol.decide` in two queries, however
many questions are asked.

Of the agreements that speak for a whole cluster, what is shared is a term like others: the version
that came into force last says it for the cluster (`queries.terms`). An agreement that speaks for
its parties alone says it for them, beside the cluster's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from spinney.agreements.bridge.protocols import DATA_SHARED, READ, Signed, shares_of
from spinney.agreements.engine.protocol import (
    THOSE_THAT_RUN_IT,
    Answer,
    Asked,
    Belongs,
    Share,
    Taken,
    decide,
)
from spinney.agreements.models import Party, Version
from spinney.agreements.states import SpeaksFor, VersionState
from spinney.clusters import api as clusters

#: The uids of organisations that were found to be one with a party, and with those before.
MERGED = ("organisation__merged_from__uid", "organisation__merged_from__merged_from__uid")


@dataclass(frozen=True)
class Question:
    """May a field of an organisation be seen by another, for a purpose? Organisations are pks;
    `to` None: those that run the cluster. `cluster` (its pk) leaves agreements of other clusters
    aside; it must be given where those that run one are meant.
    """

    field: str
    from_: int
    to: int | None
    purpose: str
    cluster: int | None = None


@dataclass(eq=False)
class Ground:
    """All that decisions stand on at a moment: what is in force, who is bound, what was taken back.
    `uids` and `names` are of the parties, by their pk.
    """

    at: datetime
    signed: tuple[Signed, ...]
    shares: tuple[Share, ...]
    parties: tuple[Belongs, ...]
    taken: tuple[Taken, ...]
    uids: Mapping[int, str]
    names: Mapping[int, str]
    _told: dict[Question, Answer] = field(default_factory=dict)

    @property
    def on(self) -> date:
        return localdate(self.at)

    def answer(self, question: Question) -> Answer:
        """The decision on one question; asked twice, it is decided once."""
        if question not in self._told:
            giver, recipient = self._uid(question.from_), self._uid(question.to)
            asked = Asked(question.field, giver, recipient, question.purpose)
            # The two alone decide it: in a large cluster the others need not be gone through.
            bound = [*self._bound.get(giver, ()), *self._bound.get(recipient, ())]
            shares = self.shares if question.cluster is None else self._in(question.cluster)
            self._told[question] = decide(shares, bound, self.taken, asked, on=self.on, at=self.at)
        return self._told[question]

    def _in(self, cluster: int) -> list[Share]:
        here = {one.agreement for one in self.signed if one.cluster == cluster}
        return [share for share in self.shares if share.agreement in here]

    @cached_property
    def _bound(self) -> Mapping[str, Sequence[Belongs]]:
        found: dict[str, list[Belongs]] = defaultdict(list)
        for one in self.parties:
            found[one.organisation].append(one)
        return found

    @cached_property
    def pks(self) -> Mapping[str, int]:
        """The parties' pks by their uids."""
        return {uid: pk for pk, uid in self.uids.items()}

    def _uid(self, pk: int | None) -> str:
        # Whoever is no party of anything here still has to be told apart from everybody else.
        return THOSE_THAT_RUN_IT if pk is None else self.uids.get(pk, f"no party {pk}")

    def version(self, agreement: int | None) -> Signed | None:
        """The version in force of an agreement that says what is shared."""
        found = (one for one in self.signed if one.agreement == agreement)
        return next((one for one in found if DATA_SHARED in one.terms), None)

    def of_agreement(self, agreement: int) -> list[Belongs]:
        """The parties of an agreement on the day, suspended or not."""
        return [one for one in self.parties if one.agreement == agreement and one.holds(self.on)]


def ground_among(organisations: Collection[int], at: datetime) -> Ground:
    """What decisions between these organisations stand on. Two queries."""
    bound = Party.objects.filter(organisation__in=organisations).values("agreement__cluster")
    return _ground(Q(agreement__cluster__in=bound), at, only=organisations)


def ground_in(cluster_id: int, at: datetime) -> Ground:
    """What decisions within a cluster stand on, between all its parties. Two queries."""
    return _ground(Q(agreement__cluster=cluster_id), at)


def ground_of(organisation_id: int, at: datetime) -> Ground:
    """All that an organisation shares, or is shown, in any cluster. Two queries."""
    bound = Party.objects.filter(organisation=organisation_id).values("agreement__cluster")
    return _ground(Q(agreement__cluster__in=bound), at)


def may_share_many(questions: Iterable[Question], at: datetime) -> dict[Question, Answer]:
    """The answer to each question. Two queries, however many they are.

    Raises ValueError for a question about those that run a cluster that does not say which.
    """
    asked = list(dict.fromkeys(questions))
    if any(one.to is None and one.cluster is None for one in asked):
        raise ValueError("Say of which cluster those are that run it.")
    concerned = {pk for one in asked for pk in (one.from_, one.to) if pk is not None}
    if not asked:
        return {}
    ground = ground_among(concerned, at)
    return {one: ground.answer(one) for one in asked}


def _ground(where: Q, at: datetime, only: Collection[int] | None = None) -> Ground:
    on = localdate(at)
    signed = _signed(where, on)
    stating = [one.agreement for one in signed if DATA_SHARED in one.terms]
    rows = _parties(stating, on, only) if stating else []
    parties: dict[tuple[int, int], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        parties[row["agreement_id"], row["organisation_id"]].append(row)
    whole = {one.agreement for one in signed if one.for_cluster}
    return Ground(
        at,
        tuple(signed),
        tuple(shares_of(signed)),
        tuple(_belongs(found, whole) for found in parties.values()),
        tuple(taken for found in parties.values() for taken in _taken(found)),
        {row["organisation_id"]: str(row["organisation__uid"]) for row in rows},
        {row["organisation_id"]: row["organisation__name"] for row in rows},
    )


def _signed(where: Q, on: date) -> list[Signed]:
    rows = Version.objects.filter(
        where,
        Q(in_force_until=None) | Q(in_force_until__gte=on),
        Q(agreement__ended_on=None) | Q(agreement__ended_on__gt=on),
        state=VersionState.AGREED,
        in_force_from__lte=on,
        text__terms__has_any_keys=list(READ),
    )
    found = rows.order_by("in_force_from", "pk").values_list(
        "pk", "agreement_id", "agreement__title", "agreement__cluster_id",
        "agreement__cluster__name", "agreement__speaks_for", "number", "in_force_from",
        "in_force_until", "text__terms", "content__clauses", "text__clauses",
    )  # fmt: skip
    return [_as_signed(row) for row in found]


def _as_signed(row: Sequence[Any]) -> Signed:
    pk, agreement, title, cluster, name, speaks_for, number, since, until = row[:9]
    terms, clauses, fixed = row[9:]
    return Signed(
        pk, agreement, title, cluster, name, speaks_for == SpeaksFor.CLUSTER, number, since, until,
        terms or {}, tuple(clauses or ()), tuple(fixed or ()),
    )  # fmt: skip


def _parties(
    agreements: Sequence[int], on: date, only: Collection[int] | None
) -> Sequence[Mapping[str, Any]]:
    """The parties of agreements, each once for every revocation of its own and every organisation
    that was found to be one with it; with its state in the cluster on a day.
    """
    rows = Party.objects.filter(agreement__in=agreements, joined_on__lte=on)
    if only is not None:
        rows = rows.filter(organisation__in=only)
    own = FilteredRelation(
        "agreement__revocations",
        condition=Q(agreement__revocations__organisation=F("organisation")),
    )
    return list(
        rows.annotate(own=own, standing=_standing(on))
        .order_by("position", "pk")
        .values(
            "agreement_id", "organisation_id", "organisation__uid", "organisation__name",
            *MERGED, "joined_on", "left_on", "standing", "own__pk",
            "own__at", "own__lifted_at", "own__field", "own__purpose", "own__recipient__uid",
            "own__runners",
        )
    )  # fmt: skip


def _standing(on: date) -> Any:
    """The state of a party's membership in the cluster on a day; None: it has none."""
    memberships: QuerySet[clusters.Membership] = clusters.Membership.objects.filter(
        cluster=OuterRef("agreement__cluster"), organisation=OuterRef("organisation")
    )
    then = memberships.filter(changes__effective_on__lte=on).order_by(
        "-changes__effective_on", "-changes__pk"
    )
    return Coalesce(
        Subquery(then.values("changes__to_state")[:1]), Subquery(memberships.values("state")[:1])
    )


def _belongs(rows: Sequence[Mapping[str, Any]], whole: Collection[int]) -> Belongs:
    """A party. In an agreement of the whole cluster, one that is in the cluster's list but no
    longer (or not yet) a member counts like one that is suspended.
    """
    first = rows[0]
    standing = first["standing"]
    at_work = standing in (None, "active")
    out = standing == "suspended" or (not at_work and first["agreement_id"] in whole)
    also = frozenset(str(row[name]) for row in rows for name in MERGED if row[name])
    return Belongs(
        first["agreement_id"], str(first["organisation__uid"]), first["joined_on"],
        first["left_on"], out, also,
    )  # fmt: skip


def _from_whom(row: Mapping[str, Any]) -> str:
    return THOSE_THAT_RUN_IT if row["own__runners"] else str(row["own__recipient__uid"] or "")


def _taken(rows: Sequence[Mapping[str, Any]]) -> list[Taken]:
    each = {row["own__pk"]: row for row in rows if row["own__pk"] is not None}
    return [
        Taken(
            row["agreement_id"], str(row["organisation__uid"]), row["own__at"],
            row["own__lifted_at"], row["own__field"], _from_whom(row),
            row["own__purpose"],
        )
        for row in each.values()
    ]  # fmt: skip
