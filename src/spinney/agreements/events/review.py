"""News of comments, words proposed and readers from outside, and how the record tells of them."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

#: Whoever drafts took over the words that somebody proposed. Gives: words, by, now.
words_taken = Signal()

RUN_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})

# What is said about a clause stands beside it, for those who may see the agreement; the timeline
# of a cluster tells those who run it what became of the words, and who was asked from outside.
TOLD: dict[str, Sentence] = {
    "agreements.propose_words": Sentence("Other words were proposed for “{title}”.", RUN_IT),
    "agreements.take_words": Sentence("Proposed words were taken over in “{title}”.", RUN_IT),
    "agreements.decline_words": Sentence("Proposed words for “{title}” were not taken.", RUN_IT),
    "agreements.ask_outside_reader": Sentence(
        "“{title}” was given to somebody outside to read, until {until}.", RUN_IT
    ),
    "agreements.renew_outside_reader": Sentence(
        "“{title}” may be read from outside until {until}.", RUN_IT
    ),
    "agreements.withdraw_outside_reader": Sentence(
        "“{title}” is no longer read from outside.", RUN_IT
    ),
    "agreements.give_verdict": Sentence(
        "A reader from outside has finished reading “{title}”.", RUN_IT
    ),
}
