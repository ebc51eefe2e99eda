"""News of surveys: set up, opened, asked, reminded, closed; how it is told.

Nothing here tells who has answered: no sentence names an organisation beside what it did.
"""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

#: A survey takes answers now, for the first time or again. Gives: survey, by, now.
survey_opened = Signal()
#: A survey takes no more answers. Gives: survey, by, now.
survey_closed = Signal()

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
TAKES_PART = RUNS_IT | {Role.MEMBER}
EVERYBODY_IN_IT = TAKES_PART | {Role.OBSERVER}

TOLD: dict[str, Sentence] = {
    "diagnostics.make_survey": Sentence("The survey “{title}” is being set up.", RUNS_IT),
    "diagnostics.remove_survey": Sentence(
        "The survey “{title}”, which had not been opened, was removed.", RUNS_IT
    ),
    "diagnostics.restore_survey": Sentence("The survey “{title}” was brought back.", RUNS_IT),
    "diagnostics.open_survey": Sentence(
        "The survey “{title}” opened. {asked} organisations are asked.", EVERYBODY_IN_IT
    ),
    "diagnostics.close_survey": Sentence(
        "The survey “{title}” closed. Answers: {sent}.", TAKES_PART
    ),
    "diagnostics.reopen_survey": Sentence(
        "The survey “{title}” is open again, until {closes_on}.", EVERYBODY_IN_IT
    ),
    "diagnostics.extend_survey": Sentence(
        "The survey “{title}” now closes on {closes_on}.", TAKES_PART
    ),
    "diagnostics.change_mode": Sentence(
        "Who sees what in the survey “{title}” changed to “{now}”, because: {why}", TAKES_PART
    ),
    "diagnostics.remind_asked": Sentence(
        "A reminder went out for the survey “{title}”.", TAKES_PART
    ),
    "diagnostics.ask_organisations": Sentence(
        "{asked} more organisations are asked in the survey “{title}”.", RUNS_IT
    ),
    "diagnostics.stop_asking": Sentence(
        "{organisation} is no longer asked in the survey “{title}”.", RUNS_IT
    ),
    "diagnostics.ask_after_all": Sentence(
        "{organisation} is asked in the survey “{title}” after all.", RUNS_IT
    ),
}
