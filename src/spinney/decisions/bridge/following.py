"""What a decision can put in motion, read from its ballot."""

from __future__ import annotations

from collections.abc import Sequence

from spinney.base.web.components.words import day, listed
from spinney.decisions.bridge.counted import AGREED, CHOSEN
from spinney.decisions.bridge.counting import way_of
from spinney.decisions.bridge.facts import chosen_of, facts_of
from spinney.decisions.bridge.rules import BY_MOTION, rule_of
from spinney.decisions.bridge.texts import BallotText
from spinney.decisions.engine.problem import Kind
from spinney.decisions.models import Ballot, Decision, Option
from spinney.decisions.states import DecisionState, StepKind

MOTION = "motion"
LONGEST_TITLE = 200


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
    if way.elects and rule_of(ballot).adopts != BY_MOTION:
        return [StepKind.LEAD] if ballot.elects_lead and elected_by(decision) else []
    if way.kind is Kind.TIMES:
        return [StepKind.MEETING]
    if rule_of(ballot).adopts == BY_MOTION:
        return [StepKind.MOTION]
    return [StepKind.OUTLINE]


def _after_agreeing(ballot: Ballot) -> list[StepKind]:
    found = [StepKind.AGREEMENT] if ballot.about_version_id else []
    if ballot.follows is not None and not way_of(ballot.follows).elects:
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


def decision_words(decision: Decision) -> str:
    """A decision as another paper names it: "Decision 12, 3 April 2026"."""
    return f"Decision {decision.number}, {day(decision.decided_on)}"


def motion_of(ballot: Ballot, decision: Decision, names: Sequence[str]) -> BallotText:
    """What was chosen, as a proposal that is put to the members by their own rule."""
    asked = f"We {'elect' if way_of(ballot).elects else 'take on'}: {listed(names)}"
    if len(asked) > LONGEST_TITLE:
        asked = f"We take on what was chosen in “{ballot.title}”"
    return BallotText(
        title=asked[:LONGEST_TITLE],
        way=MOTION,
        background=(
            f"Chosen in “{ballot.title}”, {decision_words(decision)}: {listed(names)}.\n\n"
            "By your rule what is chosen becomes decided when the members agree to it."
        ),
        follows=ballot.pk,
    )
