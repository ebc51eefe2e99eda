"""The lists of calls and of responses, declared once for page and spreadsheet."""

from __future__ import annotations

from django.urls import reverse

from spinney.base.web.components.parts import Status, Tone
from spinney.base.web.tables import Act, ChoiceFilter, Column, Empty, Table
from spinney.clusters.models import Call, Question, Response
from spinney.clusters.queries.answers import cell
from spinney.clusters.states import CallState, ResponseState

CALL_TONES = {
    CallState.DRAFT: Tone.PLAIN,
    CallState.OPEN: Tone.WAITS,
    CallState.CLOSED: Tone.QUIET,
    CallState.TOLD: Tone.GO,
}
RESPONSE_TONES = {
    ResponseState.STARTED: Tone.PLAIN,
    ResponseState.SENT: Tone.WAITS,
    ResponseState.SHORTLISTED: Tone.WAITS,
    ResponseState.CHOSEN: Tone.GO,
    ResponseState.NOT_CHOSEN: Tone.QUIET,
    ResponseState.WITHDRAWN: Tone.QUIET,
}


def call_status(call: Call) -> Status:
    """Where a call stands, as a tag shows it."""
    return Status(call.get_state_display(), CALL_TONES[CallState(call.state)])


def response_status(response: Response) -> Status:
    """Where a response stands, as a tag shows it."""
    tone = RESPONSE_TONES[ResponseState(response.state)]
    return Status(response.get_state_display(), tone)


CALLS = Table(
    name="calls",
    caption="Calls for interest",
    default_order="-closes_at",
    noun="call",
    columns=[
        Column(
            "title",
            "Call",
            link=lambda c: reverse("clusters:view-call", args=[c.cluster_id, c.pk]),
            order_by="title",
        ),
        Column("state", "State", kind="status", value=call_status, order_by="state"),
        Column("closes_at", "Last day", kind="date", order_by="closes_at"),
        Column("n_asked", "Asked or begun", kind="number", order_by="n_asked"),
        Column("n_sent", "Answered", kind="number", order_by="n_sent"),
        Column("n_chosen", "Chosen", kind="number", order_by="n_chosen"),
    ],
    empty=Empty("No calls yet", "A call lets organisations say that they are interested."),
)


def _answer_column(question: Question) -> Column:
    def read(response: Response) -> object:
        kept = {a.question_id: a.text for a in response.answers.all()}
        return cell(question, kept.get(question.pk, ""))

    kind = {
        Question.AnswerKind.MONEY: "number",
        Question.AnswerKind.NUMBER: "number",
        Question.AnswerKind.DATE: "date",
    }.get(Question.AnswerKind(question.kind), "text")
    return Column(f"question_{question.pk}", question.text, kind=kind, value=read, only="file")


NO_ANSWERS = {
    CallState.DRAFT: "They come once the call is open.",
    CallState.OPEN: "Write to organisations, or share the address of the call.",
    CallState.CLOSED: "Nobody answered. You can open the call again.",
    CallState.TOLD: "Nobody answered.",
}


def responses_table(call: Call) -> Table:
    """The list of a call's responses; its spreadsheet holds every answer in full besides."""

    def link(response: Response) -> str:
        return reverse("clusters:view-response", args=[call.cluster_id, call.pk, response.pk])

    return Table(
        name="responses",
        caption="Answers",
        default_order="-points",
        noun="answer",
        columns=[
            Column("organisation_name", "Organisation", link=link, order_by="organisation_name"),
            Column("state", "State", kind="status", value=response_status, order_by="state"),
            Column("points", "Points", kind="number", order_by="points"),
            Column("n_assessors", "Assessors", kind="number", order_by="n_assessors"),
            Column("sent_at", "Sent", kind="moment", order_by="sent_at"),
            Column("org_id", "Charity or company number", only="file"),
            Column("person_name", "Person", only="file"),
            Column("email", "E-mail address", only="file"),
            *[_answer_column(question) for question in call.questions.all()],
        ],
        filters=[ChoiceFilter("state", "State", labels=dict(ResponseState.choices))],
        search=["organisation_name", "person_name", "org_id", "answers__text"],
        search_label="Search names and answers",
        empty=Empty("No answers", NO_ANSWERS[CallState(call.state)]),
    )


def sorting_acts(call: Call) -> list[Act]:
    """What may be done with the ticked answers."""
    if call.state not in (CallState.OPEN, CallState.CLOSED):
        return []
    url = reverse("clusters:sort-responses", args=[call.cluster_id, call.pk])
    return [
        Act("Shortlist", f"{url}?to=shortlisted"),
        Act("Choose", f"{url}?to=chosen"),
        Act("Turn down", f"{url}?to=not_chosen"),
        Act("Put back", f"{url}?to=sent"),
    ]
