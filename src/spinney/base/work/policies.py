"""Who may do what with background work. Whose work it is says `Job.objects.visible_to`."""

from __future__ import annotations

from spinney.base.kernel.actors import Role
from spinney.base.kernel.policy import Table

MAY: Table = {
    "see_job": frozenset({Role.SIGNED_IN}),
    "cancel_job": frozenset({Role.SIGNED_IN}),
    "take_up_job": frozenset({Role.SIGNED_IN}),
}
