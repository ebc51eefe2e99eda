"""News of savings, and how it is told. No amounts: only pages know who looks."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

INSIDE = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER})

saving_changed = Signal()
"""A saving was claimed, confirmed, seen in later spending, refused, changed, taken or brought back.

Sent with sender=Saving, `saving`, `by` (Actor) and `now` (datetime).
"""

TOLD: dict[str, Sentence] = {
    "purchasing.claim_saving": Sentence(
        "A saving was claimed for {organisation}: “{title}”.", INSIDE
    ),
    "purchasing.edit_saving": Sentence("The saving “{title}” was changed.", INSIDE),
    "purchasing.confirm_saving": Sentence("{organisation} confirmed “{title}”.", INSIDE),
    "purchasing.refuse_saving": Sentence("{organisation} did not confirm “{title}”: {why}", INSIDE),
    "purchasing.withdraw_saving": Sentence("The saving “{title}” was taken back: {why}", INSIDE),
    "purchasing.restore_saving": Sentence("The saving “{title}” was brought back.", INSIDE),
    "purchasing.look_again": Sentence(
        "“{title}” was compared with later spending: {found}", INSIDE
    ),
}
