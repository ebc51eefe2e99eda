"""What surveys ask of people on Home: to answer, and to publish what came of one. Two queries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role, organisation_scope
from spinney.base.record.prepared import prepared
from spinney.diagnostics.models import Asked, Publication, Survey
from spinney.diagnostics.queries.surveys import with_differing
from spinney.diagnostics.states import AskedState, SurveyState

PUBLISH_MINUTES = 10
OPEN_MINUTES = 5
SETTLE_MINUTES = 3
REMEMBERED = timedelta(days=60)
"""Whoever has not published for so long does not mean to."""
REPRESENTS = frozenset({Role.REPRESENTATIVE, Role.EVIDENCE_KEEPER})


@add_ask_source
def asked_of_organisations(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To answer the surveys in which her organisation is asked and has not sent its answers; to say
    which of two answers holds.
    """
    mine = actor.organisation_id
    if mine is None or not actor.roles_in(organisation_scope(mine)) & REPRESENTS:
        return
    for asked in _waiting(organisation=mine, now=now):
        survey = asked.survey
        if getattr(asked, "differs", False):
            yield _to_settle(asked, actor)
            continue
        begun = asked.state == AskedState.STARTED
        yield Ask(
            f"{'Go on with' if begun else 'Answer'} “{survey.title}”",
            reverse("diagnostics:answer-survey", args=[survey.scope, survey.pk]),
            minutes=survey.asks.minutes,
            organisation=actor.organisation_name,
            cluster=survey.place_name,
            cluster_id=survey.cluster_id,
            by_when=localdate(survey.closes_at),
            waits=actor.organisation_name,
        )


def _to_settle(asked: Asked, actor: Actor) -> Ask:
    """To say which of two answers holds: what she typed, or what was keyed in from paper."""
    survey = asked.survey
    return Ask(
        f"Say which answers hold in “{survey.title}”",
        reverse("diagnostics:answer-survey", args=[survey.scope, survey.pk, "check"]),
        minutes=SETTLE_MINUTES,
        organisation=actor.organisation_name,
        cluster=survey.place_name,
        cluster_id=survey.cluster_id,
        by_when=localdate(survey.closes_at),
        waits=actor.organisation_name,
    )


@prepared
def _waiting(organisation: int, now: datetime) -> QuerySet[Asked]:
    """Those not sent, and those of which somebody has to say which of two answers holds."""
    rows = with_differing(Asked.objects.all())
    unsent = Q(state__in=[AskedState.ASKED, AskedState.STARTED])
    waits = rows.filter(
        unsent | Q(state=AskedState.SENT, differs=True),
        organisation=organisation,
        survey__state=SurveyState.OPEN,
        survey__closes_at__gt=now,
    )
    found = waits.select_related("survey__cluster", "survey__programme", "survey__asks")
    return found.order_by("survey__closes_at", "pk")


@add_ask_source
def asked_of_those_who_run_them(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To publish what came of a survey that has closed; in a cluster that is its facilitators', in
    a programme its managers'. To open one that is set up whose last day comes near.
    """
    clusters = list(actor.ids_of("cluster", Role.FACILITATOR))
    programmes = list(actor.ids_of("programme", Role.PROGRAMME_MANAGER))
    if not clusters and not programmes:
        return
    since = now - REMEMBERED
    for survey in _to_do(clusters=clusters, programmes=programmes, since=since):
        is_draft = survey.state == SurveyState.DRAFT
        yield Ask(
            f"{'Open' if is_draft else 'Publish what came of'} “{survey.title}”",
            reverse("diagnostics:survey", args=[survey.scope, survey.pk]),
            minutes=OPEN_MINUTES if is_draft else PUBLISH_MINUTES,
            cluster=survey.place_name,
            cluster_id=survey.cluster_id,
            by_when=localdate(survey.closes_at) if is_draft else None,
            waits="the facilitator" if survey.cluster_id else "the programme manager",
        )


@prepared
def _to_do(clusters: list[int], programmes: list[int], since: datetime) -> QuerySet[Survey]:
    here = Q(cluster__in=clusters) | Q(programme__in=programmes)
    published = Publication.objects.filter(survey=OuterRef("pk"), withdrawn_at=None)
    unpublished = Q(state=SurveyState.CLOSED, closed_at__gte=since) & ~Q(Exists(published))
    waits = Q(state=SurveyState.DRAFT, removed_at=None) | unpublished
    found = Survey.objects.filter(here, waits).exclude(cluster__state="ended")
    return found.select_related("cluster", "programme").order_by("closes_at", "pk")
