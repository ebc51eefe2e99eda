"""News of contracts, and how it is told. What a member does with its own is told to it alone."""

from __future__ import annotations

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

_FOLLOWERS = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
READERS = frozenset(
    {Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.REPRESENTATIVE, Role.EVIDENCE_KEEPER}
)
"""Those of the place where a contract stands: its member, or the cluster that made it."""

TOLD: dict[str, Sentence] = {
    "purchasing.add_contract": Sentence("The contract “{title}” was noted.", READERS),
    "purchasing.edit_contract": Sentence("The contract “{title}” was changed.", READERS),
    "purchasing.remove_contract": Sentence("The contract “{title}” was removed.", READERS),
    "purchasing.restore_contract": Sentence("The contract “{title}” is back.", READERS),
    "purchasing.show_contract": Sentence(
        "The contract “{title}” can be seen in {cluster}.", READERS
    ),
    "purchasing.hide_contract": Sentence(
        "The contract “{title}” is shown to nobody any more.", READERS
    ),
    "purchasing.give_notice": Sentence("Notice was given on “{title}”.", READERS),
    "purchasing.end_contract": Sentence("The contract “{title}” is over.", READERS),
    "purchasing.keep_contract": Sentence("The contract “{title}” goes on.", READERS),
    "purchasing.follow_contracts": Sentence(
        "Days of notice are followed in a calendar.", _FOLLOWERS
    ),
    "purchasing.stop_following_contracts": Sentence(
        "Days of notice are no longer followed in a calendar.", _FOLLOWERS
    ),
    "purchasing.follow_own_contracts": Sentence(
        "Our days of notice are followed in a calendar.", READERS
    ),
    "purchasing.stop_following_own_contracts": Sentence(
        "Our days of notice are no longer followed in a calendar.", READERS
    ),
}
