"""Who manages a programme."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, programme_scope
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import policies
from spinney.clusters.letters.programmes import now_a_manager
from spinney.clusters.models import Manager, Programme
from spinney.clusters.policies import programmes as rules


@transaction.atomic
def add_manager(
    *, programme: Programme, email: str, name: str = "", by: Actor, now: datetime
) -> Manager:
    """Let somebody manage the programme, by her e-mail address. She is told by mail; if she has no
    account yet, the address is one from now on and she signs in with a code sent to it.
    """
    scope = programme_scope(programme.pk)
    require(policies.MAY, "add_manager", by=by, scope=scope)
    person = _person(email, name)
    today = localdate(now)
    manager, made = Manager.objects.get_or_create(
        programme=programme, person=person, defaults={"starts_on": today}
    )
    if not made:
        if manager.ends_on is None or manager.ends_on >= today:
            raise WrongState(f"{person} manages this programme already.")
        manager.starts_on, manager.ends_on = today, None
        manager.save(update_fields=["starts_on", "ends_on"])
    record("clusters.add_manager", by=by, on=manager, at=now, scope=scope, person=str(person))
    now_a_manager(programme, person, by=by, now=now)
    return manager


def _person(email: str, name: str) -> Person:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        told = "Enter an e-mail address like name@example.org."
        raise BadInput(told, {"email": [told]}) from error
    known = Person.objects.filter(email=address).first()
    return known or Person.objects.create_user(address, name.strip())


@transaction.atomic
def remove_manager(*, manager: Manager, by: Actor, now: datetime) -> Manager:
    """End somebody's part as manager, from today. Never the last one's."""
    scope = programme_scope(manager.programme_id)
    require(policies.MAY, "remove_manager", by=by, scope=scope)
    Programme.objects.select_for_update().get(pk=manager.programme_id)
    today = localdate(now)
    in_force = Manager.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today), programme_id=manager.programme_id
    )
    if not in_force.filter(pk=manager.pk).exists():
        raise WrongState(f"{manager.person} does not manage this programme any more.")
    rules.check_not_last_manager(manager, in_force.count())
    manager.ends_on = today - timedelta(days=1)
    manager.save(update_fields=["ends_on"])
    record(
        "clusters.remove_manager",
        by=by,
        on=manager,
        at=now,
        scope=scope,
        person=str(manager.person),
    )
    return manager
