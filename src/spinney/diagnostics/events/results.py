"""News of results: what a survey shows, and to whom; how it is told.

No sentence says what anybody answered, or quotes a figure.
"""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

#: What came of a survey was shown to everybody who took part. Gives: publication, by, now.
results_published = Signal()

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
TAKES_PART = RUNS_IT | {Role.MEMBER}
IN_CLUSTER = frozenset({Role.FACILITATOR})

TOLD: dict[str, Sentence] = {
    "diagnostics.publish_results": Sentence(
        "What came of the survey “{title}” was published.", TAKES_PART
    ),
    "diagnostics.withdraw_results": Sentence(
        "Results {number} of the survey “{title}” were withdrawn.", TAKES_PART
    ),
    "diagnostics.set_upgrade": Sentence(
        "The cost of “{of}” in the survey “{title}” was set to {now}.", IN_CLUSTER
    ),
    "diagnostics.suggest_themes": Sentence(
        "Themes were put on the list from the survey “{title}”: {themes}.", TAKES_PART
    ),
}
