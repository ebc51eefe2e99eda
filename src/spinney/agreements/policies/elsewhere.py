"""Who may do what with agreements that were signed elsewhere; and when."""

from __future__ import annotations

from datetime import date

from spinney.agreements.models import Agreement, SignedElsewhere, Version
from spinney.agreements.policies.agreements import (
    EVERYBODY_IN_IT,
    RUNS_IT,
    TAKES_PART,
    acted_for,
)
from spinney.agreements.policies.drafting import drafts, runs
from spinney.agreements.states import AgreementState, VersionState
from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState

MAY: dict[str, frozenset[Role]] = {
    "bring_in_agreement": TAKES_PART,
    "brought_in": EVERYBODY_IN_IT,
    "redate_original": TAKES_PART,
    "ask_of_original": TAKES_PART,
    "confirm_original": TAKES_PART,
    "take_back_original": RUNS_IT,
}

EARLIEST = date(1990, 1, 1)
"""Nothing that is still in force here was signed before; a year like 20 or 202 is a slip."""
MISTAKE = "It was brought in by mistake"


# Who ------------------------------------------------------------------------------------------


def compares(by: Actor, agreement: Agreement) -> bool:
    """Whether an actor may say that what was keyed in is what was signed: those that run the
    cluster, the people of the member that brought it in, and those who represent a party.
    """
    if drafts(by, agreement):
        return True
    own = by.ids_of("organisation", Role.REPRESENTATIVE)
    return agreement.parties.filter(organisation__in=own, left_on=None).exists()


def check_compares(by: Actor, agreement: Agreement) -> None:
    """Raise NotAllowed to whoever is no party and does not run the cluster."""
    if not compares(by, agreement):
        raise NotAllowed(
            "Those who represent a party and those who run the cluster compare it with the"
            " original."
        )


def check_is_second_person(original: SignedElsewhere, by: Actor) -> None:
    """Raise NotAllowed for whoever confirmed it before: it takes two different people. Nor are two
    of one party enough: else it could bind the others to what they never signed.
    """
    if original.first_confirmed_by == by.label:
        raise NotAllowed("You have confirmed this. Somebody else must compare it too.")
    agreement = original.of.agreement
    if runs(by, agreement.scope):
        return
    own = by.ids_of("organisation", Role.REPRESENTATIVE)
    ours = agreement.parties.filter(organisation__in=own).values("organisation")
    if acted_for(original.first_confirmed_by, original.first_confirmed_at, ours):
        raise NotAllowed(
            "A colleague of yours has confirmed this. Somebody of another party, or who runs the"
            " cluster, must compare it too."
        )


def check_takes_back(by: Actor, agreement: Agreement) -> None:
    """Raise NotAllowed unless the actor runs the cluster."""
    if not runs(by, agreement.scope):
        raise NotAllowed("That is for those who run the cluster.")


# When -----------------------------------------------------------------------------------------


def check_dates(signed_on: date, holds_from: date, today: date) -> None:
    """Raise BadInput for a day of signing that is still to come, or so long ago that it is a slip;
    and for a first day before 1990.
    """
    told: dict[str, list[str]] = {}
    if signed_on > today:
        told["signed_on"] = [
            "This day is still to come. An agreement that is not signed yet is put out for"
            " signature here instead."
        ]
    if signed_on < EARLIEST:
        told["signed_on"] = ["Check the year."]
    if holds_from < EARLIEST:
        told["holds_from"] = ["Check the year."]
    if told:
        raise BadInput(next(iter(told.values()))[0], told)


def check_waits(version: Version) -> None:
    """Raise WrongState unless it was brought in and is not in force yet."""
    if not version.agreement.signed_elsewhere or version.number != 1:
        raise WrongState("This agreement was not signed elsewhere.")
    if version.state == VersionState.AGREED:
        raise WrongState("Two people have confirmed this already. It is in force by its dates.")
    if version.state != VersionState.DRAFT:
        raise WrongState(
            f"This is “{version.get_state_display().lower()}”, so there is nothing to confirm."
        )


def check_says_something(version: Version) -> None:
    """Raise WrongState while no party is named: an agreement is between at least two."""
    parties = version.agreement.parties.filter(left_on=None)
    if parties.count() < 2:
        raise WrongState("An agreement is between two organisations or more. Name its parties.")


def check_nothing_depends(agreement: Agreement) -> None:
    """Raise WrongState unless an agreement that was brought in is as it came: no variation, no
    deed, no renewal of it.
    """
    if not agreement.signed_elsewhere or agreement.state != AgreementState.AGREED:
        raise WrongState("Only an agreement that was brought in and is in force can be taken back.")
    discarded = VersionState.DISCARDED
    if agreement.versions.filter(number__gt=1).exclude(state=discarded).exists():
        raise WrongState("It was varied meanwhile, so it stays. End it instead.")
    gone = AgreementState.DISCARDED
    if agreement.deeds.exclude(state=gone).exists() or agreement.renewals.exclude(state=gone):
        raise WrongState("Another agreement was made on it meanwhile, so it stays. End it instead.")
