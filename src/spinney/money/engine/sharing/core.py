"""Would any group of members pay less alone than together? (The core of a game of costs.) Pure.

A sharing is stable where no group's shares come to more than the group would pay by itself
(D. B. Gillies, "Solutions to General Non-Zero-Sum Games", 1959). Up to 16 members every group is
looked at. Beyond, the group that gains most is looked for as a whole-number problem that HiGHS
solves with proof (separating.py): still exact, unless it is cut short, which is said.

Where no stable sharing exists the least core says by how much even the best one falls short
(M. Maschler, B. Peleg, L. S. Shapley, "Geometric Properties of the Kernel, Nucleolus, and Related
Solution Concepts", 1979), found by adding the groups that object one after another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spinney.base.kernel.errors import BadInput
from spinney.money.engine.sharing.game import SCALE, Game, sums
from spinney.money.engine.sharing.separating import Separation

if TYPE_CHECKING:
    from spinney.money.engine.sharing.game import Ints

Json = Any
SHOWN = 5
ROUNDS = 400


@dataclass(frozen=True, slots=True)
class Objection:
    """A group that would pay less alone: pence that it bears `together` and would pay `alone`
    (rounded up to the penny), so that it would save at least `gain`.
    """

    members: tuple[str, ...]
    together: int
    alone: int

    @property
    def gain(self) -> int:
        return self.together - self.alone

    def to_json(self) -> dict[str, Json]:
        return {
            "members": list(self.members),
            "together": self.together,
            "alone": self.alone,
            "gain": self.gain,
        }


@dataclass(frozen=True, slots=True)
class Stability:
    """Whether a sharing is stable. `objections` are the groups that would gain most by leaving,
    the most first; `count` how many there are where all were looked at (`looked_at` is "all"). By
    "proof" the first is the one that gains most; "part" says that the search was cut short.
    """

    objections: tuple[Objection, ...]
    count: int | None
    looked_at: str

    @property
    def is_stable(self) -> bool | None:
        """None where the search found nobody, but was cut short."""
        if self.objections:
            return False
        return None if self.looked_at == "part" else True

    def to_json(self) -> dict[str, Json]:
        return {
            "is_stable": self.is_stable,
            "objections": [one.to_json() for one in self.objections],
            "count": self.count,
            "looked_at": self.looked_at,
        }


def stability(game: Game, shares: Mapping[str, int]) -> Stability:
    """Whether any group would pay at least a penny less alone than its shares (pence) together.
    Raises BadInput where a member has no share.
    """
    lacking = [key for key in game.members if key not in shares]
    if lacking:
        raise BadInput(f"There is no share for {', '.join(lacking)}.")
    pence = [shares[key] for key in game.members]
    if game.is_small:
        return _by_every_group(game, pence)
    found = Separation(game).find([one * SCALE for one in pence])
    group = _objection(game, found.group, pence)
    objections = (group,) if group.gain > 0 else ()
    return Stability(objections, None, "proof" if found.is_proven else "part")


def _by_every_group(game: Game, pence: Sequence[int]) -> Stability:
    import numpy as np

    gains = (sums(pence) * SCALE - game.table()) // SCALE
    # Everybody together is no group that leaves; nor is nobody.
    gains[0] = gains[-1] = 0
    objecting = np.flatnonzero(gains > 0)
    sizes = np.bitwise_count(objecting)
    first = objecting[np.lexsort((objecting, sizes, -gains[objecting]))][:SHOWN]
    found = tuple(_objection(game, _places(int(one)), pence) for one in first)
    return Stability(found, len(objecting), "all")


def _places(group: int) -> tuple[int, ...]:
    return tuple(at for at in range(group.bit_length()) if group >> at & 1)


def _objection(game: Game, group: Sequence[int], pence: Sequence[int]) -> Objection:
    alone = -(-game.cost(group) // SCALE)
    members = tuple(game.members[at] for at in group)
    return Objection(members, sum(pence[at] for at in group), alone)


@dataclass(frozen=True, slots=True)
class LeastCore:
    """The sharing whose worst-off group has least to object: its `shares` in pence (fractions), and
    how much more than alone that group pays (`excess` pence; nought or below: no group objects,
    so there are stable sharings). `is_proven`: no other sharing does better.
    """

    shares: Mapping[str, float]
    excess: float
    is_proven: bool

    @property
    def has_stable_sharing(self) -> bool:
        """To half a penny."""
        return self.excess < 0.5

    def to_json(self) -> dict[str, Json]:
        return {
            "shares": {key: round(pence, 4) for key, pence in self.shares.items()},
            "excess": round(self.excess, 4),
            "has_stable_sharing": self.has_stable_sharing,
            "is_proven": self.is_proven,
        }


def least_core(game: Game, rounds: int = ROUNDS) -> LeastCore:
    """The least core by row generation: groups that object are added until none objects more."""
    from spinney.money.engine.sharing.separating import Master

    count = len(game.members)
    whole = game.cost(range(count)) / SCALE
    if count == 1:
        return LeastCore({game.members[0]: whole}, 0.0, is_proven=True)
    master = Master(count, whole)
    for at in range(count):
        master.add([at], game.cost([at]) / SCALE)
    table = game.table() if game.is_small else None
    search = None if table is not None else Separation(game)
    proven = False
    for _ in range(rounds):
        shares, excess = master.solve()
        scaled = [round(one * SCALE) for one in shares]
        if table is not None:
            group, sure = _worst(table, scaled), True
        else:
            assert search is not None  # noqa: S101
            found = search.find(scaled)
            group, sure = found.group, found.is_proven
        alone = game.cost(group) / SCALE
        if sum(shares[at] for at in group) - alone <= excess + 0.1:
            proven = sure
            break
        master.add(group, alone)
    return LeastCore(dict(zip(game.members, shares, strict=True)), excess, proven)


def _worst(table: Ints, scaled: Sequence[int]) -> tuple[int, ...]:
    import numpy as np

    excess = sums(scaled) - table
    return _places(int(np.argmax(excess[1:-1])) + 1)
