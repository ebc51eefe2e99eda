"""Who shares evidence with a cluster, who sees what is shared, and when."""

from __future__ import annotations

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import WrongState
from spinney.clusters.models import Cluster, EvidenceShare, Membership
from spinney.clusters.states import ClusterState, MembershipState

#: In the scope of the organisation whose evidence it is: nobody else shares it, the host included.
KEEPS = frozenset({Role.REPRESENTATIVE, Role.EVIDENCE_KEEPER})
#: In the scope of the cluster. Which pieces a member sees, the organisation chose (`members_see`).
SEES = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER})
RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})

MAY: dict[str, frozenset[Role]] = {
    "see_sharing": KEEPS | {Role.SIGNATORY},
    "share_evidence": KEEPS,
    "end_share": KEEPS,
    "shared_evidence": SEES,
    "view_shared": SEES,
    "download_shared": SEES,
}

#: While an organisation stands so towards a cluster, what it shares with it is seen there.
IN_TOUCH = frozenset(
    {
        MembershipState.INVITED,
        MembershipState.APPLIED,
        MembershipState.ACTIVE,
        MembershipState.SUSPENDED,
    }
)


def check_can_share(cluster: Cluster, membership: Membership | None) -> None:
    """Raise WrongState unless the organisation belongs to the cluster, or asks or is asked to."""
    if membership is None or membership.state not in IN_TOUCH:
        raise WrongState(
            f"Your organisation is not in {cluster.name}, so there is nobody there to share with."
        )
    if cluster.state == ClusterState.ENDED:
        raise WrongState(f"{cluster.name} has ended, so nothing more is shared with it.")


def check_share_goes_on(share: EvidenceShare) -> None:
    """Raise WrongState for a share that has ended."""
    if share.ended_at is not None:
        raise WrongState("This is no longer shared.")
