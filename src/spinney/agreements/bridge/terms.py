"""Signed versions as the engine's `Stated`, and terms in words with the names that they need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from spinney.agreements.bridge.fields import known_fields
from spinney.agreements.bridge.lasting import last_day_of
from spinney.agreements.engine.terms import (
    CATALOGUE,
    ClauseRef,
    Conflict,
    Source,
    Stated,
    TermFault,
    Terms,
    organisations_in,
    read,
)
from spinney.agreements.models import Version
from spinney.register.api import Organisation

#: What is read of each version (`stated_from_row`). Its terms are those of the words that were
#: signed; a clause is known by the number that it has there.
ROW = (
    "agreement_id", "pk", "number", "in_force_from", "in_force_until", "agreement__title",
    "text__terms", "content__clauses", "text__clauses", "content__instead_of",
)  # fmt: skip

COLUMNS = (
    "agreement", "version", "number", "since", "until", "title", "terms", "written", "fixed",
    "instead_of",
)  # fmt: skip


def stated_from_row(row: Sequence[Any]) -> Stated:
    """A signed version from the columns of `ROW`."""
    of = dict(zip(COLUMNS, row, strict=True))
    return Stated(
        of["agreement"], of["version"], of["number"], of["since"], of["until"],
        of["terms"] or {}, clauses_of(of["written"], of["fixed"]),
        tuple(of["instead_of"] or ()), of["title"],
    )  # fmt: skip


def clauses_of(written: Any, fixed: Any) -> dict[str, ClauseRef]:
    """The clause of each term, from clauses as written (JSON of Content) and as fixed (JSON of
    Document); nothing is fixed yet in a draft: clauses then have their place as number.
    """
    numbers = {key: number for number, key, *_ in fixed or ()}
    found: dict[str, ClauseRef] = {}
    for place, clause in enumerate(written or (), start=1):
        number = numbers.get(clause["key"], "" if fixed else str(place))
        for term in clause.get("states", ()):
            found.setdefault(term, ClauseRef(clause["key"], number, clause["heading"]))
    return found


def stated_by(version: Version, on: date | None = None) -> Stated:
    """What a version states, or would state if it were signed on a day: from the day that was asked
    for, to the last day that it names itself. Needs its agreement.
    """
    terms = version.content.get("terms", {})
    since = version.in_force_from or max(version.wanted_from or date.min, on or localdate())
    until = version.in_force_until if version.in_force_from else _last_day(terms, since)
    fixed = (version.text or {}).get("clauses")
    return Stated(
        version.agreement_id, version.pk, version.number, since, until, terms,
        clauses_of(version.content.get("clauses"), fixed),
        tuple(version.content.get("instead_of", ())), version.agreement.title,
    )  # fmt: skip


def _last_day(terms: Mapping[str, Any], since: date) -> date | None:
    try:
        last = last_day_of(terms)
    except TermFault:
        return None
    return None if last is None else max(last, since)


def names_for(terms: Iterable[Terms]) -> dict[str, str]:
    """What organisations that terms name are called, by uid, and declared data, by key. One query,
    or none.
    """
    uids = {uid for one in terms for key in CATALOGUE for uid in organisations_in(one.value(key))}
    return called(uids)


def called(uids: Iterable[str]) -> dict[str, str]:
    """What organisations are called, by uid, and declared data, by key. One query, or none."""
    wanted = sorted(uid for uid in set(uids) if _is_uid(uid))
    names = {key: field.title.lower() for key, field in known_fields().items()}
    if wanted:
        rows = Organisation.objects.filter(uid__in=wanted).values_list("uid", "name")
        names |= {str(uid): name for uid, name in rows}
    return names


def _is_uid(said: str) -> bool:
    try:
        UUID(said)
    except ValueError:
        return False
    return True


def names_in_conflicts(found: Iterable[Conflict]) -> dict[str, str]:
    """What is named on either side of conflicts. One query, or none."""
    uids: set[str] = set()
    for one in found:
        for said in (one.new.said, one.other.said):
            try:
                uids |= organisations_in(read(one.key, said))
            except TermFault:
                continue
    return called(uids)


def in_words(key: str, said: Any, names: Mapping[str, str]) -> str:
    """What is said of a term in plain sentences, whatever it is."""
    try:
        return read(key, said).words(names)
    except TermFault as fault:
        return f"This cannot be read: {fault}"


def place_words(source: Source) -> str:
    """Where a term comes from: "“Ground rules”, version 2, clause 4"."""
    clause = f", clause {source.clause.number}" if source.clause and source.clause.number else ""
    return f"“{source.title}”, version {source.number}{clause}"
