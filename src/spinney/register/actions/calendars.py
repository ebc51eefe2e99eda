"""A calendar of what runs out, behind a secret address that a phone can follow."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from spinney.base.access import links
from spinney.base.access.links import Errand
from spinney.base.access.models import Person, TaskLink
from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.errors import NotAllowed
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.register import policies
from spinney.register.models import Organisation

VERB = "register.evidence_calendar"
DAYS = 5 * 366


@transaction.atomic
def make_calendar(*, organisation: Organisation, by: Actor, now: datetime) -> str:
    """Make a secret address of the calendar for oneself; returns its secret, which is not kept.

    The one made before stops. It shows evidence only as long as its owner may see it.
    """
    scope = organisation_scope(organisation.pk)
    require(policies.MAY, "make_calendar", by=by, scope=scope)
    if by.person_id is None:
        raise NotAllowed("A calendar belongs to a person. Sign in first.")
    _end(organisation, by, now)
    errand = Errand(VERB, subject_of(organisation), scope, minutes=0)
    _, secret = links.issue(
        errand,
        by=by,
        now=now,
        expires_at=links.in_days(now, DAYS),
        person=Person.objects.get(pk=by.person_id),
        organisation_id=organisation.pk,
    )
    record("register.make_calendar", by=by, on=organisation, at=now, scope=scope)
    return secret


@transaction.atomic
def end_calendar(*, organisation: Organisation, by: Actor, now: datetime) -> int:
    """Stop one's own secret address; returns how many were stopped."""
    scope = organisation_scope(organisation.pk)
    require(policies.MAY, "end_calendar", by=by, scope=scope)
    ended = _end(organisation, by, now)
    record("register.end_calendar", by=by, on=organisation, at=now, scope=scope)
    return ended


def _end(organisation: Organisation, by: Actor, now: datetime) -> int:
    mine = TaskLink.objects.filter(
        verb=VERB,
        subject=subject_of(organisation),
        person_id=by.person_id or 0,
        revoked_at=None,
    )
    return mine.update(revoked_at=now)
