"""News of people that are left out, and how it is told: to the member alone, and never by name."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

names_decided = Signal()
"""A member said of names whether they are people, or new rules did; its cells are made anew.

Sent with sender=SpendName, `organisation_id`, `by` (Actor) and `now` (datetime).
"""

_OWN = frozenset({Role.REPRESENTATIVE, Role.EVIDENCE_KEEPER})

TOLD: dict[str, Sentence] = {
    "purchasing.set_name_aside": Sentence("{names} of our names were left out.", _OWN),
    "purchasing.judge_names_again": Sentence(
        "{names} of our names were left out, since the rules now take them for people.", _OWN
    ),
    "purchasing.bring_back_name": Sentence("{names} of our names were counted again.", _OWN),
}
