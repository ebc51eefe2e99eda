"""How it is told what organisations let a cluster see of their evidence, and no longer."""

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

#: In the cluster's book, those who run it; in the organisation's, those who act for it.
READERS = frozenset(
    {
        Role.PROGRAMME_MANAGER,
        Role.FACILITATOR,
        Role.REPRESENTATIVE,
        Role.EVIDENCE_KEEPER,
        Role.SIGNATORY,
    }
)

TOLD: dict[str, Sentence] = {
    "clusters.share_evidence": Sentence("{organisation} shared with {cluster}: {title}.", READERS),
    "clusters.end_share": Sentence(
        "{organisation} no longer shares with {cluster}: {title}.", READERS
    ),
}
