"""Where an agreement stands, in words: being written, out for signature, in force, over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Count, Q

from spinney.agreements.models import Agreement, Signing, Version
from spinney.agreements.states import AgreementState, AskedState, SigningState, VersionState
from spinney.base.web.components.words import counted, day

SOON = timedelta(days=90)
"""An agreement that runs out within so many days says so before anything else."""


class Where(StrEnum):
    """Where an agreement stands, as a list is narrowed by it."""

    WRITING = "writing"
    SIGNING = "signing"
    TO_COME = "to_come"
    IN_FORCE = "in_force"
    RUNS_OUT = "runs_out"
    OVER = "over"
    DISCARDED = "discarded"


@dataclass(frozen=True)
class Signed:
    """How many have signed, of how many that are needed."""

    have: int
    of: int

    def __str__(self) -> str:
        return f"{self.have} of {self.of} signed"


@dataclass(frozen=True)
class Standing:
    """Where an agreement stands on a day. `since` and `until` are the first and last day of what
    is in force, or was last; `more` says what is under way beside it.
    """

    where: Where
    words: str
    since: date | None = None
    until: date | None = None
    more: str = ""


def signed_so_far(version_ids: Iterable[int]) -> dict[int, Signed]:
    """For each version that is out for signature, how many have signed. One query."""
    rows = Signing.objects.filter(signs__in=list(version_ids), state=SigningState.OPEN).annotate(
        have=Count("asked", filter=Q(asked__state=AskedState.SIGNED)),
        of=Count("asked", filter=Q(asked__is_required=True) & ~Q(asked__state=_NOT_NEEDED)),
    )
    return {row.signs_id: Signed(row.have, row.needed or row.of) for row in rows}


_NOT_NEEDED = AskedState.NOT_NEEDED


def standing_of(
    agreement: Agreement,
    on: date,
    *,
    versions: Iterable[Version] | None = None,
    signed: Mapping[int, Signed] | None = None,
) -> Standing:
    """Where an agreement stands on a day; everything dated is derived from its dates. Without
    `versions` and `signed` they are read (two queries).
    """
    found = list(agreement.versions.all() if versions is None else versions)
    out = [one for one in found if one.state == VersionState.SIGNING]
    counts = signed_so_far([one.pk for one in out]) if signed is None and out else signed or {}
    told = counts.get(out[0].pk) if out else None
    if agreement.state == AgreementState.DISCARDED:
        return Standing(Where.DISCARDED, "Thrown away")
    if agreement.state == AgreementState.DRAFT:
        return Standing(Where.WRITING, "Being written")
    if agreement.state == AgreementState.SIGNING:
        words = f"Out for signature, {told}" if told else "Out for signature"
        return Standing(Where.SIGNING, words)
    return _signed(agreement, found, on, _under_way(found, told))


def _under_way(versions: Iterable[Version], signed: Signed | None) -> str:
    """What is under way beside the version in force."""
    for one in versions:
        if one.state == VersionState.DRAFT:
            return "A variation is being written"
        if one.state == VersionState.SIGNING:
            return "A variation is out for signature" + (f", {signed}" if signed else "")
    return ""


def _signed(agreement: Agreement, versions: list[Version], on: date, more: str) -> Standing:
    agreed = [v for v in versions if v.state == VersionState.AGREED and v.in_force_from]
    if not agreed:
        return Standing(Where.OVER, "Ended", more=more)
    starts = [v.in_force_from for v in agreed if v.in_force_from]
    since, until = min(starts), _last_day(agreement, agreed)
    if until is not None and until < on:
        words = "Ended" if agreement.ended_on else "Ran out"
        return Standing(Where.OVER, f"{words} on {day(until)}", since, until, more)
    if since > on:
        return Standing(Where.TO_COME, f"Signed, in force from {day(since)}", since, until, more)
    if until is None:
        return Standing(Where.IN_FORCE, f"In force since {day(since)}", since, None, more)
    if until - on <= SOON:
        left = counted((until - on).days, "day")
        words = f"Runs out on {day(until)}, {'today' if until == on else f'in {left}'}"
        return Standing(Where.RUNS_OUT, words, since, until, more)
    words = f"In force since {day(since)}, until {day(until)}"
    return Standing(Where.IN_FORCE, words, since, until, more)


def _last_day(agreement: Agreement, agreed: Iterable[Version]) -> date | None:
    """The last day on which the newest of its versions is in force; None: no end is set."""
    newest = max(agreed, key=lambda one: one.number)
    ends = [newest.in_force_until] if newest.in_force_until else []
    if agreement.ended_on:
        ends.append(agreement.ended_on - timedelta(days=1))
    return min(ends, default=None)
