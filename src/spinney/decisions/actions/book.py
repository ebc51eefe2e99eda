"""The register of decisions: what a ballot came to is entered, other decisions are noted, a slip
is put right, and one decision takes the place of another.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Required, TypedDict, Unpack

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import api as clusters
from spinney.decisions import policies
from spinney.decisions.actions.steps import offer_steps
from spinney.decisions.bridge.ballot_facts import facts_of_ballot
from spinney.decisions.bridge.counting import outcome_now
from spinney.decisions.bridge.facts import START, Facts, digest_of, facts_of
from spinney.decisions.bridge.noted_facts import Noted, facts_of_noted
from spinney.decisions.events import book as news
from spinney.decisions.models import AgendaItem, Ballot, Decision, Meeting
from spinney.decisions.policies import book as rules
from spinney.decisions.states import BallotState, DecisionState, Origin


class NotedDecision(TypedDict, total=False):
    """What `note_decision` is told. `outcome` is what was decided, in a sentence; `decided_by`,
    `given_by` and `given_in` are for what was given to somebody to decide: who, and by which term
    or decision.
    """

    title: Required[str]
    question: str
    outcome: Required[str]
    reasons: str
    dissent: str
    origin: Required[Origin]
    decided_on: Required[date]
    decided_by: str
    given_by: str
    given_in: Decision | None
    meeting: Meeting | None
    item: AgendaItem | None
    review_on: date | None
    carried: bool


@transaction.atomic
def enter_ballot(*, ballot: Ballot, by: Actor, now: datetime) -> Decision:
    """Enter what a ballot that was closed came to, and offer what can be done next. A ballot is
    entered once: asked again, the entry that is there is returned.

    Raises WrongState for a ballot that is not closed.
    """
    require(policies.MAY, "enter_ballot", by=by, scope=ballot.scope)
    there = Decision.objects.filter(ballot=ballot).first()
    if there is not None:
        return there
    if ballot.state != BallotState.CLOSED or ballot.closed_at is None:
        raise WrongState("A ballot is entered in the register once it is closed.")
    facts = facts_of_ballot(ballot, outcome_now(ballot, now), localdate(ballot.closed_at))
    entered = _write(ballot.cluster, facts, by, now, ballot=ballot, meeting=ballot.meeting)
    record(
        "decisions.enter_ballot", by=by, on=entered, at=now, scope=entered.scope,
        ballot=str(ballot.uid), **_recorded(entered),
    )  # fmt: skip
    offer_steps(decision=entered, by=by, now=now)
    news.decision_entered.send(sender=Decision, decision=entered, by=by, now=now)
    return entered


@transaction.atomic
def note_decision(
    *, cluster: clusters.Cluster, by: Actor, now: datetime, **said: Unpack[NotedDecision]
) -> Decision:
    """Note what was decided at a meeting, by somebody who was given it to decide, or before it came
    here. With the meeting go the rule in force that day and who was there.

    Raises BadInput without a name, without what was decided, or for a day to come.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "note_decision", by=by, scope=scope)
    noted = Noted(**said)
    _check(cluster, noted, now)
    entered = _write(
        cluster, facts_of_noted(cluster, noted), by, now,
        meeting=noted.meeting, item=noted.item, review_on=noted.review_on,
    )  # fmt: skip
    record("decisions.note_decision", by=by, on=entered, at=now, scope=scope, **_recorded(entered))
    news.decision_entered.send(sender=Decision, decision=entered, by=by, now=now)
    return entered


def _check(cluster: clusters.Cluster, noted: Noted, now: datetime) -> None:
    rules.check_words(
        noted.title, noted.outcome, question=noted.question, reasons=noted.reasons,
        dissent=noted.dissent,
    )  # fmt: skip
    rules.check_decided_on(noted.decided_on, localdate(now))
    rules.check_review_day(noted.review_on, localdate(now))
    if noted.origin == Origin.BALLOT:
        raise BadInput("What a ballot came to is entered by itself, when it closes.")
    if noted.origin == Origin.DELEGATED:
        rules.check_was_given(
            noted.decided_by, noted.given_by, noted.reasons, by_decision=noted.given_in
        )
    if noted.given_in is not None and noted.given_in.cluster_id != cluster.pk:
        told = "Choose a decision of this cluster."
        raise BadInput(told, {"given_in": [told]})
    if noted.meeting is not None and noted.meeting.cluster_id != cluster.pk:
        raise BadInput("That meeting is another cluster’s.", {"meeting": ["Choose another one."]})


def _write(
    cluster: clusters.Cluster, facts: Facts, by: Actor, now: datetime, **beside: object
) -> Decision:
    """Append an entry, with the next number. Entries of one cluster wait for one another here."""
    clusters.Cluster.objects.select_for_update(no_key=True).get(pk=cluster.pk)
    last = Decision.objects.filter(cluster=cluster).order_by("-number").first()
    number, before = (last.number + 1, last.digest) if last else (1, START)
    kept = facts.to_json()
    return Decision.objects.create(
        cluster=cluster, number=number, title=facts.title, origin=facts.origin,
        state=DecisionState.STANDS if facts.carried else DecisionState.NOT_CARRIED,
        decided_on=date.fromisoformat(facts.decided_on), facts=kept, before_digest=before,
        digest=digest_of(number, kept, before), words=facts.words, noted_at=now,
        noted_by=by.label, **beside,
    )  # fmt: skip


def _recorded(decision: Decision) -> dict[str, object]:
    """What the record keeps of an entry: with number and digest it is found there if the entry is
    taken out of the register, the last one too.
    """
    return {
        "number": decision.number, "title": decision.title, "digest": decision.digest,
        "outcome": facts_of(decision).outcome,
    }  # fmt: skip


def _held(decision: Decision) -> Decision:
    """The decision as it is now, held until this transaction ends."""
    held = Decision.objects.select_for_update(of=("self",)).select_related("cluster")
    return held.get(pk=decision.pk)


@transaction.atomic
def correct_decision(
    *, decision: Decision, by: Actor, now: datetime, **said: Unpack[NotedDecision]
) -> Decision:
    """Put a slip right: a new entry says it as it should have been said, and takes the place of the
    old one, which stays as it was. Returns the new entry.

    Raises WrongState for what was counted from a ballot, or is superseded already.
    """
    scope = decision.scope
    require(policies.MAY, "correct_decision", by=by, scope=scope)
    decision = _held(decision)
    rules.check_can_correct(decision)
    noted = Noted(**said, corrects=decision.number)
    _check(decision.cluster, noted, now)
    entered = _write(
        decision.cluster, facts_of_noted(decision.cluster, noted), by, now,
        meeting=noted.meeting, item=noted.item, review_on=noted.review_on,
    )  # fmt: skip
    _give_way(decision, entered)
    record(
        "decisions.correct_decision", by=by, on=entered, at=now, scope=scope,
        corrected=decision.number, **_recorded(entered),
    )  # fmt: skip
    news.decision_superseded.send(sender=Decision, decision=decision, by=by, now=now)
    news.decision_entered.send(sender=Decision, decision=entered, by=by, now=now)
    return entered


def _give_way(decision: Decision, to: Decision) -> None:
    decision.state, decision.superseded_by = DecisionState.SUPERSEDED, to
    decision.version += 1
    decision.save(update_fields=["state", "superseded_by", "version"])


@transaction.atomic
def supersede_decision(
    *, decision: Decision, by_decision: Decision, reason: str = "", by: Actor, now: datetime
) -> Decision:
    """One decision takes the place of another. The other stays in the register, and says so."""
    scope = decision.scope
    require(policies.MAY, "supersede_decision", by=by, scope=scope)
    decision, by_decision = _held(decision), _held(by_decision)
    rules.check_can_supersede(decision, by_decision)
    _give_way(decision, by_decision)
    record(
        "decisions.supersede_decision", by=by, on=decision, at=now, scope=scope,
        number=decision.number, title=decision.title, by_number=by_decision.number,
        by_title=by_decision.title, reason=" ".join(reason.split()),
    )  # fmt: skip
    news.decision_superseded.send(sender=Decision, decision=decision, by=by, now=now)
    return decision
