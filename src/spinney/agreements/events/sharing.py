"""What members share under a protocol, and who looked: how it is told.

Only the organisation itself reads of it: others see what is no longer shared, and no more.
"""

from __future__ import annotations

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

OWN = frozenset({Role.REPRESENTATIVE, Role.EVIDENCE_KEEPER, Role.SIGNATORY})

TOLD: dict[str, Sentence] = {
    "agreements.stop_sharing": Sentence("No longer shared under “{agreement}”: {what}.", OWN),
    "agreements.share_again": Sentence("Shared again under “{agreement}”: {what}.", OWN),
    "agreements.add_contact": Sentence("A contact was added.", OWN),
    "agreements.edit_contact": Sentence("A contact was changed: {changed}.", OWN),
    "agreements.remove_contact": Sentence("A contact was removed.", OWN),
    "agreements.restore_contact": Sentence("A contact was put back.", OWN),
}
