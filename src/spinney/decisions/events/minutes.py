"""News of who came, and of minutes, as told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

#: A meeting began. Gives: meeting, by, now.
meeting_begun = Signal()
#: A meeting is over, and who came is known. Gives: meeting, by, now.
meeting_ended = Signal()
#: Minutes were approved; they do not change any more. Gives: minutes, by, now.
minutes_approved = Signal()

RUN_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
INSIDE = RUN_IT | {Role.MEMBER, Role.VOTER, Role.OBSERVER}

TOLD: dict[str, Sentence] = {
    "decisions.begin_meeting": Sentence("{title} has begun.", RUN_IT),
    "decisions.end_meeting": Sentence("{title} was held.", INSIDE),
    "decisions.send_minutes": Sentence(
        "The minutes of {title} can be read, and corrected until {until}.", INSIDE
    ),
    "decisions.take_back_minutes": Sentence("The minutes of {title} are written on.", RUN_IT),
    "decisions.ask_correction": Sentence("A correction to the minutes of {title}.", RUN_IT),
    "decisions.approve_minutes": Sentence("The minutes of {title} are approved.", INSIDE),
}
