"""Making, opening, closing and settling a call for expressions of interest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import policies
from spinney.clusters.actions.invitations import invite
from spinney.clusters.events import calls as news
from spinney.clusters.letters.calls import call_closed, outcome_letters
from spinney.clusters.models import Call, Cluster, Question, Response, Tier
from spinney.clusters.policies import calls as rules
from spinney.clusters.queries.invitations import Guest, problems_of
from spinney.clusters.states import CallState, ResponseState

DAYS_TO_JOIN = 28


@dataclass(frozen=True)
class CallText:
    """What a call says and until when: as a facilitator types it."""

    title: str
    text: str
    closes_at: datetime
    tier: Tier
    minutes: int = 10
    is_public: bool = True
    chosen_text: str = ""
    not_chosen_text: str = ""


@transaction.atomic
def make_call(*, cluster: Cluster, text: CallText, by: Actor, now: datetime) -> Call:
    """A new call, being written; nobody but those who run the cluster sees it yet."""
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "make_call", by=by, scope=scope)
    call = Call.objects.create(cluster=cluster, made_at=now, **vars(text))
    record("clusters.make_call", by=by, on=call, at=now, scope=scope, title=call.title)
    return call


@transaction.atomic
def edit_call(*, call: Call, text: CallText, by: Actor, now: datetime) -> Call:
    """Change what a call says. The closing time of an open call is never moved into the past."""
    scope = cluster_scope(call.cluster_id)
    require(policies.MAY, "edit_call", by=by, scope=scope)
    if call.state == CallState.OPEN and text.closes_at <= now:
        told = "Choose a time that is still to come, or close the call."
        raise BadInput("The closing time has passed.", {"closes_at": [told]})
    before = {name: getattr(call, name) for name in vars(text)}
    after = vars(text)
    changed = {n for n in after if before[n] != after[n]}
    for name in changed:
        setattr(call, name, after[name])
    call.version += 1
    call.save()
    record(
        "clusters.edit_call",
        by=by,
        on=call,
        at=now,
        scope=scope,
        title=call.title,
        before={n: str(before[n]) for n in changed},
        after={n: str(after[n]) for n in changed},
    )
    return call


def _held(call: Call) -> Call:
    """The call as it is now, held until this transaction ends: two people cannot both move it."""
    held = Call.objects.select_for_update(of=("self",)).select_related("cluster", "tier")
    return held.get(pk=call.pk)


@transaction.atomic
def add_question(*, call: Call, fields: Mapping[str, object], by: Actor, now: datetime) -> Question:
    """Put one more question at the end. Not once somebody has answered."""
    scope = cluster_scope(call.cluster_id)
    require(policies.MAY, "add_question", by=by, scope=scope)
    rules.check_questions_can_change(call)
    question = Question.objects.create(call=call, position=call.questions.count(), **fields)
    record("clusters.add_question", by=by, on=question, at=now, scope=scope, text=question.text)
    return question


@transaction.atomic
def edit_question(
    *, question: Question, fields: Mapping[str, object], by: Actor, now: datetime
) -> Question:
    """Change a question, or its `position` among the others. Not once somebody has answered."""
    scope = cluster_scope(question.call.cluster_id)
    require(policies.MAY, "edit_question", by=by, scope=scope)
    rules.check_questions_can_change(question.call)
    before = question.text
    position = fields.get("position")
    for name, value in fields.items():
        if name != "position":
            setattr(question, name, value)
    question.save()
    if isinstance(position, int):
        _move(question, position)
    record(
        "clusters.edit_question",
        by=by,
        on=question,
        at=now,
        scope=scope,
        before=before,
        after=question.text,
    )
    return question


def _move(question: Question, position: int) -> None:
    others = list(question.call.questions.exclude(pk=question.pk))
    others.insert(max(0, position), question)
    for place, other in enumerate(others):
        Question.objects.filter(pk=other.pk).update(position=place)


@transaction.atomic
def remove_question(*, question: Question, by: Actor, now: datetime) -> None:
    """Take a question out. Not once somebody has answered."""
    scope = cluster_scope(question.call.cluster_id)
    require(policies.MAY, "remove_question", by=by, scope=scope)
    rules.check_questions_can_change(question.call)
    record("clusters.remove_question", by=by, on=question, at=now, scope=scope, text=question.text)
    question.answers.all().delete()
    question.delete()


@transaction.atomic
def open_call(*, call: Call, by: Actor, now: datetime) -> Call:
    """Let organisations answer."""
    scope = cluster_scope(call.cluster_id)
    require(policies.MAY, "open_call", by=by, scope=scope)
    call = _held(call)
    rules.check_can_open(call, now)
    call.state, call.opens_at = CallState.OPEN, now
    call.save(update_fields=["state", "opens_at"])
    record("clusters.open_call", by=by, on=call, at=now, scope=scope, title=call.title)
    transaction.on_commit(partial(news.call_opened.send, sender=Call, call_id=call.pk))
    return call


@transaction.atomic
def close_call(*, call: Call, by: Actor, now: datetime) -> Call:
    """Take no more answers: by hand, or by itself at the closing time."""
    scope = cluster_scope(call.cluster_id)
    require(policies.MAY, "close_call", by=by, scope=scope)
    call = _held(call)
    rules.check_call_can_become(call, CallState.CLOSED)
    call.state = CallState.CLOSED
    call.save(update_fields=["state"])
    sent = call.responses.exclude(
        state__in=[ResponseState.STARTED, ResponseState.WITHDRAWN]
    ).count()
    record("clusters.close_call", by=by, on=call, at=now, scope=scope, title=call.title, sent=sent)
    call_closed(call, sent, by=by, now=now)
    return call


@transaction.atomic
def reopen_call(*, call: Call, closes_at: datetime, by: Actor, now: datetime) -> Call:
    """Take answers again until a later time. Not after the outcome was told."""
    scope = cluster_scope(call.cluster_id)
    require(policies.MAY, "reopen_call", by=by, scope=scope)
    call = _held(call)
    rules.check_call_can_become(call, CallState.OPEN)
    if closes_at <= now:
        told = "Choose a time that is still to come."
        raise BadInput("The closing time has passed.", {"closes_at": [told]})
    call.state, call.closes_at = CallState.OPEN, closes_at
    call.save(update_fields=["state", "closes_at"])
    record("clusters.reopen_call", by=by, on=call, at=now, scope=scope, title=call.title)
    return call


def _invite_chosen(call: Call, responses: Sequence[Response], *, by: Actor, now: datetime) -> None:
    """Invite those chosen to join; who belongs already or was invited already is left alone."""
    guests = [
        Guest(r.organisation_name, r.email, r.person_name, r.organisation_id)
        for r in responses
        if r.state == ResponseState.CHOSEN
    ]
    known = problems_of(call.cluster, guests)
    guests = [guest for number, guest in enumerate(guests) if number not in known]
    if guests:
        invite(
            cluster=call.cluster,
            guests=guests,
            tier=call.tier,
            message=call.chosen_text,
            answer_by=localdate(now) + timedelta(days=DAYS_TO_JOIN),
            by=by,
            now=now,
        )


@transaction.atomic
def tell_outcome(*, call: Call, by: Actor, now: datetime) -> dict[str, int]:
    """Tell everyone who answered what came of it. Those chosen get a link to join.

    Returns how many were chosen and how many not. Raises WrongState while an answer has no
    outcome. Each is told once, in the words set for the call.
    """
    scope = cluster_scope(call.cluster_id)
    require(policies.MAY, "tell_outcome", by=by, scope=scope)
    call = _held(call)
    rules.check_can_tell(call)
    call.state, call.told_at = CallState.TOLD, now
    call.save(update_fields=["state", "told_at"])
    decided = call.responses.filter(
        state__in=[ResponseState.CHOSEN, ResponseState.NOT_CHOSEN], told_at=None
    )
    told = list(decided.select_related("organisation"))
    outcome_letters(call, told, by=by, now=now)
    _invite_chosen(call, told, by=by, now=now)
    Response.objects.filter(pk__in=[r.pk for r in told]).update(told_at=now)
    chosen = sum(r.state == ResponseState.CHOSEN for r in told)
    counts = {"chosen": chosen, "not_chosen": len(told) - chosen}
    record("clusters.tell_outcome", by=by, on=call, at=now, scope=scope, title=call.title, **counts)
    return counts
