"""Reading surveys, by who asks: which there are, who sees what in them, and how far they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, Role, Scope
from spinney.base.kernel.errors import NotFound
from spinney.diagnostics.bridge.writers import KEYED
from spinney.diagnostics.models import Asked, DetachedSheet, OtherAnswer, Survey, Version
from spinney.diagnostics.policies.surveys import (
    PARTICIPATION_FROM,
    UNDO_DAYS,
    check_runs,
    sees_names,
)
from spinney.diagnostics.states import AskedState, Mode, SurveyState, VersionState

WRITE = "diagnostics.write_to_asked"
"""The kind of the job that writes letters to many (tasks.surveys)."""

NOBODY_ELSE = "There is no such survey, or it is not shared with you."


def in_place(place: Scope) -> Q:
    """The condition that a row stands in a cluster or programme."""
    return Q(cluster_id=place.id) if place.kind == "cluster" else Q(programme_id=place.id)


def visible_to(actor: Actor) -> QuerySet[Survey]:
    """Surveys of the places that the actor runs; of those that she takes part in, and those in
    which her organisation is asked, all that have been opened; the one that her link is for.
    """
    found = _there()
    if actor.is_system:
        return found
    if actor.pass_ is not None:
        kind, _, number = actor.pass_.subject.rpartition(":")
        mine = Asked.objects.filter(pk=int(number)).values("survey")
        return found.filter(pk__in=mine) if kind == "diagnostics.Asked" else found.none()
    return found.filter(_run_by(actor) | (_shown_to(actor) & ~Q(state=SurveyState.DRAFT)))


def _there() -> QuerySet[Survey]:
    """Every survey that was not removed."""
    related = Survey.objects.select_related("cluster", "programme", "asks__instrument")
    return related.filter(removed_at=None)


def _run_by(actor: Actor) -> Q:
    clusters = actor.ids_of("cluster", Role.FACILITATOR, Role.PROGRAMME_MANAGER)
    programmes = actor.ids_of("programme", Role.PROGRAMME_MANAGER)
    return Q(cluster_id__in=clusters) | Q(programme_id__in=programmes)


def _shown_to(actor: Actor) -> Q:
    inside = Q(cluster_id__in=actor.ids_of("cluster", Role.MEMBER)) | Q(
        programme_id__in=actor.ids_of("programme", Role.MEMBER, Role.FACILITATOR)
    )
    represents = actor.ids_of("organisation", Role.REPRESENTATIVE, Role.EVIDENCE_KEEPER)
    if not represents:
        return inside
    asked = Asked.objects.filter(survey=OuterRef("pk"), organisation_id__in=represents)
    return inside | Q(Exists(asked.exclude(state=AskedState.WITHDRAWN)))


def survey_for(actor: Actor, place: Scope, survey_id: int) -> Survey:
    """One survey of a place, for whoever may see it. Raises NotFound to anybody else."""
    found = visible_to(actor).filter(in_place(place), pk=survey_id).first()
    if found is None:
        raise NotFound(NOBODY_ELSE)
    return found


def survey_run_by(actor: Actor, place: Scope, survey_id: int) -> Survey:
    """One survey of a place, for whoever runs it. Raises NotFound to outsiders, NotAllowed to
    those who take part only.
    """
    check_runs(actor, place)
    return survey_for(actor, place, survey_id)


def removed_in(actor: Actor, place: Scope, now: datetime) -> QuerySet[Survey]:
    """The surveys of a place that were removed and can be brought back, for whoever runs them; the
    last removed first.
    """
    check_runs(actor, place)
    since = now - timedelta(days=UNDO_DAYS)
    found = Survey.objects.filter(in_place(place), removed_at__gte=since)
    return found.select_related("cluster", "programme").order_by("-removed_at", "-pk")


def surveys_in(actor: Actor, place: Scope) -> QuerySet[Survey]:
    """The surveys of a place, as far as the actor may know of them: an observer knows only that
    one that was opened is there.
    """
    if actor.has(Role.OBSERVER, place) and not actor.roles_in(place) - {Role.OBSERVER}:
        return _there().filter(in_place(place)).exclude(state=SurveyState.DRAFT)
    return visible_to(actor).filter(in_place(place))


def instruments_offered(actor: Actor, place: Scope) -> QuerySet[Version]:
    """The published versions that a survey of the place may ask: those that come with Spinney, the
    place's own, and for a cluster those of its programme. By title; none for who does not run it.
    """
    check_runs(actor, place)
    own = Q(instrument__cluster=None, instrument__programme=None)
    if place.kind == "cluster":
        own |= Q(instrument__cluster_id=place.id)
        own |= Q(instrument__programme__clusters=place.id)
    else:
        own |= Q(instrument__programme_id=place.id)
    published = Version.objects.filter(own, state=VersionState.PUBLISHED)
    offered = published.filter(instrument__retired_at=None).select_related("instrument")
    return offered.order_by("instrument__title", "pk").distinct()


# How far it is ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class HowFar:
    """How many are asked, have begun and have sent their answers, as far as it may be told: None
    is what may not. `sent_words` says the last in words, whatever may be told.
    """

    asked: int
    started: int | None
    sent: int | None
    sent_words: str


def with_counts(surveys: QuerySet[Survey]) -> QuerySet[Survey]:
    """Each survey with what `how_far` needs, in the same query."""
    still = ~Q(asked__state=AskedState.WITHDRAWN)
    sheets = DetachedSheet.objects.filter(survey=OuterRef("pk")).order_by().values("survey")
    detached = sheets.annotate(n=Count("pk")).values("n")
    return surveys.annotate(
        n_asked=Count("asked", filter=still),
        n_started=Count("asked", filter=Q(asked__state=AskedState.STARTED)),
        n_sent=Count("asked", filter=Q(asked__state=AskedState.SENT)),
        n_detached=Coalesce(Subquery(detached, output_field=IntegerField()), 0),
    )


def how_far(survey: Survey) -> HowFar:
    """How far a survey is, for whoever may see its page. In a detached survey nobody learns who
    has begun, and how many have sent only once there are three; they are counted among the sheets
    that nobody can link, so that whom one asks does not change the number. Whoever keyed in sheets
    on paper knows those: they do not make up the three.
    """
    counts = _counts(survey)
    if survey.mode == Mode.DETACHED:
        by_link = counts["sent"]
        on_paper = max(_detached(survey) - by_link, 0)
        sent = on_paper + (by_link if by_link >= PARTICIPATION_FROM else 0)
        if sent < PARTICIPATION_FROM:
            return HowFar(counts["asked"], None, None, f"fewer than {PARTICIPATION_FROM}")
        return HowFar(counts["asked"], None, sent, str(sent))
    return HowFar(counts["asked"], counts["started"], counts["sent"], str(counts["sent"]))


def _detached(survey: Survey) -> int:
    if hasattr(survey, "n_detached"):
        return int(survey.n_detached)
    return DetachedSheet.objects.filter(survey=survey).count()


def _counts(survey: Survey) -> Mapping[str, int]:
    names = ("asked", "started", "sent")
    if hasattr(survey, "n_asked"):
        return {name: getattr(survey, f"n_{name}") for name in names}
    rows = dict(survey.asked.values_list("state").annotate(n=Count("pk")))
    asked = sum(n for state, n in rows.items() if state != AskedState.WITHDRAWN)
    return {
        "asked": asked,
        "started": rows.get(AskedState.STARTED, 0),
        "sent": rows.get(AskedState.SENT, 0),
    }


def reminded_on(survey: Survey) -> date | None:
    """The day on which the last reminder went out; None before the first."""
    last = survey.asked.aggregate(last=Max("reminded_at"))["last"]
    return localdate(last) if last else None


# Who is asked -----------------------------------------------------------------------------------


def asked_in(actor: Actor, survey: Survey) -> QuerySet[Asked]:
    """Who is asked in a survey, for whoever runs it; by name. What each has done with it is shown
    through `shown_state`, never straight from the row.
    """
    check_runs(actor, survey.scope)
    rows = Asked.objects.filter(survey=survey).select_related("organisation", "survey")
    return with_differing(rows).order_by("organisation__name", "pk")


def with_differing(rows: QuerySet[Asked]) -> QuerySet[Asked]:
    """Each of those asked with whether it has to say which of two answers holds (`differs`): where
    it has sent its answers, or a sheet was keyed in for it. What its own people say differently
    while they fill it in is theirs.
    """
    known = Q(sheet__asked__state=AskedState.SENT) | Q(written_by__startswith=KEYED)
    others = OtherAnswer.objects.filter(known, sheet__asked=OuterRef("pk"), settled_at=None)
    return rows.annotate(differs=Exists(others))


def asked_for(actor: Actor, survey: Survey, asked_id: int) -> Asked:
    """One of those asked, for whoever runs the survey. Raises NotFound."""
    found = asked_in(actor, survey).filter(pk=asked_id).first()
    if found is None:
        raise NotFound("This organisation is not asked in this survey.")
    return found


def shown_state(asked: Asked, survey: Survey, actor: Actor) -> AskedState:
    """What may be told of an organisation: how far it is to those who may see names; to others,
    and to everybody in a detached survey, only whether it is asked.
    """
    state = AskedState(asked.state)
    if state == AskedState.WITHDRAWN or sees_names(survey, actor):
        return state
    return AskedState.ASKED
