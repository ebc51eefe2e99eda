"""News of what organisations can show, and how it is told."""

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

evidence_changed = Signal()
"""What an organisation can show has changed.

Sent with sender=Evidence, `organisation_id`, `kind` (an EvidenceKind value), `change` (one of
CHANGES), `evidence` (the row as it is now), `by` (Actor) and `now` (datetime). For "replaced" also
`old` (the row that was replaced) and `keep_shares` (whether those who saw the old one shall see the
new). An age limit ("accounts not older than 18 months") can be passed without any news: whoever has
such a limit looks each day.
"""

CHANGES = ("added", "changed", "replaced", "withdrawn", "restored", "expired")

_OWN = frozenset({Role.REPRESENTATIVE, Role.EVIDENCE_KEEPER, Role.SIGNATORY})

TOLD: dict[str, Sentence] = {
    "register.add_evidence": Sentence("{title} was added.", _OWN),
    "register.change_evidence": Sentence("{title} was changed.", _OWN),
    "register.replace_evidence": Sentence("{title} was replaced by a newer one.", _OWN),
    "register.withdraw_evidence": Sentence("{title} was withdrawn.", _OWN),
    "register.restore_evidence": Sentence("{title} was put back.", _OWN),
    "register.remind_of_evidence": Sentence("We were reminded of what runs out: {titles}.", _OWN),
    "register.attach_file": Sentence("The file “{file}” was added to {title}.", _OWN),
    "register.remove_file": Sentence("The file “{file}” was taken off {title}.", _OWN),
    "register.restore_file": Sentence("The file “{file}” was put back with {title}.", _OWN),
}
