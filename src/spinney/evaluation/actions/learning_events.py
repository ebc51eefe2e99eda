"""Events of learning: planned, told to the clusters, called off; who came, and what that meets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, programme_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged, take_over
from spinney.base.web.components.words import counted, day
from spinney.clusters import api as clusters
from spinney.evaluation import policies
from spinney.evaluation.events.learning import event_held
from spinney.evaluation.letters import learning as letters
from spinney.evaluation.models import LearningEvent, LearningPresence
from spinney.evaluation.policies import learning as rules
from spinney.evaluation.states import EventState

SITE = Actor.system("learning events")


@dataclass(frozen=True)
class EventText:
    """An event: `meets` are uids of conditions of the programme that a cluster has met when
    somebody of it came; with `every_member`, once all its members did.
    """

    title: str
    held_on: date
    where: str = ""
    about: str = ""
    meets: tuple[str, ...] = ()
    every_member: bool = False


@dataclass(frozen=True)
class Came:
    """So many people of an organisation came, for its cluster."""

    cluster_id: int
    organisation_id: int
    people: int


def _checked(programme: clusters.Programme, text: EventText) -> LearningEvent:
    known = {str(one.uid) for one in clusters.conditions_by_hand(programme)}
    if not set(text.meets) <= known:
        told = "Choose conditions of this programme that are met by hand."
        raise BadInput(told, {"meets": [told]})
    event = LearningEvent(
        programme=programme, title=text.title, held_on=text.held_on, where=text.where,
        about=text.about, meets_conditions=sorted(text.meets), every_member=text.every_member,
    )  # fmt: skip
    rules.check_event(event)
    return event


def _record(verb: str, event: LearningEvent, *, by: Actor, now: datetime, **more: object) -> None:
    record(verb, by=by, on=event, at=now, scope=event.scope, title=event.title, **more)


@transaction.atomic
def plan_event(
    *, programme: clusters.Programme, text: EventText, by: Actor, now: datetime
) -> LearningEvent:
    """Plan an event to which all clusters of a programme are invited. Raises BadInput for what
    cannot be.
    """
    require(policies.MAY, "plan_event", by=by, scope=programme_scope(programme.pk))
    event = _checked(programme, text)
    event.made_at, event.made_by = now, by.label
    event.save()
    _record("evaluation.plan_event", event, by=by, now=now, held_on=event.held_on)
    return event


def _held(verb: str, event: LearningEvent, by: Actor) -> LearningEvent:
    require(policies.MAY, verb, by=by, scope=event.scope)
    rows = LearningEvent.objects.select_for_update(of=("self",)).select_related("programme")
    return rows.get(pk=event.pk)


@transaction.atomic
def edit_event(
    *, event: LearningEvent, text: EventText, read: int | None = None, by: Actor, now: datetime
) -> LearningEvent:
    """Change an event. What a cluster has met by it follows the conditions that it names now."""
    event = _held("edit_event", event, by)
    rules.check_not_called_off(event)
    check_unchanged(event, read, "this event")
    wanted = _checked(event.programme, text)
    names = ("title", "held_on", "where", "about", "meets_conditions", "every_member")
    if event.state == EventState.HELD:
        rules.check_was(wanted, localdate(now))
    before = _proof(event)
    changes = take_over(event, {name: getattr(wanted, name) for name in names})
    if changes:
        event.save()
        _record(
            "evaluation.edit_event", event, by=by, now=now, before=changes.before,
            after=changes.after, version=event.version,
        )  # fmt: skip
        if event.state == EventState.HELD:
            _settle_conditions(event, now=now, before=before)
    return event


@transaction.atomic
def call_off_event(*, event: LearningEvent, by: Actor, now: datetime) -> LearningEvent:
    """Call off an event that was not held."""
    event = _held("call_off_event", event, by)
    rules.check_event_becomes(event, EventState.CALLED_OFF)
    event.state = EventState.CALLED_OFF
    event.version += 1
    event.save()
    _record("evaluation.call_off_event", event, by=by, now=now)
    if event.told_clusters_at is not None:
        letters.tell_called_off(event, by=by, now=now)
    return event


@transaction.atomic
def plan_event_again(*, event: LearningEvent, by: Actor, now: datetime) -> LearningEvent:
    """Plan an event after all that was called off."""
    event = _held("plan_event_again", event, by)
    rules.check_event_becomes(event, EventState.PLANNED)
    event.state, event.told_clusters_at = EventState.PLANNED, None
    event.version += 1
    event.save()
    _record("evaluation.plan_event_again", event, by=by, now=now)
    return event


@transaction.atomic
def invite_to_event(*, event: LearningEvent, by: Actor, now: datetime) -> LearningEvent:
    """Write to the facilitators and members of every cluster that goes on."""
    event = _held("invite_to_event", event, by)
    rules.check_not_called_off(event)
    event.told_clusters_at = now
    event.version += 1
    event.save()
    told = letters.invite(event, by=by, now=now)
    _record("evaluation.invite_to_event", event, by=by, now=now, told=told)
    return event


@transaction.atomic
def note_who_came(
    *, event: LearningEvent, came: Iterable[Came], by: Actor, now: datetime
) -> LearningEvent:
    """Note who came, by cluster and organisation, in place of what was noted before. A cluster of
    which enough came (somebody, or every member) has met the conditions that the event names; one
    of which too few came has not met them by this event.
    """
    event = _held("note_who_came", event, by)
    rules.check_was(event, localdate(now))
    rows = [one for one in came if one.people]
    _check_belong(event, rows)
    LearningPresence.objects.filter(event=event).delete()
    LearningPresence.objects.bulk_create(
        LearningPresence(
            event=event, cluster_id=one.cluster_id, organisation_id=one.organisation_id,
            people=one.people,
        )
        for one in rows
    )  # fmt: skip
    event.state = EventState.HELD
    event.version += 1
    event.save()
    people = sum(one.people for one in rows)
    _record(
        "evaluation.note_who_came", event, by=by, now=now, organisations=len(rows), people=people
    )
    _settle_conditions(event, now=now, before=_proof(event))
    event_held.send(LearningEvent, event=event, by=by, now=now)
    return event


def _check_belong(event: LearningEvent, rows: Sequence[Came]) -> None:
    """Raise BadInput for an organisation that is in no such cluster, or people that cannot be."""
    known = {
        (group.pk, one.organisation_id)
        for group in clusters.clusters_of(event.programme)
        for one in clusters.belongs(group, event.held_on)
    }
    for one in rows:
        if (one.cluster_id, one.organisation_id) not in known:
            raise BadInput("Somebody is noted who did not belong to the cluster on that day.")
        if not 0 < one.people <= rules.MOST_PEOPLE:
            told = f"At most {rules.MOST_PEOPLE} people of one organisation."
            raise BadInput(told, {f"came_{one.cluster_id}_{one.organisation_id}": [told]})


def _proof(event: LearningEvent) -> str:
    """What shows that a condition was met: also how it is known that this event met it."""
    return f"Came to “{event.title}” on {day(event.held_on)}"[:250]


def _settle_conditions(event: LearningEvent, *, now: datetime, before: str) -> None:
    """Meet and take back the conditions of clusters, as who came says. `before` is what showed it
    until now: what was met by other ways stays.
    """
    came: dict[int, dict[int, int]] = {}
    for cluster_id, one, number in event.presences.values_list(
        "cluster_id", "organisation_id", "people"
    ):
        came.setdefault(cluster_id, {})[one] = number
    conditions = clusters.conditions_by_hand(event.programme)
    for group in clusters.clusters_of(event.programme):
        _settle(event, group, conditions, came.get(group.pk, {}), before, now)


def _enough(event: LearningEvent, group: clusters.Cluster, came: Mapping[int, int]) -> bool:
    """Whether enough of a cluster came to meet what the event meets."""
    if not event.every_member:
        return bool(came)
    members = {one.organisation_id for one in clusters.members(group, event.held_on)}
    return bool(members) and members <= set(came)


def _settle(
    event: LearningEvent, group: clusters.Cluster, conditions: Sequence[clusters.Condition],
    came: Mapping[int, int], before: str, now: datetime,
) -> None:  # fmt: skip
    met = clusters.ConditionMet.objects.filter(cluster=group, taken_back_at=None)
    by_condition = {one.condition_id: one for one in met.select_related("condition", "cluster")}
    shown = f"{_proof(event)}: {counted(sum(came.values()), 'person', 'people')}"
    enough = _enough(event, group, came)
    for condition in conditions:
        wanted = enough and str(condition.uid) in event.meets_conditions
        there = by_condition.get(condition.pk)
        is_ours = there is not None and there.shown_by.startswith(before)
        if there is not None and is_ours and (not wanted or there.shown_by != shown):
            clusters.take_back_condition(
                met=there, reason=f"Who came to “{event.title}” was noted anew.", by=SITE, now=now
            )
            there = None
        if wanted and there is None:
            proof = clusters.Shown(event.held_on, shown)
            clusters.meet_condition(
                cluster=group, condition=condition, shown=proof, by=SITE, now=now
            )
