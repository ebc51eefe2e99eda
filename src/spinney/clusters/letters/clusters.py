"""What is written to those who begin to run a cluster."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Scope, cluster_scope
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.outbox import tell
from spinney.base.post.senders import reply_address
from spinney.base.record.record import subject_of
from spinney.clusters.models import Cluster, Facilitator
from spinney.clusters.queries.clusters import facilitators_of

APPOINTED = "clusters.facilitator_appointed"


def asker_of(by: Actor, cluster: Cluster, now: datetime) -> str:
    """How a letter names who asks or tells: "Ash Green, facilitator"; the site itself for what it
    does by rule.
    """
    person = Person.objects.filter(pk=by.person_id).first() if by.person_id else None
    if person is None:
        return "Spinney"
    name = person.name or person.email
    if facilitators_of(cluster.pk, localdate(now)).filter(person=person).exists():
        return f"{name}, facilitator"
    return f"{name}, {by.organisation_name}" if by.organisation_name else name


def facilitator_appointed(facilitator: Facilitator, *, by: Actor, now: datetime) -> None:
    """Tell somebody that she helps a cluster along from today."""
    cluster = facilitator.cluster
    letter = _appointed(
        cluster_scope(cluster.pk), cluster.name, asker_of(by, cluster, now),
        link=reverse("clusters:cluster", args=[cluster.pk]),
        about=subject_of(facilitator), reply_to=reply_address(by),
    )  # fmt: skip
    tell(letter, to=facilitator.person, by=by, now=now)


def _appointed(scope: Scope, place: str, asker: str, **more: Any) -> Letter:
    return Letter(
        kind=APPOINTED,
        scope=scope,
        place=place,
        asker=asker,
        headline=f"you are now a facilitator of {place}",
        paragraphs=[
            "You can invite organisations, keep the timetable and the days, and see what waits on"
            " whom. You sign in with a code that is sent to this address: there is no password."
        ],
        **more,
    )


add_kind(
    Kind(
        APPOINTED,
        "Being made a facilitator",
        lambda: _appointed(Scope("cluster", 1), "The Spinney", "Rowan Hill", link="/clusters/1/"),
        may_be_refused=False,
    )
)
