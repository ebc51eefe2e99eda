"""What runs out, as a calendar (RFC 5545)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from spinney.base.access.models import Person, TaskLink
from spinney.base.access.sources import actor_for
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import LinkEnded
from spinney.base.post.addresses import absolute
from spinney.register.models import Organisation
from spinney.register.queries.evidence import visible_to
from spinney.register.states import EvidenceState


def owner_of(link: TaskLink, now: datetime) -> Actor:
    """The owner of a calendar's address as she is today. Raises LinkEnded when she may not see the
    organisation's evidence any longer.
    """
    person = Person.objects.filter(pk=link.person_id or 0, is_active=True).first()
    by = actor_for(person, localdate(now), link.organisation_id) if person else Actor.nobody()
    if by.organisation_id != link.organisation_id:
        raise LinkEnded("You no longer act for this organisation, so its calendar has stopped.")
    return by


def evidence_calendar(organisation: Organisation, by: Actor, page: str, now: datetime) -> bytes:
    """All dates on which held evidence runs out, as whole days, with a reminder 30 days before.

    `page` is the path of the organisation's evidence.
    """
    from icalendar import Alarm, Calendar, Event  # slow to import; a start need not wait for it

    calendar = Calendar()
    calendar.add("prodid", "-//Spinney//evidence//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Evidence of {organisation.name}")
    calendar.add("refresh-interval;value=duration", "P1D")
    held = visible_to(by, organisation.pk).filter(state=EvidenceState.HELD, replaced_by=None)
    for evidence in held.exclude(expires_on=None).order_by("expires_on", "pk"):
        event = Event()
        event.add("uid", f"{evidence.uid}@spinney")
        event.add("dtstamp", now)
        event.add("dtstart", evidence.expires_on)
        event.add("dtend", evidence.expires_on + timedelta(days=1))  # type: ignore[operator]
        event.add("summary", f"Runs out: {evidence}")
        event.add("description", f"For {organisation.name}. Put the new one here: {absolute(page)}")
        event.add("url", absolute(page))
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"{evidence} runs out in 30 days")
        alarm.add("trigger", timedelta(days=-30))
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
