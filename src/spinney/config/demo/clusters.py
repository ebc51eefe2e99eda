"""The four clusters: their members from the report, joining by mailed links on invented days."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils.timezone import localdate

from spinney.base.access import links
from spinney.base.access.models import Person, TaskLink
from spinney.base.kernel.actors import Actor
from spinney.base.record.record import subject_of
from spinney.clusters.actions import (
    answers,
    conditions,
    days,
    documents,
    gatherings,
    invitations,
    stages,
)
from spinney.clusters.actions import clusters as cluster_actions
from spinney.clusters.models import Attendance, Cluster, Condition, Membership, Programme, Tier
from spinney.clusters.queries.invitations import ACCEPT, Guest
from spinney.config.demo.people import Company, days_before
from spinney.config.demo.told import facts, illustration
from spinney.register.actions.profiles import add_organisation
from spinney.register.models import Organisation
from spinney.register.models.organisations import Kind, Status

#: Town centres (public); where each organisation is drawn round them is invented.
CENTRES = {
    "Bolton": (53.5785, -2.4299),
    "Durham": (54.7761, -1.5733),
    "London": (51.5072, -0.1276),
    "Nottingham": (52.9548, -1.1581),
}
NORTH = (0.012, -0.014, 0.004, -0.02, 0.022, -0.005, 0.03, -0.028)
EAST = (0.018, 0.01, -0.03, -0.014, -0.008, 0.034, 0.03, 0.028)
HELPERS = {
    "Bolton": "facilitator",
    "Durham": "facilitator",
    "London": "second_facilitator",
    "Nottingham": "second_facilitator",
}


def _position(place: str) -> dict[str, Any]:
    return next(p for p in illustration()["positions"] if p["place"] == place)


def play_cluster(
    programme: Programme, told: dict[str, Any], people: Company, now: datetime
) -> Cluster:
    """One cluster from its making to where it stands today."""
    place = told["place"]
    made = days_before(now, 170)
    cluster = cluster_actions.add_cluster(
        programme=programme,
        text=cluster_actions.ClusterText(
            place=place,
            theme=told["theme"],
            summary=told["about"],
            latitude=CENTRES[place][0],
            longitude=CENTRES[place][1],
        ),
        facilitator=people.named[HELPERS[place]].email,
        by=people.actor("programme_manager", made),
        now=made,
    )
    _bring_in_members(cluster, told, people, now)
    _work(cluster, people, now)
    return cluster


def _bring_in_members(
    cluster: Cluster, told: dict[str, Any], people: Company, now: datetime
) -> None:
    asked = days_before(now, 166)
    supporters = [s["name"] for s in told.get("supporters", [])]
    tiers = {t.name: t for t in Tier.objects.filter(programme=cluster.programme)}
    for number, name in enumerate([*told["members"], *supporters]):
        organisation = _organisation(told, name, number, people, now)
        tier = tiers["Supporter" if name in supporters else "Core"]
        person_name, email = people.next_representative()
        by = people.actor(HELPERS[cluster.place], asked)
        guest = Guest(name, email, person_name, organisation.pk)
        invitation = invitations.invite(
            cluster=cluster,
            guests=[guest],
            tier=tier,
            message="",
            answer_by=localdate(asked) + timedelta(days=28),
            by=by,
            now=asked,
        )[0]
        answered = days_before(now, 163 - number % 6)
        link = TaskLink.objects.get(verb=ACCEPT, subject=subject_of(invitation), revoked_at=None)
        words = f"I may speak for {name} in {cluster.name}."
        answers.accept_invitation(
            invitation=invitation,
            answer=answers.Answer(person_name, "Chief executive (illustrative)", words),
            by=links.actor_of(link),
            now=answered,
        )
        people.representatives[name] = Person.objects.get(email=email)


def _organisation(
    told: dict[str, Any], name: str, number: int, people: Company, now: datetime
) -> Organisation:
    supporters = {s["name"]: s["about"] for s in told.get("supporters", [])}
    kind = Kind.VOLUNTARY
    if name in told.get("second_tier", []):
        kind = Kind.SECOND_TIER
    elif "Arms Length Management Organisation" in supporters.get(name, ""):
        kind = Kind.STATUTORY
    made = days_before(now, 168)
    organisation = add_organisation(
        facts={
            "name": name,
            "kind": kind,
            "summary": supporters.get(name, ""),
            "town": told["place"],
        },
        by=people.actor("host", made),
        now=made,
    )
    north, east = CENTRES[told["place"]]
    source = facts()["source"]
    drawn = {"source": "illustrative", "checked_on": localdate(made).isoformat()}
    Organisation.objects.filter(pk=organisation.pk).update(
        latitude=north + NORTH[number % len(NORTH)],
        longitude=east + EAST[number % len(EAST)],
        source=f"{source['publisher']} report, {source['published']}",
        # The report says neither whether they are active today nor when anybody checked.
        status=Status.UNKNOWN,
        checked_on=None,
        provenance={"latitude": drawn, "longitude": drawn},
    )
    organisation.refresh_from_db()
    return organisation


def _work(cluster: Cluster, people: Company, now: datetime) -> None:
    """Gatherings, days and stages up to where the cluster stands."""
    position = _position(cluster.place)
    helper = HELPERS[cluster.place]
    idle = position.get("idle_days", 6)
    span = 155 - idle
    last = position["stage"]
    for step in range(last + 1):
        moment = days_before(now, idle + span * (last - step + 0.5) / (last + 1))
        by = people.actor(helper, moment)
        _gather(cluster, step, position["absent"], by, moment)
        _move_on(cluster, people, by, moment)
    for number, (amount, kind) in enumerate(_days(position)):
        moment = days_before(now, idle + 2 + span * number / 8)
        what = "Facilitated a meeting" if kind == "facilitation" else "ICT review of members"
        worked_by = "" if kind == "facilitation" else "ICT consultant (illustrative)"
        work = days.Work(kind, localdate(moment), Decimal(str(amount)), what, worked_by)
        days.log_day(cluster=cluster, work=work, by=people.actor(helper, moment), now=moment)
    moment = days_before(now, 150)
    paper = documents.Paper(
        ContentFile(_ground_rules(cluster), name="ground-rules.txt"),
        "Ground rules",
        "Illustrative text.",
    )
    documents.add_document(
        cluster=cluster, paper=paper, by=people.actor(helper, moment), now=moment
    )


def _ground_rules(cluster: Cluster) -> bytes:
    rules = (
        f"Ground rules of {cluster.name} (illustrative)",
        "1. Each organisation is there through its chief executive or her named deputy.",
        "2. What is shared here stays here, unless its owner says otherwise.",
        "3. We say early what we cannot do.",
        "4. One organisation, one vote.",
    )
    return "\n".join(rules).encode()


def _days(position: dict[str, Any]) -> list[tuple[float, str]]:
    helped = [(amount, "facilitation") for amount in position["facilitation_days"]]
    return helped + [(amount, "review") for amount in position["review_days"]]


def _gather(cluster: Cluster, step: int, absent: int, by: Actor, moment: datetime) -> None:
    occasion = gatherings.Occasion(
        f"Core group meeting {step + 1}", localdate(moment), cluster.place
    )
    gathering = gatherings.add_gathering(cluster=cluster, occasion=occasion, by=by, now=moment)
    present = Membership.objects.filter(cluster=cluster, tier__is_member=True).order_by("pk")
    ways = {}
    for number, membership in enumerate(present):
        missed = (number + step) % len(present) < absent and step % 2 == 1
        how = Attendance.How.APOLOGIES if missed else Attendance.How.IN_PERSON
        if number == step and not missed:
            how = Attendance.How.REMOTE
        ways[membership] = how
    gatherings.record_attendance(gathering=gathering, hows=ways, version=None, by=by, now=moment)


def _move_on(cluster: Cluster, people: Company, by: Actor, moment: datetime) -> None:
    present = cluster.stage_moves.filter(left_on=None).select_related("stage").first()
    stage = present.stage if present else None
    if stage is not None and stage.position >= _position(cluster.place)["stage"]:
        return
    if stage is not None:
        manager = people.actor("programme_manager", moment)
        for condition in Condition.objects.filter(stage=stage, retired_at=None):
            shown = conditions.Shown(localdate(moment), "Seen by the programme (illustrative)")
            conditions.meet_condition(
                cluster=cluster, condition=condition, shown=shown, by=manager, now=moment
            )
    stages.move_stage(cluster=cluster, leaving=stage, by=by, now=moment)
