"""News of the ledger, and how it is told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

entry_posted = Signal()  # entry, by, now
entry_reversed = Signal()  # entry (that was taken back), back (that takes it back), by, now

INSIDE = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.TREASURER, Role.MEMBER})

TOLD: dict[str, Sentence] = {
    "money.add_fund": Sentence("The fund “{name}” was set up.", INSIDE),
    "money.close_fund": Sentence("The fund “{name}” was closed.", INSIDE),
    "money.reopen_fund": Sentence("The fund “{name}” is open again.", INSIDE),
}
