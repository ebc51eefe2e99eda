"""Who may make, see, change and end clusters, and when."""

from __future__ import annotations

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.clusters.models import Cluster
from spinney.clusters.states import NEXT, ClusterState

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
INSIDE = RUNS_IT | {Role.MEMBER, Role.OBSERVER}

MAY: dict[str, frozenset[Role]] = {
    "clusters": frozenset({Role.SIGNED_IN}),
    "programme_clusters": RUNS_IT,
    "make_cluster": frozenset({Role.SIGNED_IN}),
    "add_cluster": frozenset({Role.PROGRAMME_MANAGER}),
    "cluster": INSIDE,
    "cluster_logo": INSIDE,
    "cluster_timeline": INSIDE,
    "edit_cluster": RUNS_IT,
    "end_cluster": RUNS_IT,
    "reopen_cluster": RUNS_IT,
    "facilitators": RUNS_IT,
    "appoint_facilitator": RUNS_IT,
    "stand_down_facilitator": RUNS_IT,
}


def check_cluster_can_become(cluster: Cluster, state: ClusterState) -> None:
    """Raise WrongState unless the cluster may move to the state."""
    if state not in NEXT[ClusterState][cluster.state]:
        raise WrongState(f"{cluster.name} is “{cluster.get_state_display()}” already.")


def check_notice_not_agreed(cluster: Cluster, days: int) -> None:
    """Raise BadInput for another notice to leave than the members agreed: only an agreement changes
    that.
    """
    if cluster.notice_agreed_in and days != cluster.notice_to_leave_days:
        told = (
            f"This notice was agreed, in {cluster.notice_agreed_in}. To change it, vary that"
            " agreement."
        )
        raise BadInput(told, {"notice_to_leave_days": [told]})


def check_cluster_goes_on(cluster: Cluster) -> None:
    """Raise WrongState when the cluster has ended: nothing in it changes until it is reopened."""
    if cluster.state == ClusterState.ENDED:
        raise WrongState(f"{cluster.name} has ended. Reopen it first, then do this again.")


def check_somebody_stays(cluster: Cluster, *, others: bool) -> None:
    """Raise WrongState when nobody would be left to run the cluster."""
    if not others:
        raise WrongState(
            f"Nobody would be left to run {cluster.name}. Add another facilitator first."
        )


def check_name_is_free(name: str, taken: bool) -> None:
    """Raise BadInput when another cluster of the same programme has the name."""
    if taken:
        told = f"This programme has a cluster called “{name}”. Give this one another name."
        raise BadInput(told, {"name": [told]})
