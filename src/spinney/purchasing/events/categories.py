"""News of what was bought, and how it is told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

categories_corrected = Signal()
"""Somebody put right what was bought, or took it back, and the cells are made anew.

Sent with `organisation_ids` (of the members whose cells may have changed), `by` (Actor) and `now`
(datetime); the sender is SpendName, SpendLine or Supplier.
"""

_OWN = frozenset({Role.REPRESENTATIVE, Role.EVIDENCE_KEEPER})
_INSIDE = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR, Role.MEMBER})

TOLD: dict[str, Sentence] = {
    "purchasing.correct_name_category": Sentence(
        "What is bought from {names} of our names was put right.", _OWN
    ),
    "purchasing.take_back_correction": Sentence(
        "What was said of {names} of our names was taken back.", _OWN
    ),
    "purchasing.correct_line_category": Sentence(
        "What one of our payments was for was put right.", _OWN
    ),
    "purchasing.teach_own_words": Sentence(
        "What certain words in our files mean was said, for this file and the next.", _OWN
    ),
    "purchasing.change_lesson": Sentence("What was taught about our spending was changed.", _OWN),
    "purchasing.forget_lessons": Sentence(
        "Of what was taught about our spending, {lessons} were taken back.", _OWN
    ),
    "purchasing.correct_supplier_category": Sentence(
        "What is bought from a supplier was put right for all.", _INSIDE
    ),
}
