"""Who may vary, renew, end, join and leave agreements; and when."""

from __future__ import annotations

from datetime import date

from spinney.agreements.models import Version
from spinney.agreements.states import SigningState, VersionState
from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import WrongState
from spinney.base.web.components.words import day

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
NOBODY_BY_HAND: frozenset[Role] = frozenset()  # it follows from signatures, dates and memberships

MAY: dict[str, frozenset[Role]] = {
    "put_in_force": NOBODY_BY_HAND,
    "begin_version": NOBODY_BY_HAND,
    "bind_party": NOBODY_BY_HAND,
}


def check_all_signed(version: Version) -> None:
    """Raise WrongState unless a version is out for signature and has all that it needs: a signing
    that is complete, or an original that was signed before it came here.
    """
    if version.state != VersionState.SIGNING:
        raise WrongState(
            f"This version is “{version.get_state_display()}”; only one that is out for signature"
            " can come into force."
        )
    if version.agreement.signed_elsewhere and version.number == 1:
        return
    if not version.signings.filter(state=SigningState.COMPLETE).exists():
        raise WrongState("Not everybody who must sign this version has signed it.")


def check_ends_after_it_begins(first: date, last: date | None) -> None:
    """Raise WrongState when the end that the terms name lies before the first day."""
    if last is not None and last < first:
        raise WrongState(
            f"By its own terms this ends on {day(last)}, and it would begin on {day(first)}."
            " Take it back from signing, choose a later end, and put it out again."
        )
