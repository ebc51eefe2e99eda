"""News of contractors, and how it is told. No names of theirs: many are one person, and what is
removed must be gone, while a record stays.
"""

from __future__ import annotations

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

_INSIDE = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER})

TOLD: dict[str, Sentence] = {
    "purchasing.add_contractor": Sentence("A contractor was added: {trades}.", _INSIDE),
    "purchasing.edit_contractor": Sentence("A contractor was changed: {trades}.", _INSIDE),
    "purchasing.remove_contractor": Sentence("A contractor was removed: {trades}.", _INSIDE),
    "purchasing.restore_contractor": Sentence("A contractor was brought back: {trades}.", _INSIDE),
    "purchasing.erase_contractor": Sentence("A contractor was erased: {trades}.", _INSIDE),
    "purchasing.import_contractors": Sentence("{count} contractors came in from a file.", _INSIDE),
    "purchasing.undo_import_contractors": Sentence(
        "{count} contractors that came in from a file were taken out again.", _INSIDE
    ),
    "purchasing.note_use": Sentence("{organisation} noted a contractor: {trades}.", _INSIDE),
}
