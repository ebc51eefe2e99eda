"""Who may leave an agreement, settle what is open and say how it went; and when."""

from __future__ import annotations

from datetime import date

from spinney.agreements.models import Agreement, Leaving, Party
from spinney.agreements.policies.agreements import EVERYBODY_IN_IT, RUNS_IT
from spinney.agreements.policies.drafting import runs
from spinney.agreements.states import AgreementState, LeavingState
from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.web.components.words import day

NOBODY_BY_HAND: frozenset[Role] = frozenset()

MAY: dict[str, frozenset[Role]] = {
    "leaving": EVERYBODY_IN_IT,
    "give_notice": EVERYBODY_IN_IT,
    "take_back_notice": EVERYBODY_IN_IT,
    "settle_duty": EVERYBODY_IN_IT,
    "say_relations": EVERYBODY_IN_IT,
    "start_exit_agreement": RUNS_IT,
    "finish_leaving": NOBODY_BY_HAND,
    "follow_membership": NOBODY_BY_HAND,
}


def speaks_for(by: Actor, party: Party) -> bool:
    """Whether an actor represents or signs for a party."""
    own = by.ids_of("organisation", Role.REPRESENTATIVE, Role.SIGNATORY)
    return party.organisation_id in own


def takes_part(by: Actor, party: Party) -> bool:
    """Whether an actor has a part in the leaving of a party: its people, those who run it."""
    return speaks_for(by, party) or runs(by, party.agreement.scope)


def check_takes_part(by: Actor, party: Party) -> None:
    """Raise NotAllowed to whoever neither speaks for the party nor runs the cluster."""
    if not takes_part(by, party):
        raise NotAllowed(
            f"That is for those who speak for {party.organisation.name}, and for those who run the"
            " cluster."
        )


def check_runs(by: Actor, agreement: Agreement) -> None:
    """Raise NotAllowed to whoever does not run the cluster."""
    if not runs(by, agreement.scope):
        raise NotAllowed("That is for those who run the cluster, for it is owed to the others.")


def check_may_be_made_to_leave(party: Party, decides: str, reason: str) -> None:
    """Raise unless the agreement lets a party be made to leave, and it is said why."""
    if decides == "nobody":
        raise NotAllowed(
            "By this agreement nobody can be made to leave. If"
            f" {party.organisation.name} asked you to note its notice, say so."
        )
    if not reason.strip():
        told = "Say why, and who decided it: it stays in the record."
        raise BadInput(told, {"reason": [told]})


def check_can_leave(party: Party, today: date) -> None:
    """Raise WrongState unless the organisation is a party and has not given notice."""
    name = party.organisation.name
    if party.agreement.state != AgreementState.AGREED:
        raise WrongState("Only an agreement that is signed and not over can be left.")
    if party.joined_on is None:
        raise WrongState(f"{name} has not signed this, so it need not leave.")
    if party.left_on is not None:
        word = "left" if party.left_on <= today else "leaves"
        raise WrongState(f"{name} {word} on {day(party.left_on)}.")


def check_day(leaves_on: date, earliest: date, *, agreed: bool) -> None:
    """Raise BadInput for a day before the notice that was agreed has run."""
    if leaves_on < earliest:
        more = "" if agreed else " Those who run the cluster can agree to an earlier day."
        told = f"Choose {day(earliest)} or a later day.{more}"
        raise BadInput(told, {"leaves_on": [told]})


def check_notice_runs(leaving: Leaving, today: date) -> None:
    """Raise WrongState unless the notice is given and the day has not come."""
    if leaving.state != LeavingState.NOTICE or leaving.leaves_on <= today:
        raise WrongState(
            f"{leaving.party.organisation.name} is not about to leave: its notice was taken back,"
            " or its day has come."
        )


def check_day_has_come(leaving: Leaving, today: date) -> None:
    """Raise WrongState unless notice was given and its day is here."""
    if leaving.state != LeavingState.NOTICE or leaving.leaves_on > today:
        raise WrongState(f"{leaving.party.organisation.name} does not leave today.")
