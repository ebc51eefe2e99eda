"""News of the resource inventory; how it is told."""

from __future__ import annotations

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

READERS = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER})
TOLD: dict[str, Sentence] = {
    "diagnostics.add_item": Sentence("{organisation} {kind}: {what}.", READERS),
    "diagnostics.edit_item": Sentence("{organisation} changed {changed} of: {what}.", READERS),
    "diagnostics.end_item": Sentence("{organisation} {kind} no longer: {what} ({why}).", READERS),
    "diagnostics.reopen_item": Sentence("{organisation} {kind} again: {what}.", READERS),
    "diagnostics.note_match": Sentence(
        "{who_needs} (needs {need}) and {who_offers} (offers {offer}): {state}.", READERS
    ),
}
