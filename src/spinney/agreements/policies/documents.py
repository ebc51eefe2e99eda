"""Who may do what with documents: Word, PDF, seals and their verification; and when.

Whoever may see an agreement may have it on paper. Anybody may ask whether a sealed PDF is whole:
the file itself is what she shows, and nothing is told that is not in it.
"""

from __future__ import annotations

from spinney.agreements.models import Version
from spinney.agreements.policies.agreements import EVERYBODY_IN_IT, TAKES_PART
from spinney.agreements.states import VersionState
from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import WrongState

NOBODY_BY_HAND: frozenset[Role] = frozenset()  # it follows from the last signature

MAY: dict[str, frozenset[Role]] = {
    "download_pdf": EVERYBODY_IN_IT,
    "download_word": EVERYBODY_IN_IT,
    "download_sealed": EVERYBODY_IN_IT,
    "download_original": EVERYBODY_IN_IT,
    "download_pack": TAKES_PART,
    "seal_version": NOBODY_BY_HAND,
}


def check_can_be_sealed(version: Version) -> None:
    """Raise WrongState unless the version was signed: only then there is something to seal."""
    if version.state != VersionState.AGREED:
        raise WrongState("This version is not signed yet, so there is nothing to seal.")
