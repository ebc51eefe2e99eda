"""What a place's surveys came to, as a report may tell it: only what was published to the group,
as it was published, so that what is withheld there is withheld here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Scope
from spinney.diagnostics.models import Asked, Publication, Survey
from spinney.diagnostics.queries.published import cells_of, results_of
from spinney.diagnostics.queries.surveys import in_place
from spinney.diagnostics.states import AskedState, SurveyState

NOT_ASKED = (SurveyState.DRAFT,)


@dataclass(frozen=True)
class SurveyTold:
    """A survey that was opened. `answered` is how many did, as its published results tell it; None
    where nothing was published.
    """

    survey_id: int
    title: str
    opened_on: date | None
    is_closed: bool
    follows_up: bool
    asked: int
    answered: int | None


@dataclass(frozen=True)
class PublishedTold:
    """What was published of a survey: rows of question, what of, and what was shown or why not.
    `name` stands for the survey, here and on another site.
    """

    survey_id: int
    name: str
    title: str
    number: int
    published_at: datetime
    rows: tuple[tuple[str, str, str], ...]


def surveys_told(place: Scope) -> list[SurveyTold]:
    """The surveys of a place that were opened, the oldest first. Three queries."""
    rows = Survey.objects.filter(in_place(place), removed_at=None).exclude(state__in=NOT_ASKED)
    found = list(rows.order_by("opens_at", "pk"))
    answered = {one.survey_id: int(one.tables.get("answered", 0)) for one in _published(found)}
    still = Asked.objects.filter(survey__in=found).exclude(state=AskedState.WITHDRAWN)
    asked = dict(still.values_list("survey").annotate(Count("pk")))
    return [
        SurveyTold(
            one.pk, one.title, localdate(one.opens_at) if one.opens_at else None,
            one.state == SurveyState.CLOSED, one.follows_id is not None, asked.get(one.pk, 0),
            answered.get(one.pk),
        )
        for one in found
    ]  # fmt: skip


def published_told(place: Scope) -> list[PublishedTold]:
    """The newest results that stand of each survey of a place, of everybody (groups within are left
    out). One query, and what reading a survey's questions needs.
    """
    surveys = Survey.objects.filter(in_place(place), removed_at=None)
    newest: dict[int, Publication] = {}
    for one in _published(surveys):
        newest[one.survey_id] = one
    return [
        PublishedTold(
            one.survey_id,
            _name(one.survey.uid),
            one.survey.title,
            one.number,
            one.published_at,
            tuple(_rows(one)),
        )
        for one in newest.values()
    ]


def still_published(place: Scope) -> set[str]:
    """The names of the surveys of a place of which results stand now: what was taken back is to be
    read nowhere any more. One query.
    """
    stands = Publication.objects.filter(_of(place), survey__removed_at=None, withdrawn_at=None)
    return {_name(uid) for uid in stands.values_list("survey__uid", flat=True)}


def _of(place: Scope) -> Q:
    """The condition that a publication is of a survey of a place."""
    key = "cluster" if place.kind == "cluster" else "programme"
    return Q(**{f"survey__{key}_id": place.id})


def _name(uid: UUID) -> str:
    """The part of a survey's uid that is its own."""
    return uid.hex[-12:]


def _published(surveys: QuerySet[Survey] | list[Survey]) -> QuerySet[Publication]:
    stands = Publication.objects.filter(survey__in=surveys, withdrawn_at=None)
    return stands.select_related("survey__asks__instrument").order_by("survey", "number")


def _rows(publication: Publication) -> Iterator[tuple[str, str, str]]:
    for result in results_of(publication.survey, cells_of(publication)):
        if result.why:
            yield result.label, "", f"Not shown: {result.why}"
            continue
        for row in result.rows:
            if row.group == "Everybody":
                yield result.label, row.of, row.shown or f"Not shown: {row.why}"
