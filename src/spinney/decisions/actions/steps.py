"""From decision to next step: each step is offered once, taken at most once, and logged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements import api as agreements
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import SpinneyError, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.web.components.words import counted, day, listed
from spinney.decisions import policies
from spinney.decisions.actions.ballots import draft_ballot
from spinney.decisions.actions.meetings import meeting_from_poll
from spinney.decisions.bridge.following import (
    decision_words,
    elected_by,
    motion_of,
    options_chosen,
    steps_after,
)
from spinney.decisions.bridge.outcome_words import name_of
from spinney.decisions.events import steps as news
from spinney.decisions.models import Ballot, Decision, Meeting, NextStep, OutlineLine
from spinney.decisions.policies import steps as rules
from spinney.decisions.queries.outline import lines_in
from spinney.decisions.states import StepKind, StepState

DAYS_TO_SIGN = 28
"""So long the parties have to sign what was agreed, unless another day is chosen."""
MOST_WORDS = 300


@transaction.atomic
def offer_steps(*, decision: Decision, by: Actor, now: datetime) -> list[NextStep]:
    """Offer what a decision can put in motion. What is offered, taken or declined already stays."""
    require(policies.MAY, "offer_steps", by=by, scope=decision.scope)
    there = set(decision.steps.values_list("kind", flat=True))
    made = [
        NextStep.objects.create(decision=decision, kind=kind)
        for kind in steps_after(decision)
        if kind not in there
    ]
    if made:
        record(
            "decisions.offer_steps", by=by, on=decision, at=now, scope=decision.scope,
            number=decision.number, steps=[one.kind for one in made],
        )  # fmt: skip
    return made


@transaction.atomic
def take_step(
    *, step: NextStep, deadline: date | None = None, by: Actor, now: datetime
) -> NextStep:
    """Put in motion what a decision brings: see `states.StepKind`. Taken twice it is done once.
    `deadline` is the last day for signing, where it goes out for signature.

    Raises WrongState when the decision no longer stands, or what it needs is not there.
    """
    scope = step.decision.scope
    require(policies.MAY, "take_step", by=by, scope=scope)
    step = _held(step)
    if step.state == StepState.DONE:
        return step
    rules.check_can_take(step)
    came = _TAKE[StepKind(step.kind)](_Taking(step.decision, deadline, by, now))
    step.state, step.done_at, step.done_by = StepState.DONE, now, by.label
    step.subject, step.words = came.subject, came.words
    step.save()
    record(
        "decisions.take_step", by=by, on=step, at=now, scope=scope, kind=step.kind,
        number=step.decision.number, title=step.decision.title, words=step.words,
        subject=step.subject,
    )  # fmt: skip
    news.step_taken.send(sender=NextStep, step=step, by=by, now=now)
    return step


def _held(step: NextStep) -> NextStep:
    held = NextStep.objects.select_for_update(of=("self",))
    return held.select_related("decision__cluster", "decision__ballot").get(pk=step.pk)


@dataclass(frozen=True)
class _Taking:
    """A step that is being taken: after which decision, by whom, when."""

    decision: Decision
    deadline: date | None
    by: Actor
    now: datetime

    @property
    def ballot(self) -> Ballot:
        found = self.decision.ballot
        if found is None:
            raise WrongState("The ballot of this decision is not here any more.")
        return found


@dataclass(frozen=True)
class _Came:
    """What came of a step: by its table and uid, and in words."""

    subject: str
    words: str


def _came(thing: agreements.Version | Ballot | Decision | Meeting, words: str) -> _Came:
    return _Came(f"{thing._meta.label}:{thing.uid}", words[:MOST_WORDS])


def _lead(taking: _Taking) -> _Came:
    option = elected_by(taking.decision)
    if option is None or option.organisation is None:
        raise WrongState("Nobody who was elected is an organisation of the register.")
    uid, name = str(option.organisation.uid), option.organisation.name
    version = agreements.propose_terms(
        cluster=taking.decision.cluster, values={"lead_body": uid},
        because=decision_words(taking.decision), by=taking.by, now=taking.now,
    )  # fmt: skip
    if version is None:
        return _came(taking.decision, f"{name} leads; your agreement says so already.")
    title = version.agreement.title
    return _came(version, f"{name} stands as lead body in a draft of “{title}”, to be signed.")


def _agreement(taking: _Taking) -> _Came:
    """The decision is noted with the version, and it is put out. What is still in the way of that
    (a question left open, nobody who may sign) is said; it can then be put out by hand.
    """
    version = taking.ballot.about_version
    if version is None:
        raise WrongState("The draft that was decided on is not here any more.")
    title, today = version.agreement.title, localdate(taking.now)
    agreements.record_decision(
        version=version, decided_elsewhere=decision_words(taking.decision), by=taking.by,
        now=taking.now,
    )  # fmt: skip
    until = taking.deadline or today + timedelta(days=DAYS_TO_SIGN)
    try:
        with transaction.atomic():
            agreements.put_out(version=version, deadline=until, by=taking.by, now=taking.now)
    except SpinneyError as obstacle:
        return _came(version, f"“{title}” is agreed, and not out for signature yet. {obstacle}")
    return _came(version, f"“{title}” is out for signature until {day(until)}.")


def _outline(taking: _Taking) -> _Came:
    options = options_chosen(taking.decision)
    if not options:
        raise WrongState("None of what was chosen is here any more.")
    last = lines_in(taking.decision.cluster_id).last()
    first = last.position + 1 if last else 1
    OutlineLine.objects.bulk_create(
        OutlineLine(
            decision=taking.decision, option=one, position=place, title=one.title,
            description=one.description, cost_pence=one.cost_pence, quick_win=one.quick_win,
        )
        for place, one in enumerate(options, start=first)
    )  # fmt: skip
    words = f"{counted(len(options), 'priority', 'priorities')} in the outline of the workplan."
    cluster = taking.decision.cluster
    news.outline_changed.send(sender=OutlineLine, cluster=cluster, by=taking.by, now=taking.now)
    return _came(taking.decision, words)


def _meeting(taking: _Taking) -> _Came:
    meeting = meeting_from_poll(ballot=taking.ballot, by=taking.by, now=taking.now)
    return _came(meeting, f"“{meeting.title}” is planned. Call it when its agenda is ready.")


def _motion(taking: _Taking) -> _Came:
    names = [name_of(one) for one in options_chosen(taking.decision)]
    text = motion_of(taking.ballot, taking.decision, names)
    ballot = draft_ballot(cluster=taking.decision.cluster, text=text, by=taking.by, now=taking.now)
    return _came(ballot, f"A ballot by your own rule is drafted: {listed(names)}.")


_TAKE: Mapping[StepKind, Callable[[_Taking], _Came]] = {
    StepKind.LEAD: _lead,
    StepKind.AGREEMENT: _agreement,
    StepKind.OUTLINE: _outline,
    StepKind.MEETING: _meeting,
    StepKind.MOTION: _motion,
}


@transaction.atomic
def decline_step(*, step: NextStep, by: Actor, now: datetime) -> NextStep:
    """It is not wanted. It can be wanted again."""
    return _move("decisions.decline_step", step, StepState.DECLINED, by=by, now=now)


@transaction.atomic
def want_step(*, step: NextStep, by: Actor, now: datetime) -> NextStep:
    """It is wanted after all."""
    return _move("decisions.want_step", step, StepState.OFFERED, by=by, now=now)


def _move(verb: str, step: NextStep, state: StepState, *, by: Actor, now: datetime) -> NextStep:
    scope = step.decision.scope
    require(policies.MAY, verb.partition(".")[2], by=by, scope=scope)
    step = _held(step)
    rules.check_becomes(step, state)
    step.state = state
    step.save(update_fields=["state"])
    record(
        verb, by=by, on=step, at=now, scope=scope, kind=step.kind, number=step.decision.number,
        title=step.decision.title, step=step.get_kind_display(),
    )  # fmt: skip
    return step
