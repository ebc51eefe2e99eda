"""Who may add organisations and keep their profiles, and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import ChangedMeanwhile

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
}


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
