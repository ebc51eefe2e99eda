"""What the register tells base when it starts: whom a person may act for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from spinney.base.access.models import Person
from spinney.base.access.sources import ActingFor, add_mandate_source
from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import tell
from spinney.register import events
from spinney.register.queries.mandates import mandates_in_force


@add_mandate_source
def mandates(person: Person, on: date) -> Iterator[ActingFor]:
    """The organisations that a person holds a mandate for on a day, with what it lets her do."""
    roles: dict[int, set[Role]] = {}
    names: dict[int, str] = {}
    for mandate in mandates_in_force(on).filter(person=person).select_related("organisation"):
        held = roles.setdefault(mandate.organisation_id, set())
        names[mandate.organisation_id] = mandate.organisation.name
        if mandate.may_represent:
            held.add(Role.REPRESENTATIVE)
        if mandate.may_hold_data:
            held.add(Role.EVIDENCE_KEEPER)
        if mandate.may_sign:
            held.add(Role.SIGNATORY)
        if mandate.may_vote:
            held.add(Role.VOTER)
    for organisation_id, held in roles.items():
        yield ActingFor(organisation_id, names[organisation_id], frozenset(held))


tell(events.TOLD)
