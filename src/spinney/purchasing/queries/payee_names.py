"""Which supplier is meant by a name that was typed by hand, as in a contract."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from spinney.base.kernel.names import read_name
from spinney.purchasing.queries.spend import Payee


def payees_by_name(payees: Mapping[tuple[int, str], Payee]) -> Mapping[str, Payee]:
    """The supplier that a name means, however a member spells it; names of two are left out."""
    meant: dict[str, set[Payee]] = defaultdict(set)
    for (_organisation, written), of in payees.items():
        for name in (written, of.name):
            meant[plain_name(name)].add(of)
    return {name: next(iter(of)) for name, of in meant.items() if len(of) == 1}


def plain_name(name: str) -> str:
    """The words of a name, without its legal form."""
    return " ".join(read_name(name).words) or name.casefold()
