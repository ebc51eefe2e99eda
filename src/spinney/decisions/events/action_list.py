"""News of who does what, as told."""

from __future__ import annotations

from spinney.base.record.timeline import Sentence
from spinney.decisions.events.book import EVERYBODY

_WITHOUT_DAY = ("due", "{who} will do: {what}.")

TOLD: dict[str, Sentence] = {
    "decisions.add_action": Sentence("{who} will do by {due}: {what}.", EVERYBODY, _WITHOUT_DAY),
    "decisions.edit_action": Sentence(
        "Changed: {who} will do by {due}: {what}.",
        EVERYBODY,
        ("due", "Changed: {who} will do: {what}."),
    ),
    "decisions.finish_action": Sentence("Done by {who}: {what}. {note}", EVERYBODY),
    "decisions.drop_action": Sentence("No longer needed: {what}. {note}", EVERYBODY),
    "decisions.reopen_action": Sentence("To be done after all: {what}.", EVERYBODY),
}
