"""Duties as rows: made from the terms of a version, replaced by those of the next, and what becomes
of them when the agreement ends.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from spinney.agreements.engine.duties import READERS, Due, due
from spinney.agreements.models import Agreement, Duty, Version
from spinney.agreements.states import DutyKind, DutyState
from spinney.base.kernel.actors import Actor
from spinney.register import api as register

REPLACED = "A new version of the agreement took its place."
ENDED = "The agreement ended."
AFTER_THE_END = ("records_kept", "data_shared")
"""Terms whose duties begin when the agreement has ended."""
LEAVERS = "leaving"
"""What follows from somebody's leaving comes from this term, and stays when the agreement ends."""
TAKEN_BACK = "data_taken_back"
"""What follows from what a member no longer shares: it stays too, and is between the two."""


def make_duties(version: Version, *, keys: Collection[str] | None = None) -> list[Duty]:
    """Note what falls due under a version that was signed, as its terms say; of these terms only,
    if `keys` names them.
    """
    content = version.content
    since = version.in_force_from
    assert since is not None, "a version that was signed has a first day"  # noqa: S101
    terms = {k: v for k, v in content.get("terms", {}).items() if keys is None or k in keys}
    clauses = _clauses(content)
    found = due(terms, since=since, until=version.in_force_until)
    own = _organisations(found)
    rows = [
        Duty(
            agreement=version.agreement, kind=one.kind, title=one.title, due_on=one.due_on,
            every_months=one.every_months, organisation_id=own.get(one.organisation),
            from_term=one.term, clause=clauses.get(one.term, ""),
        )
        for one in found
        if not one.organisation or one.organisation in own
    ]  # fmt: skip
    return Duty.objects.bulk_create(rows)


def _clauses(content: Mapping[str, Any]) -> dict[str, str]:
    """The key of the clause that puts each term in words."""
    return {t: c["key"] for c in content.get("clauses", ()) for t in c.get("states", ())}


def _organisations(found: Iterable[Due]) -> dict[str, int]:
    uids = {one.organisation for one in found if one.organisation}
    if not uids:
        return {}
    rows = register.Organisation.objects.filter(uid__in=uids).values_list("uid", "pk")
    return {str(uid): pk for uid, pk in rows}


def replace_duties(before: Version, after: Version, *, by: Actor, on: date) -> None:
    """A version follows another: what changed terms made due from its first day on is dropped, and
    what they say now is noted. What was done stays, and so does what unchanged terms made due.
    """
    old, new = before.content.get("terms", {}), after.content.get("terms", {})
    keys = {key for key in READERS if old.get(key) != new.get(key)}
    if "ends" in keys:
        keys |= set(AFTER_THE_END)
    first = after.in_force_from
    later = Q(due_on__gte=first) | Q(from_term="ends")  # whether it is renewed is answered
    going = after.agreement.duties.filter(later, from_term__in=keys)
    _drop(going, REPLACED, by=by, on=on)
    make_duties(after, keys=keys)


def end_duties(agreement: Agreement, version: Version, last: date, *, by: Actor, on: date) -> None:
    """The agreement has ended: what it asked for afterwards is dropped; what is to be kept or
    deleted so long after the end is due from now on. What was overdue stays to be done.
    """
    terms = {k: v for k, v in version.content.get("terms", {}).items() if k in AFTER_THE_END}
    wanted = {(one.title, one.due_on): one for one in due(terms, since=last, until=last)}
    going = []
    for duty in agreement.duties.filter(due_on__gt=last, state=DutyState.OPEN):
        as_it_is = wanted.pop((duty.title, duty.due_on), None)
        by_hand = duty.from_term in ("", LEAVERS, TAKEN_BACK) or duty.kind == DutyKind.PAYMENT
        if as_it_is is None and not by_hand:
            going.append(duty.pk)
    _drop(agreement.duties.filter(pk__in=going), ENDED, by=by, on=on)
    for one in wanted.values():
        Duty.objects.create(
            agreement=agreement, kind=one.kind, title=one.title, due_on=one.due_on,
            from_term=one.term, clause=_clauses(version.content).get(one.term, ""),
        )  # fmt: skip


def take_back_end(agreement: Agreement) -> None:
    """The end was a mistake: what was dropped for it is to be done again."""
    agreement.duties.filter(from_term__in=AFTER_THE_END, state=DutyState.OPEN).delete()
    agreement.duties.filter(state=DutyState.DROPPED, note=ENDED).update(
        state=DutyState.OPEN, note="", done_on=None, done_by=""
    )


def delete_what_it_shared(agreement: Agreement, version: Version, name: str, left: date) -> None:
    """A party has left: what it shared is deleted as long after that day as was agreed."""
    terms = {k: v for k, v in version.content.get("terms", {}).items() if k == "data_shared"}
    for one in due(terms, since=left, until=left - timedelta(days=1)):
        Duty.objects.create(
            agreement=agreement, kind=DutyKind.RETENTION, due_on=one.due_on, from_term=LEAVERS,
            title=f"{one.title} ({name} has left)"[:200],
            clause=_clauses(version.content).get(one.term, ""),
        )  # fmt: skip


def _drop(duties: QuerySet[Duty], why: str, *, by: Actor, on: date) -> None:
    duties.filter(state=DutyState.OPEN).update(
        state=DutyState.DROPPED, note=why, done_on=on, done_by=by.label
    )
