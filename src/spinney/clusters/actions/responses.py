"""Expressions of interest: asked for, answered step by step, sent, scored, sorted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput, NotAllowed, TooMany
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.clusters import policies
from spinney.clusters.letters.calls import (
    answer_letter,
    receipt_letter,
    reminder_letter,
    started_letter,
)
from spinney.clusters.models import Answer, Call, Response, Score
from spinney.clusters.policies import calls as rules
from spinney.clusters.queries.answers import missing_answers
from spinney.clusters.states import CallState, ResponseState
from spinney.register import api as register

MOST_LINKS_AN_HOUR = 4


@dataclass(frozen=True)
class Applicant:
    """Who answers a call: the organisation as she names it, her name and where to write to her."""

    organisation_name: str
    email: str
    person_name: str = ""
    org_id: str = ""


def _link_for(response: Response, *, by: Actor, now: datetime) -> str:
    errand = links.Errand(
        verb="clusters.answer_call",
        subject=subject_of(response),
        scope=cluster_scope(response.call.cluster_id),
        minutes=response.call.minutes,
    )
    _, secret = links.issue(
        errand,
        by=by,
        now=now,
        expires_at=response.call.closes_at,
        email=response.email,
        organisation_id=response.organisation_id,
    )
    return secret


def _begin(call: Call, applicant: Applicant, now: datetime) -> Response:
    found = register.find_by_number(applicant.org_id) if applicant.org_id else None
    return Response.objects.create(
        call=call,
        organisation=found,
        started_at=now,
        saved_at=now,
        **vars(applicant),
    )


def _check_not_flooded(response: Response, now: datetime) -> None:
    """Raise TooMany when its address got several links lately: anybody may type an address."""
    lately = TaskLink.objects.filter(
        verb="clusters.answer_call",
        subject=subject_of(response),
        made_at__gt=now - timedelta(hours=1),
    )
    if lately.count() >= MOST_LINKS_AN_HOUR:
        raise TooMany(
            "We have mailed several links to this address. Look there, or try in an hour."
        )


@transaction.atomic
def start_response(*, call: Call, applicant: Applicant, by: Actor, now: datetime) -> str:
    """Begin an answer to an open call; returns the secret of the link that continues it.

    A link is mailed besides, so that the answer can be taken up on another device. Somebody who
    has begun already gets a fresh link by mail only: "" is returned, so that an address alone
    opens nobody's answer.
    """
    if not call.is_public:
        require(policies.MAY, "start_response", by=by, scope=cluster_scope(call.cluster_id))
    rules.check_can_answer(call, now)
    before = call.responses.filter(email__iexact=applicant.email.strip()).first()
    if before:
        _check_not_flooded(before, now)
    response = before or _begin(call, applicant, now)
    started_letter(response, by=by, now=now)
    secret = "" if before else _link_for(response, by=by, now=now)
    record(
        "clusters.start_response",
        by=by,
        on=response,
        at=now,
        scope=cluster_scope(call.cluster_id),
    )
    return secret


@transaction.atomic
def answer_call(
    *, response: Response, answers: Mapping[int, str], by: Actor, now: datetime
) -> Response:
    """Save answers to some questions (question id -> text). What was saved before stays."""
    scope = cluster_scope(response.call.cluster_id)
    require(policies.MAY, "answer_call", by=by, scope=scope, subject=subject_of(response))
    rules.check_can_answer(response.call, now)
    known = {q.pk: q for q in response.call.questions.all()}
    for question_id, text in answers.items():
        if question_id not in known:
            raise BadInput("This call has no such question. Open the link again.")
        Answer.objects.update_or_create(
            response=response, question=known[question_id], defaults={"text": text.strip()}
        )
    response.saved_at = now
    response.save(update_fields=["saved_at"])
    record("clusters.answer_call", by=by, on=response, at=now, scope=scope, questions=len(answers))
    return response


@transaction.atomic
def send_response(*, response: Response, by: Actor, now: datetime) -> Response:
    """Send the answer to those who choose. It can be changed and sent again until the call closes.

    Raises BadInput that names the questions which still need an answer.
    """
    scope = cluster_scope(response.call.cluster_id)
    # Sending and withdrawing belong to the errand of answering: the same link does them.
    require(policies.MAY, "answer_call", by=by, scope=scope, subject=subject_of(response))
    rules.check_can_answer(response.call, now)
    missing = missing_answers(response)
    if missing:
        raise BadInput(
            "Some questions still need an answer.",
            {f"question-{q.pk}": [q.text] for q in missing},
        )
    if response.state in (ResponseState.STARTED, ResponseState.WITHDRAWN):
        response.state = ResponseState.SENT
    response.sent_at = now
    response.save(update_fields=["state", "sent_at"])
    record(
        "clusters.send_response",
        by=by,
        on=response,
        at=now,
        scope=scope,
        organisation=response.organisation_name,
        minutes=response.call.minutes,
    )
    receipt_letter(response, by=by, now=now)
    return response


@transaction.atomic
def withdraw_response(*, response: Response, by: Actor, now: datetime) -> Response:
    """Take an expression of interest back; what was written stays, and it can be sent again."""
    scope = cluster_scope(response.call.cluster_id)
    require(policies.MAY, "answer_call", by=by, scope=scope, subject=subject_of(response))
    rules.check_response_can_become(response, ResponseState.WITHDRAWN)
    response.state = ResponseState.WITHDRAWN
    response.save(update_fields=["state"])
    record(
        "clusters.withdraw_response",
        by=by,
        on=response,
        at=now,
        scope=scope,
        organisation=response.organisation_name,
    )
    return response


@transaction.atomic
def enter_response(
    *, call: Call, applicant: Applicant, answers: Mapping[int, str], by: Actor, now: datetime
) -> Response:
    """Key in an expression of interest that came on paper, by phone or after the closing time."""
    scope = cluster_scope(call.cluster_id)
    require(policies.MAY, "enter_response", by=by, scope=scope)
    if call.state not in (CallState.OPEN, CallState.CLOSED):
        rules.check_can_answer(call, now)
    response = _begin(call, applicant, now)
    Answer.objects.bulk_create(
        Answer(response=response, question_id=q, text=text) for q, text in answers.items()
    )
    response.state, response.sent_at = ResponseState.SENT, now
    response.save(update_fields=["state", "sent_at"])
    record(
        "clusters.enter_response",
        by=by,
        on=response,
        at=now,
        scope=scope,
        organisation=response.organisation_name,
    )
    return response


@transaction.atomic
def ask_organisations(
    *, call: Call, applicants: Sequence[Applicant], by: Actor, now: datetime
) -> dict[str, int]:
    """Write to many organisations, each with its own link. Who was asked before is left alone.

    Returns {"asked": how many letters, "known": how many had been asked already}.
    """
    scope = cluster_scope(call.cluster_id)
    require(policies.MAY, "ask_organisations", by=by, scope=scope)
    rules.check_can_answer(call, now)
    known = {email.lower() for email in call.responses.values_list("email", flat=True)}
    asked = 0
    for applicant in applicants:
        if applicant.email.lower() in known:
            continue
        known.add(applicant.email.lower())
        response = _begin(call, applicant, now)
        answer_letter(response, by=by, now=now)
        asked += 1
    counts = {"asked": asked, "known": len(applicants) - asked}
    record("clusters.ask_organisations", by=by, on=call, at=now, scope=scope, **counts)
    return counts


@transaction.atomic
def remind_organisations(*, call: Call, by: Actor, now: datetime) -> int:
    """Write again, with a fresh link, to those who were asked or began and have not sent."""
    scope = cluster_scope(call.cluster_id)
    require(policies.MAY, "remind_organisations", by=by, scope=scope)
    rules.check_can_answer(call, now)
    waiting = list(call.responses.filter(state=ResponseState.STARTED).select_related("call"))
    for response in waiting:
        links.revoke("clusters.answer_call", subject_of(response), now=now)
        reminder_letter(response, by=by, now=now)
    record("clusters.remind_organisations", by=by, on=call, at=now, scope=scope, asked=len(waiting))
    return len(waiting)


@transaction.atomic
def score_response(
    *,
    response: Response,
    points: Mapping[int, int],
    notes: Mapping[int, str],
    by: Actor,
    now: datetime,
) -> None:
    """One assessor's points for the scored questions (question id -> points).

    Raises BadInput that names each question whose points are out of its range.
    """
    scope = cluster_scope(response.call.cluster_id)
    require(policies.MAY, "score_response", by=by, scope=scope)
    scored = {q.pk: q for q in response.call.questions.all() if q.max_points}
    wrong = {
        f"points-{pk}": [f"“{q.text}” takes from 0 to {q.max_points} points."]
        for pk, q in scored.items()
        if pk in points and not 0 <= points[pk] <= q.max_points
    }
    if by.person_id is None:
        raise NotAllowed("Points are given by a person.")
    if wrong or not points.keys() <= scored.keys():
        raise BadInput("Some points do not fit their question.", wrong)
    for question_id, given in points.items():
        Score.objects.update_or_create(
            response=response,
            question_id=question_id,
            person_id=by.person_id,
            defaults={"points": given, "note": notes.get(question_id, ""), "scored_at": now},
        )
    record("clusters.score_response", by=by, on=response, at=now, scope=scope, points=dict(points))


@transaction.atomic
def sort_responses(
    *, call: Call, responses: Sequence[Response], to: ResponseState, by: Actor, now: datetime
) -> int:
    """Shortlist, choose or turn down several at once, or put them back. All move, or none.

    Nobody is told until `tell_outcome`. Returns how many moved; those already there stay.
    """
    scope = cluster_scope(call.cluster_id)
    require(policies.MAY, "sort_responses", by=by, scope=scope)
    if call.state == CallState.TOLD:
        rules.check_call_can_become(call, CallState.CLOSED)
    moving = [r for r in responses if r.state != to]
    for response in moving:
        if response.call_id != call.pk:
            raise BadInput("One of these answers belongs to another call.")
        rules.check_response_can_become(response, to)
    for response in moving:
        before, response.state = response.state, to
        response.save(update_fields=["state"])
        record(
            "clusters.sort_responses",
            by=by,
            on=response,
            at=now,
            scope=scope,
            organisation=response.organisation_name,
            before=before,
            after=to,
        )
    return len(moving)


@transaction.atomic
def note_response(*, response: Response, note: str, by: Actor, now: datetime) -> Response:
    """Keep a note for those who choose; the organisation never sees it."""
    scope = cluster_scope(response.call.cluster_id)
    require(policies.MAY, "note_response", by=by, scope=scope)
    response.note = note
    response.save(update_fields=["note"])
    record("clusters.note_response", by=by, on=response, at=now, scope=scope)
    return response
