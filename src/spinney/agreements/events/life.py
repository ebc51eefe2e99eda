"""News of the life of agreements: in force, varied, ended, joined, left; how it is told.

Whatever has a date is true from that date, whether or not anything ran on the day: these signals
say that it is time to look, and those who are told derive what holds from the dates themselves.
"""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

#: A version holds from today (sent on its first day). Gives: version, since, by, now.
agreement_in_force = Signal()
#: Terms in force of a cluster change. Gives: agreement, keys (sorted), on, by, now.
terms_changed = Signal()
#: An agreement holds no more. Gives: agreement, on (the first day without it), by, now.
agreement_ended = Signal()
#: An organisation is a party. Gives: party, on (its first day, perhaps to come), by, now.
party_joined = Signal()
#: An organisation is a party no longer. Gives: party, on (its first day without), by, now.
party_left = Signal()

RUN_IT = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR})
INSIDE = RUN_IT | {Role.MEMBER}

TOLD: dict[str, Sentence] = {
    "agreements.put_in_force": Sentence("“{title}” is signed. It holds from {since}.", RUN_IT),
    "agreements.begin_version": Sentence("“{title}” holds from today.", RUN_IT),
    "agreements.bind_party": Sentence("{organisation} joined “{title}”.", RUN_IT),
}
