"""From the terms of signed versions to what `engine.protocol` decides on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from spinney.agreements.engine.protocol import Share
from spinney.agreements.engine.terms.parts import TermFault, Value, read_value
from spinney.agreements.engine.terms.roles import Host, LeadBody
from spinney.agreements.engine.terms.sharing import DataItem, DataShared

DATA_SHARED, LEAD_BODY, HOST = "data_shared", "lead_body", "host"
#: Terms that are read for a decision: a line may share with "the lead body" or "the host".
READ = (DATA_SHARED, LEAD_BODY, HOST)


@dataclass(frozen=True)
class Signed:
    """A version in force, as far as it says what is shared. `terms` is what was signed (JSON);
    `clauses` the clauses as they were drafted, `fixed` as they were signed.
    """

    pk: int
    agreement: int
    title: str
    cluster: int
    cluster_name: str
    for_cluster: bool
    number: int
    since: date
    until: date | None
    terms: Mapping[str, Any]
    clauses: tuple[Mapping[str, Any], ...] = ()
    fixed: tuple[tuple[Any, ...], ...] = ()

    @property
    def clause(self) -> str:
        """The key of the clause that says what is shared; none: it stands in no clause."""
        stating = (one["key"] for one in self.clauses if DATA_SHARED in one.get("states", ()))
        return next(stating, "")

    @property
    def clause_words(self) -> str:
        """That clause as a page names it: "clause 4, What we share"."""
        words = (f"clause {one[0]}, {one[2]}" for one in self.fixed if one[1] == self.clause)
        return next(words, "") if self.clause else ""


def shares_of(signed: Iterable[Signed]) -> list[Share]:
    """The lines in force: of each cluster those of the version that came into force last, and those
    of every agreement that speaks for its parties alone.
    """
    found = list(signed)
    shares: list[Share] = []
    for one in found:
        if DATA_SHARED not in one.terms or (one.for_cluster and one is not _last(found, one)):
            continue
        said = _read(DataShared, one.terms[DATA_SHARED])
        shares += [_share(one, item, found) for item in (said.items if said else ())]
    return shares


def _last(found: list[Signed], of: Signed, term: str = DATA_SHARED) -> Signed | None:
    """Of the versions that speak for the cluster of this one, which says what a term is."""
    stating = [s for s in found if s.cluster == of.cluster and s.for_cluster and term in s.terms]
    return max(stating, key=lambda s: (s.since, s.pk), default=None)


def _share(signed: Signed, item: DataItem, found: list[Signed]) -> Share:
    return Share(
        agreement=signed.agreement,
        version=signed.number,
        clause=signed.clause,
        fields=frozenset(item.fields),
        purposes=frozenset({item.purpose}),
        since=signed.since,
        until=signed.until,
        givers=None if item.givers == "parties" else frozenset(item.given_by),
        recipients=_recipients(signed, item, found),
        runners=item.recipients == "runners",
        keep_months=item.retention_months,
        basis=item.lawful_basis,
    )


def _recipients(signed: Signed, item: DataItem, found: list[Signed]) -> frozenset[str] | None:
    """The uids with which a line shares; None: with every party."""
    if item.recipients in ("parties", "runners"):
        return None
    if item.recipients == "named":
        return frozenset(item.given_to)
    # The agreement itself says who that is, or else the cluster's terms.
    saying = signed if item.recipients in signed.terms else _last(found, signed, item.recipients)
    json = saying.terms[item.recipients] if saying else None
    said = _read(LeadBody, json) if item.recipients == LEAD_BODY else _read(Host, json)
    return frozenset({said.organisation} if said and said.organisation else ())


def _read[V: Value](cls: type[V], json: Any) -> V | None:
    """A term as signed; None for one that cannot be read (kept elsewhere, from another time): what
    cannot be read shares nothing.
    """
    try:
        return read_value(cls, json)
    except TermFault:
        return None
