"""News of themes and the rounds that narrow them; how it is told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

theme_chosen = Signal()
"""theme, by, now: the cluster will work on a theme."""
round_held = Signal()
"""round, by, now: the list was gone through; its outcomes are written."""

READERS = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER})
TOLD: dict[str, Sentence] = {
    "diagnostics.add_theme": Sentence("Put a theme on the list: {title}.", READERS),
    "diagnostics.edit_theme": Sentence("Changed {what} of the theme “{title}”.", READERS),
    "diagnostics.merge_theme": Sentence("Put the theme “{title}” together with “{into}”.", READERS),
    "diagnostics.choose_theme": Sentence("Chose to work on: {title}.", READERS),
    "diagnostics.restore_theme": Sentence("Put the theme “{title}” back on the list.", READERS),
    "diagnostics.hold_round": Sentence("Went through the themes ({how}): kept {kept}.", READERS),
    "diagnostics.take_back_round": Sentence("Took back round {number} on the themes.", READERS),
}
