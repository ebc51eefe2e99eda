"""Who may add organisations and keep their profiles, and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import ChangedMeanwhile, WrongState
from spinney.base.record.models import Entry

ANYONE = frozenset({Role.SIGNED_IN})
KEEPS = frozenset({Role.REPRESENTATIVE, Role.HOST})

MAY: dict[str, frozenset[Role]] = {
    "add_organisation": ANYONE,
    "keep_profile": KEEPS,
    "change_profile": KEEPS,
    "confirm_profile": KEEPS | {Role.GUEST},
    "settle_difference": KEEPS,
    "add_name": KEEPS,
    "remove_name": KEEPS,
    "add_identifier": KEEPS,
    "remove_identifier": KEEPS,
    "save_place": KEEPS,
    "remove_place": KEEPS,
    "save_service": KEEPS,
    "remove_service": KEEPS,
    "profile_history": KEEPS | {Role.SIGNATORY, Role.EVIDENCE_KEEPER},
    "undo_change": KEEPS,
    "ask_to_confirm": frozenset({Role.HOST}),  # and the site itself, by its daily duty
}


UNDO_DAYS = 30
CHANGES = frozenset(
    f"register.{verb}"
    for verb in (
        "change_profile",
        "confirm_profile",
        "settle_difference",
        "add_name",
        "remove_name",
        "add_identifier",
        "remove_identifier",
        "save_place",
        "remove_place",
        "save_service",
        "remove_service",
    )
)
"""Verbs of the record that change a profile, and so can be undone for UNDO_DAYS."""


def is_change(entry: Entry) -> bool:
    """Whether an entry of the record changed something of a profile."""
    detail = entry.detail
    return entry.verb in CHANGES and bool(detail.get("before") or detail.get("after"))


def check_is_change(entry: Entry) -> None:
    """Raise WrongState for an entry that changed nothing of a profile."""
    if not is_change(entry):
        raise WrongState("This changed nothing of the profile, so there is nothing to undo.")


def check_unchanged(
    what: str, typed: Mapping[str, Any], read: Mapping[str, Any], held: Mapping[str, Any]
) -> None:
    """Raise ChangedMeanwhile when somebody else changed something that this person changes too.

    `read` is how it stood when she opened the page, `held` how it stands now. What she left alone
    may have changed, and two who typed the same do not disagree.
    """
    clashes = {
        name: (read[name], held[name])
        for name in typed
        if name in read
        and typed[name] != read[name]
        and held[name] not in (read[name], typed[name])
    }
    if clashes:
        raise ChangedMeanwhile(
            f"Somebody else changed {what} while you were writing. Look at what they changed. If"
            " yours is right, save again.",
            clashes,
        )
