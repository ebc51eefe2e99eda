"""Making, changing, starting and closing a programme."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.kernel.actors import SITE, Actor, cluster_scope, programme_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged, take_over
from spinney.clusters import events, policies
from spinney.clusters.actions.first_stages import FIRST_STAGES
from spinney.clusters.models import Cluster, Condition, Manager, Programme, Stage, StageMove
from spinney.clusters.policies import programmes as rules
from spinney.clusters.policies.timetable import check_reason
from spinney.clusters.states import ClusterState, ProgrammeState


@dataclass(frozen=True)
class Parameters:
    """What the funder sets. Money in pence; days in quarters; `brand_pattern` holds {place}."""

    name: str
    funder: str = ""
    summary: str = ""
    starts_on: date | None = None
    grant_pence: int = 0
    facilitation_days: Decimal = Decimal(0)
    review_days: Decimal = Decimal(0)
    day_rate_pence: int | None = None
    brand_pattern: str = "{place}"
    stalled_after_idle_days: int = 42
    stalled_after_late_days: int = 28


#: What a person calls each parameter, for "what changed".
PARAMETER_NAMES = {
    "name": "name",
    "funder": "funder",
    "summary": "summary",
    "starts_on": "starting date",
    "grant_pence": "grant for each cluster",
    "facilitation_days": "facilitation days",
    "review_days": "review days",
    "day_rate_pence": "what a day costs",
    "brand_pattern": "pattern for names",
    "stalled_after_idle_days": "days without activity until stalled",
    "stalled_after_late_days": "days late until stalled",
}


@transaction.atomic
def make_programme(*, parameters: Parameters, by: Actor, now: datetime) -> Programme:
    """A new programme in draft, with the five first stages; its maker manages it."""
    require(policies.MAY, "make_programme", by=by, scope=SITE)
    rules.check_parameters(asdict(parameters))
    programme = Programme.objects.create(made_at=now, **asdict(parameters))
    for position, (planned, conditions) in enumerate(FIRST_STAGES):
        stage = Stage.objects.create(
            programme=programme,
            position=position,
            name=planned.name,
            description=planned.description,
        )
        Condition.objects.bulk_create(
            Condition(stage=stage, position=place, text=c.text, of_grant=c.of_grant)
            for place, c in enumerate(conditions)
        )
    _manage(programme, by, now)
    record(
        "clusters.make_programme",
        by=by,
        on=programme,
        at=now,
        scope=programme_scope(programme.pk),
        name=programme.name,
        after=asdict(parameters),
    )
    return programme


def _manage(programme: Programme, by: Actor, now: datetime) -> None:
    person = Person.objects.filter(pk=by.person_id or 0).first()
    if person is not None:
        Manager.objects.create(programme=programme, person=person, starts_on=localdate(now))


@transaction.atomic
def edit_programme(
    *,
    programme: Programme,
    parameters: Parameters,
    version: int | None,
    by: Actor,
    now: datetime,
) -> Programme:
    """Change the parameters. Raises ChangedMeanwhile when somebody else did since `version`."""
    scope = programme_scope(programme.pk)
    require(policies.MAY, "edit_programme", by=by, scope=scope)
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    rules.check_not_closed(programme)
    check_unchanged(programme, version, "this programme")
    rules.check_parameters(asdict(parameters))
    changed = take_over(programme, asdict(parameters))
    if not changed:
        return programme
    programme.save(update_fields=[*changed, "version"])
    record(
        "clusters.edit_programme",
        by=by,
        on=programme,
        at=now,
        scope=scope,
        what=", ".join(PARAMETER_NAMES[name] for name in changed),
        before=changed.before,
        after=changed.after,
        version=programme.version,
    )
    return programme


@transaction.atomic
def start_programme(*, programme: Programme, by: Actor, now: datetime) -> Programme:
    """Start it: its clusters enter the first stage, and from now on changes of the timetable keep
    what was planned before.
    """
    scope = programme_scope(programme.pk)
    require(policies.MAY, "start_programme", by=by, scope=scope)
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    rules.check_can_start(programme)
    _become(programme, ProgrammeState.RUNNING)
    first = programme.stages.order_by("position")[0]
    waiting = programme.clusters.exclude(state=ClusterState.ENDED).filter(stage_moves=None)
    for cluster in waiting:
        _enter_first(cluster, first, by, now)
    record("clusters.start_programme", by=by, on=programme, at=now, scope=scope)
    events.programmes.programme_started.send(Programme, programme=programme, now=now, by=by)
    return programme


def _enter_first(cluster: Cluster, first: Stage, by: Actor, now: datetime) -> None:
    move = StageMove.objects.create(
        cluster=cluster, stage=first, entered_on=localdate(now), moved_by=by.label
    )
    record(
        "clusters.move_stage",
        by=by,
        on=cluster,
        at=now,
        scope=cluster_scope(cluster.pk),
        stage=first.name,
        left=None,
    )
    events.timetable.stage_moved.send(
        Cluster, cluster=cluster, move=move, left=None, now=now, by=by
    )


def _become(programme: Programme, state: ProgrammeState) -> None:
    programme.state = state
    programme.version += 1
    programme.save(update_fields=["state", "version"])


@transaction.atomic
def close_programme(
    *, programme: Programme, reason: str = "", by: Actor, now: datetime
) -> Programme:
    """Close it: its rules, timetable and clusters' stages stay as they are, and can be read."""
    scope = programme_scope(programme.pk)
    require(policies.MAY, "close_programme", by=by, scope=scope)
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    rules.check_programme_can_become(programme, ProgrammeState.CLOSED)
    _become(programme, ProgrammeState.CLOSED)
    _record_state("clusters.close_programme", programme, reason, by, now)
    events.programmes.programme_closed.send(Programme, programme=programme, now=now, by=by)
    return programme


@transaction.atomic
def reopen_programme(*, programme: Programme, reason: str, by: Actor, now: datetime) -> Programme:
    """Open a closed programme again. A reason is kept."""
    scope = programme_scope(programme.pk)
    require(policies.MAY, "reopen_programme", by=by, scope=scope)
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    rules.check_closed(programme)
    check_reason(reason, "the programme opens again")
    _become(programme, ProgrammeState.RUNNING)
    _record_state("clusters.reopen_programme", programme, reason, by, now)
    return programme


def _record_state(verb: str, programme: Programme, reason: str, by: Actor, now: datetime) -> None:
    scope = programme_scope(programme.pk)
    record(verb, by=by, on=programme, at=now, scope=scope, reason=reason.strip())
