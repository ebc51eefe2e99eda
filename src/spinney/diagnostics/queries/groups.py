"""Reading groupings and their proposals, by who asks; and whom a question is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from spinney.base.kernel.actors import Actor, Role, Scope
from spinney.base.kernel.errors import NotFound
from spinney.base.work.models import Job
from spinney.clusters import api as clusters
from spinney.diagnostics.bridge.grouping import (
    INVENTORY,
    SURVEY,
    Known,
    Settings,
    known_from_items,
    known_from_survey,
)
from spinney.diagnostics.models import Grouping, Proposal, Survey
from spinney.diagnostics.policies.groups import check_runs
from spinney.diagnostics.policies.surveys import UNDO_DAYS, check_sees_names, sees_names
from spinney.diagnostics.queries import inventory, surveys
from spinney.diagnostics.queries.surveys import in_place
from spinney.diagnostics.states import GroupingState, ItemState, Mode, SurveyState
from spinney.register import api as register

NOT_HERE = "There is no such question about groups here, or it is not yours to see."


def visible_to(actor: Actor) -> QuerySet[Grouping]:
    """The groupings of the places that the actor runs. What rests on answers with names is for
    those alone to whom names were promised: in a cluster, its facilitators.
    """
    found = Grouping.objects.select_related("cluster", "programme", "survey")
    if actor.is_system:
        return found
    run = actor.ids_of("cluster", Role.FACILITATOR, Role.PROGRAMME_MANAGER)
    named = actor.ids_of("cluster", Role.FACILITATOR)
    managed = actor.ids_of("programme", Role.PROGRAMME_MANAGER)
    open_ones = Q(cluster__in=run) & ~Q(settings__source=SURVEY)
    return found.filter(open_ones | Q(cluster__in=named) | Q(programme__in=managed))


def groupings_in(actor: Actor, place: Scope) -> QuerySet[Grouping]:
    """The groupings of a place that were not put away, the newest first, with how many proposals
    each has. Raises NotAllowed to whoever does not run the place.
    """
    check_runs(actor, place)
    found = visible_to(actor).filter(in_place(place), removed_at=None)
    return found.annotate(found=Count("proposals")).order_by("-made_at", "-pk")


def removed_in(actor: Actor, place: Scope, now: datetime) -> QuerySet[Grouping]:
    """Those put away that can be brought back, the last first."""
    check_runs(actor, place)
    since = now - timedelta(days=UNDO_DAYS)
    found = visible_to(actor).filter(in_place(place), removed_at__gte=since)
    return found.order_by("-removed_at", "-pk")


def grouping_for(
    actor: Actor, place: Scope, grouping_id: int, *, removed: bool = False
) -> Grouping:
    """One grouping. Raises NotFound, and NotAllowed to whoever does not run the place."""
    check_runs(actor, place)
    found = visible_to(actor).filter(in_place(place), pk=grouping_id)
    one = found.filter(removed_at__isnull=not removed).first()
    if one is None:
        raise NotFound(NOT_HERE)
    return one


def proposal_for(actor: Actor, place: Scope, grouping_id: int, number: int) -> Proposal:
    """One proposal of a grouping, by its number. Raises NotFound."""
    grouping = grouping_for(actor, place, grouping_id)
    found = grouping.proposals.filter(number=number).select_related("changed_from").first()
    if found is None:
        raise NotFound("There is no such proposal.")
    found.grouping = grouping
    return found


def job_of(grouping: Grouping) -> Job | None:
    """The work that finds its proposals; None before it was started first."""
    return Job.objects.filter(uid=grouping.job_uid).first() if grouping.job_uid else None


def is_at_work(grouping: Grouping) -> bool:
    """Whether proposals are being worked out now."""
    if grouping.state != GroupingState.WORKING:
        return False
    job = job_of(grouping)
    return job is not None and not job.is_finished


def surveys_offered(actor: Actor, place: Scope) -> list[Survey]:
    """The surveys of a place whose answers with names the actor may see."""
    here = surveys.visible_to(actor).filter(in_place(place)).exclude(state=SurveyState.DRAFT)
    found = here.exclude(mode=Mode.DETACHED).order_by("-opens_at", "-pk")
    return [one for one in found if sees_names(one, actor)]


def people_of(
    actor: Actor, place: Scope, settings: Settings, survey: Survey | None
) -> tuple[list[register.Organisation], Mapping[int, Known]]:
    """The organisations that a question is about, by name, and what is known of each. Raises
    NotAllowed for a survey whose names the actor may not see.
    """
    known: Mapping[int, Known] = {}
    if settings.source == SURVEY:
        if survey is None:  # it is gone; the question can still be read and changed
            return [], known
        check_sees_names(survey, actor)
        known = known_from_survey(survey)
        rows = register.Organisation.objects.filter(pk__in=known)
    elif settings.area:
        rows = register.at_work_there(settings.area)
    else:
        rows = register.Organisation.objects.filter(pk__in=_belonging(place))
    if settings.source == INVENTORY:
        rows_known = inventory.visible_to(actor).filter(state=ItemState.OPEN)
        of = Q(cluster=place.id) if place.kind == "cluster" else Q(cluster__programme=place.id)
        known = known_from_items(rows_known.filter(of))
    return list(rows.filter(merged_into=None).order_by("name", "pk")), known


def _belonging(place: Scope) -> set[int]:
    """The members of a cluster, or of all clusters of a programme."""
    if place.kind == "cluster":
        here = clusters.Cluster.objects.filter(pk=place.id)
    else:
        here = clusters.Cluster.objects.filter(programme=place.id)
    return {one.organisation_id for cluster in here for one in clusters.members(cluster)}
