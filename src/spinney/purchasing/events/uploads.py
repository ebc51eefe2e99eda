"""News of files of payments that members give in, and how it is told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

spend_changed = Signal()
"""What a member's lines say has changed, and its cells are made anew.

Sent with sender=SpendUpload, `organisation_id`, `change` ("added" or "undone"), `upload` (the file
by which it changed), `by` (Actor) and `now` (datetime). A share of the member may show more or less
from now on: whoever matches suppliers or reckons savings looks again.
"""

_OWN = frozenset({Role.REPRESENTATIVE, Role.EVIDENCE_KEEPER})

TOLD: dict[str, Sentence] = {
    "purchasing.give_file": Sentence("A file of payments was given in: “{file}”.", _OWN),
    "purchasing.change_layout": Sentence("How “{file}” is read was changed.", _OWN),
    "purchasing.read_file": Sentence("“{file}” was read.", _OWN),
    "purchasing.add_lines": Sentence("Adding the payments of “{file}” was begun.", _OWN),
    "purchasing.keep_lines": Sentence("The payments of “{file}” were added.", _OWN),
    "purchasing.discard_upload": Sentence("“{file}” was thrown away.", _OWN),
    "purchasing.undo_upload": Sentence("The payments of “{file}” were taken out again.", _OWN),
    "purchasing.follow_merge_of_spending": Sentence(
        "{organisation} turned out to be the same as we are: its payments are ours now. Look at"
        " what we share.",
        _OWN,
    ),
    "purchasing.set_measures": Sentence("Our measures were changed: {measures}.", _OWN),
}
