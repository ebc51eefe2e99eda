"""News of votes on paper and by phone, confirmed by a second person, as told."""

from __future__ import annotations

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

RUN_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
INSIDE = RUN_IT | {Role.MEMBER, Role.VOTER, Role.OBSERVER}

TOLD: dict[str, Sentence] = {
    "decisions.enter_vote": Sentence(
        "The vote of {organisation} on “{title}” was typed in, {how}. It waits for a second"
        " person.",
        RUN_IT,
    ),
    "decisions.confirm_entry": Sentence(
        "The vote of {organisation} on “{title}” was taken in, {how}. Two people checked it.",
        INSIDE,
    ),
    "decisions.refuse_entry": Sentence(
        "A vote that was typed in for {organisation} on “{title}” was taken out.", RUN_IT
    ),
    "decisions.refuse_waiting_entries": Sentence(
        "A vote of {organisation} on “{title}”, {how}, was not confirmed in time.", RUN_IT
    ),
    "decisions.note_envelopes": Sentence(
        "Envelopes came for the secret vote on “{title}”: {organisations}.", RUN_IT
    ),
    "decisions.drop_envelope": Sentence(
        "The envelope of {organisation} for the vote on “{title}” was noted by mistake.", RUN_IT
    ),
    "decisions.count_papers": Sentence(
        "Papers were taken into the secret vote on “{title}”. Two people typed each.", INSIDE
    ),
}
