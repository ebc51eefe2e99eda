"""Who may do what with agreements: listed, opened, read, thrown away, copied; and when."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from spinney.agreements.models import Agreement, Version
from spinney.agreements.states import NEXT, AgreementState, VersionState
from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import WrongState
from spinney.register import api as register

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
TAKES_PART = RUNS_IT | {Role.MEMBER, Role.VOTER}
EVERYBODY_IN_IT = TAKES_PART | {Role.OBSERVER}
"""Supporters and observers see the agreements that they are a party of, and no others."""

MAY: dict[str, frozenset[Role]] = {
    "agreements": EVERYBODY_IN_IT,
    "agreement": EVERYBODY_IN_IT,
    "read_agreement": EVERYBODY_IN_IT,
    "discard_agreement": TAKES_PART,
    "restore_agreement": TAKES_PART,
    "copy_agreement": TAKES_PART,
}

UNDO_DAYS = 30
"""So long what was thrown away can be brought back."""


def check_can_discard(agreement: Agreement, version: Version) -> None:
    """Raise WrongState unless the version is a draft: what was put out or signed stays."""
    if VersionState.DISCARDED not in NEXT[VersionState][version.state]:
        raise WrongState(
            f"“{agreement.title}” is “{version.get_state_display().lower()}”, so it stays. Only a"
            " draft can be thrown away."
        )


def check_can_restore(agreement: Agreement, version: Version, now: datetime) -> None:
    """Raise WrongState unless it was thrown away, not too long ago, and nothing took its place."""
    if version.state != VersionState.DISCARDED or version.discarded_at is None:
        raise WrongState("This draft is there, so it need not be brought back.")
    if now - version.discarded_at > timedelta(days=UNDO_DAYS):
        raise WrongState(f"This was thrown away more than {UNDO_DAYS} days ago, and is gone.")
    under_way = agreement.versions.filter(state__in=(VersionState.DRAFT, VersionState.SIGNING))
    if under_way.exists():
        raise WrongState(
            "Another draft of this agreement was begun meanwhile. Go on with that one."
        )
    if version.number > 1 and agreement.state != AgreementState.AGREED:
        raise WrongState("The agreement has ended, so its draft cannot be brought back.")


def acted_for(label: str, at: datetime | None, organisations: Any) -> bool:
    """Whether whoever did something ("person:7") held a mandate of one of these organisations (or
    their ids) when she did.
    """
    kind, _, number = label.rpartition(":")
    if kind != "person" or at is None:
        return False
    hers = register.mandates_in_force(localdate(at)).filter(person=int(number))
    return bool(hers.filter(organisation__in=organisations).exists())
