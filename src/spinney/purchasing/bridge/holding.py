"""Who waits for whom: a cluster is held before its suppliers, questions and opportunities are.

Every deed in a cluster's book writes on the cluster's row in the end, and comparing names holds
that row from its beginning. Whoever held a supplier first and came to the cluster last would wait
for a run that waits for the supplier. Where a member's names are held as well, they come before.
"""

from __future__ import annotations

from spinney.clusters.api import Cluster


def hold_cluster(cluster_id: int) -> None:
    """Hold a cluster until the transaction ends; rows that name it can still be added."""
    Cluster.objects.select_for_update(no_key=True).get(pk=cluster_id)
