"""News of evidence: which pieces an organisation lets a cluster see, and no longer."""

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

evidence_shared = Signal()  # share (EvidenceShare), by, now
share_ended = Signal()  # share (EvidenceShare), by, now

RUN_IT = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR})

TOLD: dict[str, Sentence] = {
    "clusters.share_evidence": Sentence("{organisation} shared: {title}.", RUN_IT),
    "clusters.change_share": Sentence("{organisation} changed who sees: {title}.", RUN_IT),
    "clusters.end_share": Sentence("{organisation} no longer shares: {title}.", RUN_IT),
}
