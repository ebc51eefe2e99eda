"""News of ring-fences and payments for attendance, and how it is told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

attendance_paid = Signal()  # payments, entry, by, now

INSIDE = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.TREASURER, Role.MEMBER})

TOLD: dict[str, Sentence] = {
    "money.add_ring_fence": Sentence("Money was set aside: “{name}”.", INSIDE),
    "money.reopen_ring_fence": Sentence("The ring-fence “{name}” is open again.", INSIDE),
    "money.close_ring_fence": Sentence("The ring-fence “{name}” was closed.", INSIDE),
}
