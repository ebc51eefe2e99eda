"""Questions whether members agree to a version, for whoever asks; each result explains itself in
words, with its numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from spinney.agreements.bridge.agreeing import (
    Outcome,
    asked_about,
    asked_of,
    electors_of,
    outcome_on,
    rule_of,
)
from spinney.agreements.models import Agreement, Answered, Approval, Version
from spinney.agreements.policies.approvals import asks, needs_agreeing
from spinney.agreements.queries.replacing import replaced_by
from spinney.agreements.states import ApprovalState, VersionState, Voice
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.assent import Count, Elector, Method, Reason
from spinney.base.kernel.errors import NotFound
from spinney.base.record.record import subject_of
from spinney.base.web.components.parts import Status, Tone
from spinney.base.web.components.words import counted, day, listed
from spinney.register import api as register

TONES = {
    ApprovalState.OPEN: Tone.WAITS,
    ApprovalState.AGREED: Tone.GO,
    ApprovalState.NOT_AGREED: Tone.LATE,
    ApprovalState.WITHDRAWN: Tone.QUIET,
}


def get_approval(agreement: Agreement, pk: int) -> Approval:
    """One question about a version of an agreement that the actor may see. Raises NotFound."""
    found = Approval.objects.filter(about__agreement=agreement, pk=pk)
    approval = found.select_related("about").first()
    if approval is None:
        raise NotFound("There is no such question here.")
    approval.about.agreement = agreement
    return approval


def approval_by_link(by: Actor) -> Approval:
    """The question that the actor holds a link to. Raises NotFound."""
    subject = by.pass_.subject if by.pass_ else ""
    number = subject.rpartition(":")[2]
    rows = Approval.objects.select_related("about__agreement__cluster__programme")
    found = rows.filter(pk=int(number)).first() if number.isdecimal() else None
    if found is None or subject_of(found) != subject:
        raise NotFound("There is no such question any more.")
    return found


# As it is shown -------------------------------------------------------------------------------


@dataclass(frozen=True)
class AnswerShown:
    """What an organisation says; nothing yet: `voice` is ""."""

    name: str
    voice: str
    reason: str
    weight: int
    has_left: bool

    @property
    def says(self) -> str:
        return str(Voice(self.voice).label) if self.voice else "Has not answered"

    @property
    def tone(self) -> str:
        tones = {Voice.AGREES: Tone.GO, Voice.OBJECTS: Tone.LATE, Voice.STANDS_ASIDE: Tone.QUIET}
        return str(tones.get(Voice(self.voice), Tone.PLAIN)) if self.voice else str(Tone.WAITS)


@dataclass(frozen=True)
class ApprovalShown:
    """A question as a page shows it: how it stands on a day, why, and who says what."""

    approval: Approval
    outcome: Outcome
    status: Status
    sentence: str
    reasons: tuple[str, ...]
    rule: tuple[str, ...]
    answers: tuple[AnswerShown, ...]

    @property
    def is_open(self) -> bool:
        return self.outcome.state == ApprovalState.OPEN and not self.outcome.is_stale

    @property
    def sources(self) -> list[dict[str, Any]]:
        """Where the rule comes from: agreement, version, clause, day."""
        return [
            one | {"since": date.fromisoformat(one["since"])}
            for one in self.approval.rule.get("sources", ())
        ]

    @property
    def all_answered(self) -> bool:
        return self.outcome.count is not None and self.outcome.count.everybody


def shown(approval: Approval, on: date | None = None) -> ApprovalShown:
    """How a question stands on a day (today unless said)."""
    on = on or localdate()
    outcome = outcome_on(approval, on)
    if not approval.rule:
        status = Status(str(outcome.state.label), TONES[outcome.state])
        return ApprovalShown(approval, outcome, status, _elsewhere(approval), (), (), ())
    last = min(on, approval.closes_on)
    return ApprovalShown(
        approval=approval,
        outcome=outcome,
        status=_status(approval, outcome),
        sentence=_sentence(approval, outcome, on),
        reasons=tuple(_why(outcome)),
        rule=tuple(approval.rule.get("words", ())),
        answers=tuple(_answers(approval, last)),
    )


def _elsewhere(approval: Approval) -> str:
    where = approval.decided_elsewhere.rstrip(".")
    return f"It was agreed elsewhere: {where}. Noted on {day(approval.opened_at)}."


def _status(approval: Approval, outcome: Outcome) -> Status:
    if outcome.is_stale and outcome.state != ApprovalState.WITHDRAWN:
        about_end = approval.ends_on is not None
        words = "No longer a question" if about_end else "About earlier words"
        return Status(words, Tone.WAITS)
    words = "Being asked" if outcome.state == ApprovalState.OPEN else str(outcome.state.label)
    return Status(words, TONES[outcome.state])


def _sentence(approval: Approval, outcome: Outcome, on: date) -> str:
    """How it stands, in one sentence."""
    found = outcome.count
    if outcome.state == ApprovalState.WITHDRAWN:
        return "The question was taken back, so nothing was decided."
    if outcome.is_stale:
        if approval.ends_on is not None:
            return "The agreement ended in another way meanwhile, so nothing was decided."
        return "The words were changed after this question was asked, so it has to be asked anew."
    if found is None:
        return str(outcome.state.label)
    if outcome.state != ApprovalState.OPEN:
        agreed = outcome.state == ApprovalState.AGREED
        return "The members agreed." if agreed else "The members did not agree."
    so_far = f"{found.answered} of {counted(found.asked, 'organisation')} answered so far."
    turns = rule_of(approval)
    if turns.fallback and turns.fallback_on and on < turns.fallback_on:
        so_far += f" On {day(turns.fallback_on)} your rule turns into a vote."
    return f"{so_far} Answers can be given and changed until {day(approval.closes_on)}."


def _why(outcome: Outcome) -> list[str]:
    """Why it is as it is, or would be if it ended now."""
    if outcome.count is None or outcome.state == ApprovalState.WITHDRAWN:
        return []
    found = [reason_words(one) for one in outcome.count.reasons]
    if outcome.count.method in (Method.MAJORITY, Method.TWO_THIRDS, Method.SHARE):
        found.append(_votes(outcome.count))
    return found


def _votes(found: Count) -> str:
    return (
        f"Votes: {found.agree} for it, {found.object} against, {found.aside} standing aside, of"
        f" {found.weight} in all."
    )


def reason_words(reason: Reason) -> str:
    """A reason in words, with its numbers."""
    return str(_WORDS[reason.code](reason.numbers))


def standing_words(said: Mapping[str, Any]) -> str:
    """How those stand to something that nobody stopped, by the numbers of the reason why it passes:
    "4 agree, 1 stands aside and 1 disagrees but does not stop it".
    """
    agree, aside, against = said["agreeing"], said["aside"], said["disagreeing"]
    if agree == said["asked"] > 1:
        return f"all {agree} agree"
    told = (
        (agree, "agrees", "agree"),
        (aside, "stands aside", "stand aside"),
        (against, "disagrees but does not stop it", "disagree but do not stop it"),
    )
    return listed(counted(many, one, more) for many, one, more in told if many)


def _all_agree(said: Mapping[str, Any]) -> str:
    asked = said["asked"]
    if asked == 1:
        return "The one organisation that was asked agrees."
    return f"All {counted(asked, 'organisation')} agree."


def _took_part(said: Mapping[str, Any], enough: bool) -> str:
    whom = f"of the tier “{said['class']}” " if "class" in said else ""
    ending = "that is enough" if enough else f"at least {said['needed']} must"
    return f"{said['here']} of {counted(said['of'], 'organisation')} {whom}took part; {ending}."


def _of_votes(said: Mapping[str, Any], needed: str, enough: bool) -> str:
    verdict = "as the rule asks" if enough else "the rule asks for more"
    return f"{said['agree']} of {said['of']} votes agree. {needed}: {verdict}."


_HALF, _TWO_THIRDS = "More than half are needed", "Two thirds are needed"


def _share(said: Mapping[str, Any]) -> str:
    return f"{said.get('share', '')} in a hundred are needed"


_WORDS: dict[str, Any] = {
    "quorum_missing": lambda said: _took_part(said, enough=False),
    "quorum_met": lambda said: _took_part(said, enough=True),
    "quorum_of_class_missing": lambda said: _took_part(said, enough=False),
    "quorum_of_class_met": lambda said: _took_part(said, enough=True),
    "nobody_agrees": lambda said: "Nobody has said that they agree.",
    "objections": lambda said: (
        f"{counted(said['objecting'], 'organisation objects', 'organisations object')}. By your"
        " rule every objection has to be dealt with, and taken back by whoever made it."
    ),
    "not_everybody": lambda said: (
        f"{said['answered']} of {said['asked']} answered. By your rule everybody must agree or"
        " stand aside."
    ),
    "not_unanimous": lambda said: (
        f"{said['agreeing']} of {said['asked']} agree. By your rule every one must."
    ),
    "no_objections": lambda said: (
        f"{'Nobody stops it' if said['disagreeing'] else 'Nobody objects'}: {standing_words(said)};"
        f" {said['answered']} of {said['asked']} answered."
    ),
    "consensus": lambda said: (
        _all_agree(said)
        if said["agreeing"] == said["asked"]
        else f"All {counted(said['asked'], 'organisation')} answered: {standing_words(said)}."
    ),
    "unanimous": _all_agree,
    "majority_missing": lambda said: _of_votes(said, _HALF, enough=False),
    "majority_met": lambda said: _of_votes(said, _HALF, enough=True),
    "two_thirds_missing": lambda said: _of_votes(said, _TWO_THIRDS, enough=False),
    "two_thirds_met": lambda said: _of_votes(said, _TWO_THIRDS, enough=True),
    "share_missing": lambda said: _of_votes(said, _share(said), enough=False),
    "share_met": lambda said: _of_votes(said, _share(said), enough=True),
}


def _answers(approval: Approval, on: date) -> list[AnswerShown]:
    rows = approval.answers.select_related("organisation")
    said = {str(one.organisation.uid): one for one in rows}
    still = {one.uid for one in electors_of(approval, on)}
    return [_answer(one, said.get(one.uid), one.uid not in still) for one in asked_of(approval)]


def _answer(elector: Elector, answered: Answered | None, has_left: bool) -> AnswerShown:
    voice, reason = (answered.says, answered.reason) if answered else ("", "")
    return AnswerShown(elector.name, voice, reason, elector.weight, has_left)


# For whoever is asked -------------------------------------------------------------------------


def own_answer(approval: Approval, organisation_id: int | None) -> Answered | None:
    """What an organisation has said so far."""
    return approval.answers.filter(organisation=organisation_id or 0).first()


def is_asked(by: Actor, approval: Approval, on: date) -> bool:
    """Whether the actor may answer for the organisation that she acts for."""
    if by.organisation_id is None or by.person_id is None:
        return False
    found = register.Organisation.objects.filter(pk=by.organisation_id).first()
    asked = {one.uid for one in electors_of(approval, on)}
    if found is None or str(found.uid) not in asked:
        return False
    return register.may_vote(by.person_id, by.organisation_id, on)


def asked_to_end(by: Actor, agreement: Agreement, on: date) -> list[tuple[ApprovalShown, bool]]:
    """The questions whether an agreement ends early, the newest first, each with whether the actor
    may answer it now. Those that were decided elsewhere are told with the end itself.
    """
    asked = Approval.objects.filter(
        about__agreement=agreement, ends_on__isnull=False, decided_elsewhere=""
    )
    found = []
    for one in asked.select_related("about").order_by("-opened_at", "-pk"):
        one.about.agreement = agreement
        told = shown(one, on)
        found.append((told, told.is_open and is_asked(by, one, on)))
    return found


@dataclass(frozen=True)
class ApprovalPart:
    """Agreeing, on the page of an agreement: what was asked of the version under way."""

    version: Version
    last: ApprovalShown | None
    earlier: tuple[ApprovalShown, ...]
    may_ask: bool
    is_needed: bool
    asks_me: bool


def part_for(by: Actor, agreement: Agreement) -> ApprovalPart | None:
    """The part of an agreement's page that is about agreeing; None where nothing is asked,
    needed or to be done.
    """
    versions = agreement.versions.exclude(state=VersionState.DISCARDED).order_by("-number")
    version = versions.first()
    if version is None:
        return None
    version.agreement = agreement
    asked = list(asked_about(version).order_by("-opened_at", "-pk"))
    for one in asked:
        one.about = version
    is_draft = version.state == VersionState.DRAFT
    runs = asks(by, agreement)
    today = localdate()
    found = [shown(one, today) for one in asked]
    last = found[0] if found else None
    is_needed = is_draft and needs_agreeing(version, replaces=bool(replaced_by(version, today)))
    if last is None and not (is_draft and (runs or is_needed)):
        return None
    asks_me = last is not None and last.is_open and is_asked(by, last.approval, today)
    free = last is None or not last.is_open
    return ApprovalPart(
        version, last, tuple(found[1:]), runs and is_draft and free, is_needed, asks_me
    )
