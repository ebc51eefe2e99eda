"""Organisations that turned out to be one, and back."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

organisations_merged = Signal()
"""One organisation was put aside for another. Sent with sender=Merge, `merge`, `by` and `now`.
A room that holds rows for `merge.aside` decides itself what becomes of them; `merge.moved` lists
what the register moved over.
"""

organisations_unmerged = Signal()
"""A merge was taken apart. Sent with sender=Merge, `merge`, `by` and `now`."""

_OWN = frozenset({Role.REPRESENTATIVE, Role.EVIDENCE_KEEPER, Role.SIGNATORY, Role.FACILITATOR})

TOLD: dict[str, Sentence] = {
    "register.merge_organisations": Sentence("{aside} was merged into {kept}.", _OWN),
    "register.unmerge_organisations": Sentence("{aside} was taken out of {kept} again.", _OWN),
    "register.keep_apart": Sentence("{left} and {right} were found to be two.", _OWN),
}
