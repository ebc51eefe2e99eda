"""An invented cluster, its facilitator, and organisations that accept their invitations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from spinney.base.access import links
from spinney.base.access.models import Person, TaskLink
from spinney.base.access.sources import actor_for
from spinney.base.kernel.actors import Actor
from spinney.base.record.record import subject_of
from spinney.clusters.actions import answers, gatherings, invitations
from spinney.clusters.actions import clusters as cluster_actions
from spinney.clusters.models import Attendance, Cluster, Membership, Programme, Tier
from spinney.clusters.queries.invitations import ACCEPT, Guest
from spinney.config.demo.people import days_before
from spinney.register.actions.profiles import add_organisation
from spinney.register.models import Organisation
from spinney.register.models.organisations import Kind

NORTH = (0.004, -0.006, 0.009, -0.011, 0.013, 0.002)
EAST = (0.008, 0.011, -0.012, -0.004, 0.003, -0.015)


@dataclass(frozen=True)
class Coming:
    """So many days ago the cluster was made, its members were asked, the last of them answered, and
    they met.
    """

    made: int = 70
    asked: int = 68
    answered: int = 65
    met: Mapping[int, str] = field(
        default_factory=lambda: {52: "First meeting", 24: "Second meeting"}
    )


@dataclass
class Meadow:
    """The cluster, what is told of it, who helps it along, the programme with its manager, and the
    members with those who speak for them, by name.
    """

    cluster: Cluster
    told: dict[str, Any]
    facilitator: Person
    programme: Programme
    manager: Person
    organisations: dict[str, Organisation] = field(default_factory=dict)
    speakers: dict[str, Person] = field(default_factory=dict)

    def helper(self, now: datetime) -> Actor:
        """The facilitator, as she could act on that day."""
        return actor_for(self.facilitator, localdate(now))

    def funder(self, now: datetime) -> Actor:
        """The manager of the programme, as she could act on that day."""
        return actor_for(self.manager, localdate(now))

    def speaker(self, organisation: str, now: datetime) -> Actor:
        """Who speaks for a member, as she could act on that day."""
        return actor_for(self.speakers[organisation], localdate(now))


def make_facilitator(who: dict[str, Any]) -> Person:
    """Somebody who helps clusters along, in whose place one may look around."""
    return Person.objects.create_user(who["email"], who["name"], demo_title=who["title"])


def bring_together(
    told: dict[str, Any], programme: Programme, manager: Person, facilitator: Person,
    now: datetime, days: Coming | None = None,
) -> Meadow:  # fmt: skip
    """Made, invited, come together, and met."""
    days = days or Coming()
    made = days_before(now, days.made)
    cluster = cluster_actions.add_cluster(
        programme=programme,
        text=cluster_actions.ClusterText(
            name=told["name"],
            place=told["place"],
            theme=told["theme"],
            summary=told["about"],
            latitude=told["centre"][0],
            longitude=told["centre"][1],
        ),
        facilitator=facilitator.email,
        by=actor_for(manager, localdate(made)),
        now=made,
    )
    meadow = Meadow(cluster, told, facilitator, programme, manager)
    tier = Tier.objects.filter(programme=programme, is_member=True).order_by("position")[0]
    for number, one in enumerate(told["organisations"]):
        answered = days_before(now, days.answered - number % 4)
        _join(meadow, tier, number, one, (days_before(now, days.asked), answered))
    for ago, name in days.met.items():
        _meet(meadow, name, days_before(now, ago))
    return meadow


def show_first_speaker(meadow: Meadow) -> None:
    """Whoever speaks for the first member is one of those in whose place one may look around."""
    name, first = next(iter(meadow.speakers.items()))
    first.demo_title = f"A representative in {meadow.told['place']} ({name})"
    first.save(update_fields=["demo_title"])


def put_on_register(
    told: dict[str, Any], name: str, place: int, *, second_tier: bool = False, now: datetime
) -> Organisation:
    """An invented organisation, marked as such, at an invented point near the cluster's centre."""
    organisation = add_organisation(
        facts={
            "name": name,
            "kind": Kind.SECOND_TIER if second_tier else Kind.VOLUNTARY,
            "summary": told["about_organisation"],
            "town": told["place"],
        },
        by=Actor.system("demonstration"),
        now=now,
    )
    drawn = {"source": "illustrative", "checked_on": localdate(now).isoformat()}
    Organisation.objects.filter(pk=organisation.pk).update(
        latitude=told["centre"][0] + NORTH[place % len(NORTH)],
        longitude=told["centre"][1] + EAST[place % len(EAST)],
        source="Illustrative",
        provenance={"latitude": drawn, "longitude": drawn},
    )
    organisation.refresh_from_db()
    return organisation


def _join(
    meadow: Meadow, tier: Tier, number: int, one: dict[str, Any], when: tuple[datetime, datetime]
) -> None:
    """Asked and answered at two moments."""
    asked, answered = when
    organisation = put_on_register(meadow.told, one["name"], number, now=asked)
    Organisation.objects.filter(pk=organisation.pk).update(income_pence=one["turnover"] * 100)
    invitation = invitations.invite(
        cluster=meadow.cluster,
        guests=[Guest(one["name"], one["email"], one["person"], organisation.pk)],
        tier=tier,
        message="",
        answer_by=localdate(asked) + timedelta(days=21),
        by=meadow.helper(asked),
        now=asked,
    )[0]
    link = TaskLink.objects.get(verb=ACCEPT, subject=subject_of(invitation), revoked_at=None)
    words = f"I may speak for {one['name']} in {meadow.cluster.name}."
    answers.accept_invitation(
        invitation=invitation,
        answer=answers.Answer(one["person"], "Manager (illustrative)", words, may_sign=True),
        by=links.actor_of(link),
        now=answered,
    )
    meadow.organisations[one["name"]] = organisation
    meadow.speakers[one["name"]] = Person.objects.get(email=one["email"])


def _meet(meadow: Meadow, name: str, moment: datetime) -> None:
    occasion = gatherings.Occasion(name, localdate(moment), meadow.told["place"])
    by = meadow.helper(moment)
    met = gatherings.add_gathering(cluster=meadow.cluster, occasion=occasion, by=by, now=moment)
    members = Membership.objects.filter(cluster=meadow.cluster, tier__is_member=True)
    came = {one: Attendance.How.IN_PERSON for one in members.order_by("pk")}
    gatherings.record_attendance(gathering=met, hows=came, version=None, by=by, now=moment)
