"""News of instruments: the library, the editor, XLSForm and worksheets; how it is told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

version_published = Signal()
"""version, by, now: an instrument can be asked in a new version."""

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
READS_IT = RUNS_IT | {Role.MEMBER}

TOLD: dict[str, Sentence] = {
    "diagnostics.make_instrument": Sentence("Began to write the questions “{title}”.", RUNS_IT),
    "diagnostics.adapt_instrument": Sentence("Began to adapt “{of}” as “{title}”.", RUNS_IT),
    "diagnostics.import_instrument": Sentence(
        "Read the questions “{title}” from the file {file}.", RUNS_IT
    ),
    "diagnostics.publish_draft": Sentence(
        "Published the questions “{title}”, version {number}.", READS_IT
    ),
    "diagnostics.discard_draft": Sentence("Threw away a draft of “{title}”.", RUNS_IT),
    "diagnostics.bring_back_draft": Sentence("Brought back a draft of “{title}”.", RUNS_IT),
    "diagnostics.retire_instrument": Sentence("Put the questions “{title}” away.", RUNS_IT),
    "diagnostics.restore_instrument": Sentence("Brought the questions “{title}” back.", RUNS_IT),
}
