"""One decision with all that belongs to it, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from spinney.agreements import api as agreements
from spinney.decisions.bridge.facts import Facts, Source, facts_of
from spinney.decisions.models import ActionItem, Ballot, Decision, Meeting, NextStep, Review
from spinney.decisions.states import StepKind, StepState


@dataclass(frozen=True)
class Came:
    """A step that was taken, and what came of it (None: it is not here any more)."""

    step: NextStep
    thing: agreements.Version | Ballot | Meeting | Decision | None


@dataclass(frozen=True)
class DecisionPage:
    """What the page of a decision shows. `sources` go with the number of the agreement here, None
    where it is gone; `chosen_in` is the decision whose choice a motion put to the members.
    """

    facts: Facts
    sources: Sequence[tuple[Source, int | None]]
    offered: Sequence[NextStep]
    taken: Sequence[Came]
    declined: Sequence[NextStep]
    actions: Sequence[ActionItem]
    reviews: Sequence[Review]
    supersedes: Sequence[Decision]
    chosen_in: Decision | None


def page_of(decision: Decision) -> DecisionPage:
    """All that belongs to a decision. Seven queries, and one for each thing that came of it."""
    facts = facts_of(decision)
    steps = list(decision.steps.order_by("pk"))
    by_state = {state: [one for one in steps if one.state == state] for state in StepState}
    return DecisionPage(
        facts=facts,
        sources=_sources(facts),
        offered=by_state[StepState.OFFERED],
        taken=_came(by_state[StepState.DONE]),
        declined=by_state[StepState.DECLINED],
        actions=list(decision.actions.select_related("organisation", "person").order_by("pk")),
        reviews=list(decision.reviews.order_by("at", "pk")),
        supersedes=list(decision.supersedes.order_by("number")),
        chosen_in=_chosen_in(decision),
    )


def _chosen_in(decision: Decision) -> Decision | None:
    ballot = decision.ballot
    if ballot is None or ballot.follows_id is None:
        return None
    return Decision.objects.filter(ballot=ballot.follows_id).first()


def _sources(facts: Facts) -> list[tuple[Source, int | None]]:
    uids = [one.agreement for one in facts.sources if one.agreement]
    found = agreements.Agreement.objects.filter(uid__in=uids).values_list("uid", "pk")
    here = {str(uid): pk for uid, pk in found}
    return [(one, here.get(one.agreement)) for one in facts.sources]


def _came(steps: Sequence[NextStep]) -> list[Came]:
    kinds: dict[str, QuerySet[Any]] = {
        "agreements.Version": agreements.Version.objects.select_related("agreement"),
        "decisions.Ballot": Ballot.objects.all(),
        "decisions.Meeting": Meeting.objects.all(),
        "decisions.Decision": Decision.objects.all(),
    }
    found = []
    for step in steps:
        label, _, uid = step.subject.partition(":")
        rows = kinds.get(label)
        found.append(Came(step, rows.filter(uid=uid).first() if rows is not None else None))
    return found


def get_step(decision: Decision, kind: str) -> NextStep | None:
    """A step after a decision, by its kind; None where it was never offered."""
    return decision.steps.filter(kind=kind).select_related("decision__cluster").first()


def step_of_ballot(ballot: Ballot, kind: StepKind) -> NextStep | None:
    """The step of a kind that is still offered after what a ballot decided."""
    rows = NextStep.objects.filter(decision__ballot=ballot, kind=kind, state=StepState.OFFERED)
    return rows.select_related("decision__cluster").first()
