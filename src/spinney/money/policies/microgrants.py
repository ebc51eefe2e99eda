"""Who may do what with micro-grants; and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.kernel.money import Money
from spinney.money.models import MicroGrant, MicroGrantRound
from spinney.money.policies.ledger import represents
from spinney.money.states import NEXT, MicroGrantState, RoundState

KEEPS = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.TREASURER})
INSIDE = KEEPS | {Role.MEMBER}
NOBODY_BY_HAND: frozenset[Role] = frozenset()  # it follows from an entry that was taken back
APPLY, REPORT = "money.apply_micro_grant", "money.report_micro_grant"
"""What the links of a round, and of a grant, let their holders do."""

MAY: dict[str, frozenset[Role]] = {
    "micro_grants": INSIDE,
    "micro_grant_round": INSIDE,
    "micro_grant": INSIDE,
    "start_round": KEEPS,
    "edit_round": KEEPS,
    "open_round": KEEPS,
    "close_round": KEEPS,
    "invite_applicant": KEEPS,
    "apply_micro_grant": INSIDE | {Role.GUEST},
    "put_round_to_vote": KEEPS,
    "follow_round_ballot": NOBODY_BY_HAND,
    "approve_micro_grant": KEEPS,
    "decline_micro_grant": KEEPS,
    "reconsider_micro_grant": KEEPS,
    "withdraw_micro_grant": INSIDE,
    "pay_micro_grant": KEEPS,
    "unpay_micro_grant": NOBODY_BY_HAND,
    "report_micro_grant": INSIDE | {Role.GUEST},
    "return_micro_grant_report": KEEPS,
}

LONGEST_TITLE, LONGEST_NAME, LONGEST_TEXT = 200, 200, 4_000
MOST_PENCE = 10**10
MOST_DAYS = 1_000


NO_ADDRESS = "This is no e-mail address. Write it like name@example.org."


def is_address(words: str) -> bool:
    """Whether it can be an e-mail address."""
    try:
        validate_email(words)
    except ValidationError:
        return False
    return True


@dataclass(frozen=True)
class RoundSaid:
    """What is said of a round: what for, up to how much each, until when (that day included), and
    within how many days whoever gets one says how it was used.
    """

    title: str
    most_pence: int
    closes_on: date
    what_for: str = ""
    report_within_days: int = 180

    def check(self, today: date) -> None:
        """Raise BadInput for what cannot be."""
        told: dict[str, list[str]] = {}
        if not self.title.strip():
            told["title"] = ["Give the round a name."]
        elif len(self.title) > LONGEST_TITLE:
            told["title"] = [f"Make it shorter: there is room for {LONGEST_TITLE} letters."]
        if not 0 < self.most_pence <= MOST_PENCE:
            told["most_pence"] = ["Say up to how much: more than nought."]
        if self.closes_on < today:
            told["closes_on"] = ["This day is past. Choose one that is still to come."]
        if len(self.what_for) > LONGEST_TEXT:
            told["what_for"] = [f"Make it shorter: there is room for {LONGEST_TEXT:,} letters."]
        if not 1 <= self.report_within_days <= MOST_DAYS:
            told["report_within_days"] = ["Write a number of days from 1 to 1,000."]
        if told:
            raise BadInput(" ".join(words[0] for words in told.values()), told)


@dataclass(frozen=True)
class ApplicationSaid:
    """What somebody applies for. A group that is on no register says what it is called."""

    purpose: str
    asked_pence: int
    group_name: str = ""
    email: str = ""

    def check(self, most_pence: int, *, is_group: bool) -> None:
        """Raise BadInput for what cannot be: more than the round gives, for one."""
        told: dict[str, list[str]] = {}
        if not self.purpose.strip():
            told["purpose"] = ["Say what the money is for."]
        elif len(self.purpose) > LONGEST_TEXT:
            told["purpose"] = [f"Make it shorter: there is room for {LONGEST_TEXT:,} letters."]
        if self.asked_pence <= 0:
            told["asked_pence"] = ["Say how much: more than nought."]
        elif self.asked_pence > most_pence:
            told["asked_pence"] = [f"The most that can be asked for is {Money(most_pence)}."]
        told |= self._wrong_names(is_group=is_group)
        if told:
            raise BadInput(" ".join(words[0] for words in told.values()), told)

    def _wrong_names(self, *, is_group: bool) -> dict[str, list[str]]:
        told: dict[str, list[str]] = {}
        if is_group and not self.group_name.strip():
            told["group_name"] = ["Say what the group is called."]
        elif len(self.group_name) > LONGEST_NAME:
            told["group_name"] = [f"Make it shorter: there is room for {LONGEST_NAME} letters."]
        if self.email.strip() and not is_address(self.email.strip()):
            told["email"] = [NO_ADDRESS]
        return told


def check_round_becomes(one: MicroGrantRound, state: RoundState) -> None:
    """Raise WrongState unless a round may move to a state."""
    if state not in NEXT["round"][one.state]:
        raise WrongState(f"“{one.title}” is {one.get_state_display().lower()} already.")


def check_takes_applications(one: MicroGrantRound, today: date) -> None:
    """Raise WrongState for a round in which nobody can apply (any more)."""
    if one.state == RoundState.DRAFT:
        raise WrongState("This round is not open yet.")
    if one.state == RoundState.CLOSED or one.closes_on < today:
        raise WrongState(f"“{one.title}” closed on {one.closes_on:%-d %B %Y}.")


def check_becomes(one: MicroGrant, state: MicroGrantState) -> None:
    """Raise WrongState unless an application may move to a state."""
    if state not in NEXT["micro_grant"][one.state]:
        raise WrongState(f"This application is {one.get_state_display().lower()}.")


def check_stands_at(one: MicroGrant, state: MicroGrantState) -> None:
    """Raise WrongState for an application that stands elsewhere: what can go back to a state (its
    payment taken back, its report returned) is not decided or paid anew.
    """
    if one.state != state:
        raise WrongState(f"This application is {one.get_state_display().lower()}.")


def check_given(one: MicroGrant, pence: int) -> None:
    """Raise BadInput for an amount that cannot be given: more than was asked for, or than the round
    gives.
    """
    most = min(one.asked_pence, one.round.most_pence)
    if not 0 < pence <= most:
        told = f"Give more than nought, and {Money(most)} at the most."
        raise BadInput(told, {"pence": [told]})


def check_reasons(reasons: str) -> str:
    """The reasons, trimmed. Raises BadInput where there are none."""
    plain = reasons.strip()
    if not plain:
        raise BadInput("Say why.", {"reasons": ["Say why, for whoever applied to read."]})
    if len(plain) > LONGEST_TEXT:
        told = f"Make it shorter: there is room for {LONGEST_TEXT:,} letters."
        raise BadInput(told, {"reasons": [told]})
    return plain


def check_not_own(one: MicroGrant, by: Actor, today: date) -> None:
    """Raise NotAllowed to whoever would decide on, or pay, her own organisation."""
    if by.is_system or one.organisation_id is None:
        return
    if represents(by, one.organisation_id, today):
        raise NotAllowed("You speak for whoever applied, so somebody else has to do this.")


def check_second(one: MicroGrant, by: Actor) -> None:
    """Raise NotAllowed to whoever asked for a payment and would confirm it too."""
    if one.pay_asked_by == by.label:
        raise NotAllowed(
            "You asked for this payment. Your terms want two people, so somebody else confirms it."
        )


def check_may_speak_for(by: Actor, one: MicroGrant, *, keeps: bool) -> None:
    """Raise NotAllowed to whoever neither speaks for whoever applied nor keeps the money."""
    if keeps or by.pass_ is not None:
        return
    if one.organisation_id not in by.ids_of("organisation", Role.REPRESENTATIVE):
        raise NotAllowed("That is for whoever applied, or those who keep the money.")
