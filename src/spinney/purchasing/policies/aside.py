"""Who may do what with people that are left out; and when.

A person to whom a member paid is nobody's business but the member's: nobody else may do anything
here, the host and those who run a cluster included.
"""

from __future__ import annotations

from collections.abc import Sequence

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import BadInput, NotFound
from spinney.purchasing.models import SpendName
from spinney.register.api import Organisation

KEEPS = frozenset({Role.REPRESENTATIVE, Role.EVIDENCE_KEEPER})

MAY: dict[str, frozenset[Role]] = {
    "aside": KEEPS,
    "counted_names": KEEPS,
    "bring_back_name": KEEPS,
    "set_name_aside": KEEPS,
    "judge_names_again": frozenset(),
}

MOST_AT_ONCE = 500
"""So many names at most are changed in one go: more nobody looks over."""


def check_own(organisation: Organisation, names: Sequence[SpendName]) -> None:
    """Raise unless there are names, not too many, and all of them are the organisation's."""
    if any(name.organisation_id != organisation.pk for name in names):
        raise NotFound("There is no such name among your payments.")
    if not names:
        raise BadInput("Choose one name or more.", {"chosen": ["Choose one name or more."]})
    if len(names) > MOST_AT_ONCE:
        raise BadInput(f"Choose {MOST_AT_ONCE} names at most, so that each can be looked over.")
