"""What a decision can put in motion, read from its ballot."""

from __future__ import annotations

from spinney.decisions.bridge.counted import AGREED, CHOSEN
from spinney.decisions.bridge.counting import way_of
from spinney.decisions.bridge.facts import chosen_of, facts_of
from spinney.decisions.bridge.rules import BY_MOTION, rule_of
from spinney.decisions.engine.problem import Kind
from spinney.decisions.models import Ballot, Decision, Option
from spinney.decisions.states import DecisionState, StepKind


def steps_after(decision: Decision) -> list[StepKind]:
    """What can be done next, once it was decided; nothing where nothing was carried."""
    ballot = decision.ballot
    if ballot is None or decision.state == DecisionState.NOT_CARRIED:
        return []
    if ballot.outcome == CHOSEN:
        return _after_choosing(decision, ballot)
    return _after_agreeing(ballot) if ballot.outcome == AGREED else []


def _after_choosing(decision: Decision, ballot: Ballot) -> list[StepKind]:
    way = way_of(ballot)
    if way.elects:
        return [StepKind.LEAD] if ballot.elects_lead and elected_by(decision) else []
    if way.kind is Kind.TIMES:
        return [StepKind.MEETING]
    if rule_of(ballot).adopts == BY_MOTION:
        return [StepKind.MOTION]
    return [StepKind.OUTLINE]


def _after_agreeing(ballot: Ballot) -> list[StepKind]:
    found = [StepKind.AGREEMENT] if ballot.about_version_id else []
    if ballot.follows_id:
        found.append(StepKind.OUTLINE)
    return found


def elected_by(decision: Decision) -> Option | None:
    """Who was elected first, as the option that stood for it; None where no organisation was."""
    chosen = options_chosen(decision)
    return next((one for one in chosen if one.organisation_id is not None), None)


def options_chosen(decision: Decision) -> list[Option]:
    """The options that a decision chose, in the order in which they were chosen; of a motion those
    of the ballot that it puts to the members.
    """
    ballot = decision.ballot
    if ballot is not None and ballot.follows_id is not None:
        decision = Decision.objects.filter(ballot=ballot.follows_id).first() or decision
    uids = [one.uid for one in chosen_of(facts_of(decision)) if one.uid]
    found = Option.objects.filter(uid__in=uids).select_related("organisation")
    by_uid = {str(one.uid): one for one in found}
    return [by_uid[uid] for uid in uids if uid in by_uid]
