"""News of answers: given from a link, on paper or in a spreadsheet; how it is told.

Nothing is told of a detached survey: not even that somebody has answered it.
"""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

#: An organisation sent its answers, for the first time or again. Gives: survey_id;
#: organisation_id, None in a detached survey.
answers_sent = Signal()
#: An organisation took its answers back. Gives: survey_id, organisation_id.
answers_withdrawn = Signal()

SEES_NAMES = frozenset({Role.FACILITATOR})
OWN = frozenset({Role.REPRESENTATIVE, Role.EVIDENCE_KEEPER})

TOLD: dict[str, Sentence] = {
    "diagnostics.send_answers": Sentence("{organisation} sent its answers.", SEES_NAMES),
    "diagnostics.withdraw_answers": Sentence("{organisation} took its answers back.", SEES_NAMES),
    "diagnostics.decline_survey": Sentence(
        "{organisation} will not take part: {why}",
        SEES_NAMES,
        without=("why", "{organisation} will not take part."),
    ),
    "diagnostics.report_wrong_person": Sentence(
        "The link for {organisation} had gone to somebody else.", SEES_NAMES
    ),
    "diagnostics.key_in_sheet": Sentence(
        "A sheet of {organisation} that came on paper was keyed in.", SEES_NAMES
    ),
    "diagnostics.ask_colleague": Sentence("A colleague was asked for a part of “{survey}”.", OWN),
    "diagnostics.withdraw_part": Sentence(
        "A colleague is no longer asked for a part of “{survey}”.", OWN
    ),
    "diagnostics.finish_part": Sentence("A colleague has done her part of “{survey}”.", OWN),
}
