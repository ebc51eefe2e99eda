"""One cost by several rules: each member's share by each, and what it would pay alone. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spinney.base.kernel.periods import Period
from spinney.money.engine.sharing.limits import Limits
from spinney.money.engine.sharing.members import Member
from spinney.money.engine.sharing.rules import Rule
from spinney.money.engine.sharing.split import Sharing, share

Json = Any


@dataclass(frozen=True, slots=True)
class Compared:
    """A rule beside others. `changes` says what each member pays more (below nought: less) than by
    the first rule; `dearer` who pays more than it would pay alone. Both empty without parts.
    """

    name: str
    sharing: Sharing
    changes: Mapping[str, int]
    dearer: tuple[str, ...]

    @property
    def least(self) -> int:
        """The smallest share in pence."""
        return min(one.pence for one in self.sharing.parts)

    @property
    def most(self) -> int:
        """The largest share in pence."""
        return max(one.pence for one in self.sharing.parts)

    def to_json(self) -> dict[str, Json]:
        return {
            "name": self.name,
            "sharing": self.sharing.to_json(),
            "changes": dict(self.changes),
            "dearer": list(self.dearer),
        }


def compare(
    pence: int, rules: Mapping[str, tuple[Rule, Limits]], members: Sequence[Member], *,
    period: Period | None = None, alone: Mapping[str, int] | None = None,
) -> list[Compared]:  # fmt: skip
    """The same cost by each of the named rules, in their order. `alone` is what members would pay
    by themselves, in pence, where it is known.
    """
    found: list[Compared] = []
    for name, (rule, limits) in rules.items():
        sharing = share(pence, rule, members, limits=limits, period=period)
        pays = sharing.by_member()
        first = found[0].sharing.by_member() if found else pays
        changes = {key: pays[key] - first[key] for key in pays if key in first}
        dearer = tuple(key for key in pays if alone and pays[key] > alone.get(key, pays[key]))
        found.append(Compared(name, sharing, changes, dearer))
    return found
