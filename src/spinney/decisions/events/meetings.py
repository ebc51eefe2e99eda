"""News of meetings: called, changed, cancelled; their agenda and papers, as told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

#: A meeting was called, or called again after a change. Gives: meeting, by, now.
meeting_called = Signal()
#: A meeting was cancelled. Gives: meeting, by, now.
meeting_cancelled = Signal()

RUN_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
INSIDE = RUN_IT | {Role.MEMBER, Role.VOTER, Role.OBSERVER}

TOLD: dict[str, Sentence] = {
    "decisions.plan_meeting": Sentence("A meeting is being planned: {title}.", RUN_IT),
    "decisions.call_meeting": Sentence("{title} is called for {when}.", INSIDE),
    "decisions.edit_meeting": Sentence("{title} was changed: {what}.", RUN_IT),
    "decisions.cancel_meeting": Sentence("{title} is cancelled: {why}.", INSIDE),
    "decisions.restore_meeting": Sentence("{title} is no longer cancelled.", INSIDE),
    "decisions.answer_invitation": Sentence("{organisation} on {title}: {how}.", RUN_IT),
    "decisions.remind_invited": Sentence("{asked} were reminded of {title}.", RUN_IT),
    "decisions.send_papers": Sentence("The papers for {title} are there.", INSIDE),
}
