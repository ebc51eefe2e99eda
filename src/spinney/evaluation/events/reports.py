"""News of evaluation reports, and how it is told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

INSIDE = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER})
RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})

report_finished = Signal()
"""A report was finished: a new version of it stands.

Sent with sender=Report, `report`, `by` (Actor) and `now` (datetime).
"""
report_published = Signal()
"""A report has a public page. Sent as `report_finished` is."""

TOLD: dict[str, Sentence] = {
    "evaluation.start_report": Sentence("A report was begun: “{title}”.", RUNS_IT),
    "evaluation.finish_report": Sentence("The report “{title}” was finished.", INSIDE),
    "evaluation.reopen_report": Sentence("The report “{title}” was taken up again.", RUNS_IT),
    "evaluation.remove_report": Sentence("The report “{title}” was removed.", RUNS_IT),
    "evaluation.restore_report": Sentence("The report “{title}” was brought back.", RUNS_IT),
    "evaluation.ask_to_publish": Sentence(
        "Members were asked whether “{title}” may be published.", INSIDE
    ),
    "evaluation.agree_to_publish": Sentence(
        "{organisation} agreed that “{title}” is published.", INSIDE
    ),
    "evaluation.refuse_to_publish": Sentence(
        "{organisation} did not agree that “{title}” is published: {why}", INSIDE
    ),
    "evaluation.publish_report": Sentence("The report “{title}” was published.", INSIDE),
    "evaluation.take_down_report": Sentence(
        "The report “{title}” is public no more: {why}", INSIDE
    ),
}
