"""Results over the API: the group’s protected figures, and what the facilitator sees with names."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.timezone import now
from ninja import Schema, Status
from pydantic import Field

from spinney.base.kernel.errors import NotFound
from spinney.diagnostics.actions.results import ToPublish
from spinney.diagnostics.actions.results import publish_results as publish
from spinney.diagnostics.bridge.findings import findings_of
from spinney.diagnostics.models import Publication
from spinney.diagnostics.policies import results as rules
from spinney.diagnostics.queries import named_results as named
from spinney.diagnostics.queries import published as read
from spinney.diagnostics.queries.group_findings import group_findings
from spinney.diagnostics.queries.previewed import preview_for
from spinney.http.auth import Token, actor_of
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Sent, plain
from spinney.http.surveys import survey_of

router = Router(tags=["diagnostics"])
READ, WRITE = Token("diagnostics:read"), Token("diagnostics:write")
SURVEY = "/clusters/{cluster_id}/surveys/{survey_id}"


class SurveyFigureOut(Schema):
    """One figure in words. Where nothing may be shown, `shown` is empty and `why` says why."""

    question: str
    section: str
    of: str
    group: str
    shown: str
    why: str
    answered: int | None


class SaidOut(Schema):
    """A question and what was answered, in words."""

    question: str
    answer: str


class NamedOut(Schema):
    """What one organisation agreed to show the group with its name."""

    organisation: str
    answers: list[SaidOut]


class WordsOut(Schema):
    """Words that were read first, then shown; with a name only where that was agreed."""

    label: str
    words: str
    organisation: str


class ResultsOut(Schema):
    """What was published of a survey."""

    number: int
    published_at: datetime
    outcome: str
    figures: list[SurveyFigureOut]
    named: list[NamedOut]
    words: list[WordsOut]
    divided: list[str]


class PreviewOut(Schema):
    """What everybody would see if it were published now."""

    seen: str = Field(description="The mark of this look; it is given back to publish.")
    in_the_way: str = Field(description="Why it cannot be published now; empty when it can.")
    figures: list[SurveyFigureOut]
    shown: list[str] = Field(
        description="Where nobody can tell who said what: the questions with figures."
    )
    named: list[NamedOut]
    words: list[SaidOut] = Field(description="Words that were cleared, which would be shown.")
    waiting: int = Field(description="Texts that nobody has read yet, which are not shown.")


class PublishResultsIn(Sent):
    """What is published: what was looked at, by its mark, with words of one’s own."""

    seen: str
    note: Annotated[str, Field(max_length=2000)] = ""


class AnswerOut(Schema):
    """One answer, with the organisation that gave it."""

    organisation: str
    section: str
    question: str
    answer: str


class NeedOut(Schema):
    """An area: how much help is needed, and how strong the group is, from 0 to 1."""

    area: str
    need: float | None
    strength: float | None


class GapOut(Schema):
    """Something that is missing, who lacks it, and what mending it costs."""

    label: str
    remedy: str
    lacking: list[str]
    cost_pence: int | None
    is_illustrative: bool


class NamedResultsOut(Schema):
    """All that was sent, with names, and what comes of it."""

    outcome: str
    organisations: list[str]
    answers: list[AnswerOut]
    needs: list[NeedOut]
    gaps: list[GapOut]
    bill_pence: int


def _figures(survey: Any, cells: Any) -> list[dict[str, Any]]:
    results = read.results_of(survey, cells)
    return [plain(row, SurveyFigureOut) for one in results for row in one.rows]


def _named(rows: Any) -> list[dict[str, Any]]:
    return [
        {
            "organisation": one.organisation,
            "answers": [{"question": label, "answer": words} for label, words in one.answers],
        }
        for one in rows
    ]


@router.get(
    SURVEY + "/results",
    auth=READ,
    response={200: ResultsOut, **FAULTS},
    summary="What came of a survey",
)
def read_results(
    request: HttpRequest, cluster_id: int, survey_id: int, number: int | None = None
) -> dict[str, Any]:
    """As everybody may see it: bands that give nobody’s answer away, and why the rest is withheld.
    The newest publication, or an earlier one by its number.
    """
    survey = survey_of(request, "results", cluster_id, survey_id)
    found = read.publication_for(actor_of(request), survey, number)
    if found is None:
        raise NotFound("Nothing of this survey has been published yet.")
    return _published(request, found)


def _published(request: HttpRequest, found: Publication) -> dict[str, Any]:
    actor, survey = actor_of(request), found.survey
    cells, findings = read.cells_of(found), findings_of(survey)
    answered = int(found.tables.get("answered", 0))
    counted = read.outcome_words(read.results_of(survey, cells), answered)
    return {
        "number": found.number,
        "published_at": found.published_at,
        "outcome": f"{group_findings(survey, cells).outcome} {counted}".strip(),
        "figures": _figures(survey, cells),
        "named": _named(read.named_for(actor, found, findings)),
        "words": [plain(one, WordsOut) for one in read.texts_for(actor, found, findings)],
        "divided": read.breakdown_words(found.breakdowns),
    }


@router.get(
    SURVEY + "/results/preview",
    auth=READ,
    response={200: PreviewOut, **FAULTS},
    summary="What everybody would see if it were published",
)
def preview_results(request: HttpRequest, cluster_id: int, survey_id: int) -> dict[str, Any]:
    """For whoever publishes. Where nobody can tell who said what, she sees no figure first."""
    survey = survey_of(request, "publish_results", cluster_id, survey_id)
    found = preview_for(actor_of(request), survey)
    return {
        "seen": found.planned.digest,
        "in_the_way": found.stands_in_the_way,
        "figures": _figures(survey, found.cells) if found.cells else [],
        "shown": [] if found.cells else found.shown_questions,
        "named": _named(found.named),
        "words": [{"question": one.label, "answer": one.shown} for one in found.texts],
        "waiting": found.waiting,
    }


@router.post(
    SURVEY + "/results",
    auth=WRITE,
    response={201: ResultsOut, **FAULTS},
    summary="Publish what came of a survey",
)
def publish_results(
    request: HttpRequest, cluster_id: int, survey_id: int, payload: PublishResultsIn
) -> Status[dict[str, Any]]:
    """Exactly what was looked at; everybody who was asked is told by e-mail."""
    survey = survey_of(request, "publish_results", cluster_id, survey_id)
    rules.check_publishes(survey, actor_of(request))
    chosen = ToPublish(note=payload.note, seen=payload.seen)
    made = publish(survey=survey, chosen=chosen, by=actor_of(request), now=now())
    return Status(201, _published(request, made))


@router.get(
    SURVEY + "/named-results",
    auth=READ,
    response={200: NamedResultsOut, **FAULTS},
    summary="All that was sent, with names",
)
def read_named_results(request: HttpRequest, cluster_id: int, survey_id: int) -> dict[str, Any]:
    """For those alone to whom names were promised: the facilitators of the cluster."""
    survey = survey_of(request, "named_results", cluster_id, survey_id)
    actor = actor_of(request)
    found = named.named_results(actor, survey)
    instrument = found.findings.instrument
    return {
        "outcome": named.headline(found),
        "organisations": [one.name for one in found.who],
        "answers": [
            {
                "organisation": one.organisation,
                "section": one.section,
                "question": one.question,
                "answer": one.answer,
            }
            for one in named.every_answer(actor, survey)
        ],
        "needs": [
            {
                "area": named.area_words(instrument, row.area),
                "need": row.mean_need,
                "strength": row.mean_strength,
            }
            for row in found.heat
        ],
        "gaps": [
            {
                "label": row.label,
                "remedy": row.remedy,
                "lacking": list(row.lacking),
                "cost_pence": row.cost,
                "is_illustrative": row.illustrative,
            }
            for row in found.gaps
        ],
        "bill_pence": found.bill_in_all,
    }
