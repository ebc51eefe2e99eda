"""How a profile came to be as it is: every change with who, for whom, when, before and after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import may
from spinney.base.record.models import Entry
from spinney.base.record.timeline import timeline
from spinney.base.web.components.words import EMPTY
from spinney.register import policies
from spinney.register.models import Organisation
from spinney.register.policies.profiles import CHANGES, UNDO_DAYS, is_change
from spinney.register.queries.profiles import FACTS

TELLS = CHANGES | {"register.add_organisation", "register.undo_change"}


@dataclass(frozen=True)
class Step:
    """One value that changed."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One change of a profile: who, for whom, when, what; whether it can be undone today."""

    number: int
    at: datetime
    who: str
    for_whom: str
    text: str
    steps: tuple[Step, ...]
    can_undo: bool


def changes_of(by: Actor, organisation: Organisation, now: datetime) -> list[Change]:
    """Every change of an organisation's profile, newest first, for whoever may read them."""
    entries = list(_visible(by, organisation.pk).order_by("-number")[:500])
    names = who_were((entry.person_id, entry.actor) for entry in entries)
    undone = {e.detail.get("undone") for e in entries if e.verb == "register.undo_change"}
    acted_for = {e.organisation_id for e in entries if e.organisation_id}
    for_whom = dict(
        Organisation.everything.filter(pk__in=acted_for)
        .values_list("pk", "name")
    )  # fmt: skip
    oldest = now - timedelta(days=UNDO_DAYS)
    return [
        Change(
            entry.number,
            entry.at,
            names[entry.actor],
            for_whom.get(entry.organisation_id or 0, ""),
            told.text,
            tuple(_steps(entry)),
            is_change(entry) and entry.at >= oldest and entry.number not in undone,
        )
        for entry, told in zip(entries, timeline(entries), strict=True)
    ]


def _visible(by: Actor, organisation_id: int) -> QuerySet[Entry]:
    scope = organisation_scope(organisation_id)
    if not may(policies.MAY, "profile_history", by=by, scope=scope):
        return Entry.objects.none()
    return Entry.objects.filter(book=str(scope), verb__in=TELLS)


def change_for(by: Actor, organisation_id: int, number: int) -> Entry:
    """One entry of an organisation's profile, for whoever may read it. Raises NotFound."""
    found = _visible(by, organisation_id).filter(number=number).first()
    if found is None:
        raise NotFound("There is no such change.")
    return found


def last_change(by: Actor, organisation_id: int) -> int:
    """The number of the last change, to offer its undoing."""
    return _visible(by, organisation_id).order_by("-number").values_list("number", flat=True)[0]


def who_were(actors: Iterable[tuple[int | None, str]]) -> dict[str, str]:
    """Names of actors by their labels ("person:7", "guest:link 12", "system:evidence")."""
    known = set(actors)
    ids = {int(label[7:]) for _, label in known if label[7:].isdecimal()}
    ids |= {pk for pk, _ in known if pk}
    people = {p.pk: str(p) for p in Person.objects.filter(pk__in=ids)}
    named = {}
    for pk, label in known:
        number = int(label[7:]) if label.startswith("person:") and label[7:].isdecimal() else pk
        person = people.get(number or 0)
        if label.startswith("guest:"):
            named[label] = f"{person}, by a link" if person else "Somebody, by a link"
        else:
            named[label] = person or "Spinney"
    return named


def _steps(entry: Entry) -> Iterable[Step]:
    before, after = entry.detail.get("before") or {}, entry.detail.get("after") or {}
    for name in {**before, **after}:
        if name in ("source", "place_id"):
            continue
        old, new = _said(name, before.get(name)), _said(name, after.get(name))
        if old != new:
            fact = FACTS.get(name)
            label = fact.label if fact else name.replace("_", " ").capitalize()
            yield Step(label, old, new)


def _said(name: str, value: Any) -> str:
    fact = FACTS.get(name)
    if fact:
        return fact.say(value)
    return EMPTY if value in (None, "") else str(value)
