"""How it is told what organisations let a cluster see of their evidence, and no longer."""

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

RUN_IT = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR})

TOLD: dict[str, Sentence] = {
    "clusters.share_evidence": Sentence("{organisation} shared: {title}.", RUN_IT),
    "clusters.end_share": Sentence("{organisation} no longer shares: {title}.", RUN_IT),
}
