"""Who writes a letter about a ballot, and where an answer to it goes."""

from __future__ import annotations

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Role
from spinney.base.post.senders import one_line
from spinney.decisions.models import Ballot


def asker_of(by: Actor, ballot: Ballot) -> str:
    """Who asks, with her part: "Ash Green, facilitator"; the cluster, where the site does."""
    person = Person.objects.filter(pk=by.person_id).first() if by.person_id else None
    if person is None:
        return one_line(ballot.cluster.name)
    roles = by.roles_in(ballot.scope)
    part = by.organisation_name
    if Role.FACILITATOR in roles:
        part = "facilitator"
    elif Role.PROGRAMME_MANAGER in roles:
        part = "programme manager"
    name = one_line(person.name or person.email)
    return f"{name}, {one_line(part)}" if part else name
