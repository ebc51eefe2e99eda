"""Are the ledgers as they were written, and do they add up?"""

from __future__ import annotations

from pathlib import Path

from spinney.cli.health.finding import Finding, ill, well


def ledgers_whole(folder: Path) -> Finding:
    """Every entry of every ledger follows from the one before it, and adds up to nought."""
    from spinney.base.web.components.words import counted
    from spinney.clusters.api import Cluster
    from spinney.money.api import clusters_with_entries, verify_ledger

    counts = clusters_with_entries()
    for cluster in Cluster.objects.filter(pk__in=counts).order_by("name", "pk"):
        faults = verify_ledger(cluster)
        if faults:
            first = faults[0]
            which = f"entry {first.number}" if first.number else "all together"
            return ill(
                "money",
                f"the ledger of {cluster.name} is not as it was written: {which}, {first.reason}.",
                "Somebody changed the database by hand. Compare it with a backup.",
            )
    many = counted(sum(counts.values()), "entry", "entries")
    where = counted(len(counts), "ledger")
    return well("money", f"{many} in {where}: all as written, and all of it adds up.")
