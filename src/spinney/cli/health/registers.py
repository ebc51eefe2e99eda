"""Are the registers of decisions as they were written?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spinney.cli.health.finding import Finding, ill, well


@dataclass(frozen=True)
class Register:
    """The register of one cluster: how many entries, the mark of the last, and what is wrong with
    it as pairs of number and reason.
    """

    cluster: str
    uid: str
    entries: int
    mark: str
    faults: Sequence[tuple[int, str]]

    @property
    def in_words(self) -> str:
        return "changed from outside." if self.faults else "whole."


def registers() -> list[Register]:
    """Every cluster's register that has entries, or had, by name of the cluster."""
    from spinney.clusters.api import Cluster
    from spinney.decisions.api import decisions, verify_book

    found = []
    for cluster in Cluster.objects.order_by("name", "pk"):
        entries, faults = decisions(cluster), verify_book(cluster)
        if entries or faults:
            mark = entries[-1].digest if entries else ""
            told = [(one.number, one.reason) for one in faults]
            found.append(Register(cluster.name, str(cluster.uid), len(entries), mark, told))
    return found


def registers_unbroken(folder: Path) -> Finding:
    """Every entry of every register of decisions follows from the one before it."""
    found = registers()
    broken = [one for one in found if one.faults]
    if broken:
        number, reason = broken[0].faults[0]
        return ill(
            "decisions",
            f"the register of {broken[0].cluster} was changed: entry {number}, {reason}.",
            "Somebody changed the database by hand. Compare it with a backup.",
        )
    from spinney.base.web.components.words import counted

    many = counted(sum(one.entries for one in found), "entry", "entries")
    where = counted(len(found), "register")
    return well("decisions", f"{many} in {where} of decisions: all as written.")
