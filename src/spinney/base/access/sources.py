"""Where an actor's roles come from. Rooms register what they know when they start;
base asks them all, and so never learns of organisations or clusters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from spinney.base.access.models import Person
from spinney.base.kernel.actors import SITE, Actor, Role, Scope


@dataclass(frozen=True)
class ActingFor:
    """An organisation that a person may act for today."""

    organisation_id: int
    organisation_name: str
    roles: frozenset[Role]


MandateSource = Callable[[Person, date], Iterable[ActingFor]]
RoleSource = Callable[[Person, ActingFor | None, date], Iterable[tuple[Scope, Role]]]

_mandates: list[MandateSource] = []
_roles: list[RoleSource] = []


def add_mandate_source(source: MandateSource) -> MandateSource:
    """Register a function that says whom a person may act for on a day."""
    _mandates.append(source)
    return source


def add_role_source(source: RoleSource) -> RoleSource:
    """Register a function that says which roles a person has on a day, acting for somebody."""
    _roles.append(source)
    return source


def choices_of(person: Person, on: date) -> list[ActingFor]:
    """Every organisation that the person may act for, by name."""
    found = {a.organisation_id: a for source in _mandates for a in source(person, on)}
    return sorted(found.values(), key=lambda a: a.organisation_name.casefold())


def actor_for(
    person: Person, on: date, acting_for: int | None = None, choices: list[ActingFor] | None = None
) -> Actor:
    """The person as an actor, for the organisation asked for, or the first she may act for.

    An organisation that she may not act for (any more) is passed over, never an error.
    """
    choices = choices_of(person, on) if choices is None else choices
    chosen = next((a for a in choices if a.organisation_id == acting_for), None)
    chosen = chosen or (choices[0] if choices else None)
    roles: dict[Scope, set[Role]] = {SITE: {Role.SIGNED_IN}}
    if person.is_host:
        roles[SITE].add(Role.HOST)
    if chosen:
        roles[Scope("organisation", chosen.organisation_id)] = set(chosen.roles)
    for source in _roles:
        for scope, role in source(person, chosen, on):
            roles.setdefault(scope, set()).add(role)
    return Actor(
        label=person.label,
        person_id=person.pk,
        organisation_id=chosen.organisation_id if chosen else None,
        organisation_name=chosen.organisation_name if chosen else "",
        roles={scope: frozenset(held) for scope, held in roles.items()},
    )
