"""News of suppliers, and which names are one, and how it is told.

The record tells how many, and never which: a supplier's name is a member's own for as long as it
shares it, and the record is for ever.
"""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

#: A cluster's names were compared, and its suppliers written. Gives: cluster, by, now.
suppliers_matched = Signal()

INSIDE = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR, Role.MEMBER})

TOLD: dict[str, Sentence] = {
    "purchasing.merge_suppliers": Sentence(
        "Suppliers were put together: {before} are one.", INSIDE
    ),
    "purchasing.split_supplier": Sentence("A supplier turned out to be two.", INSIDE),
    "purchasing.undo_supplier_change": Sentence("A change of suppliers was undone.", INSIDE),
}
