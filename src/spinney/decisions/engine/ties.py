"""How ties are broken: by the rule stated before the voting, and by lot at the end. Pure.

A lot is an order of the options that nobody can foresee before the seed is known, and anybody can
make again afterwards: options stand in the order of SHA-256("seed:key"). The seed is drawn when
voting opens, its own SHA-256 is published then (`sealed`), and the seed itself after the close.

    >>> lot_order("an example", ["1", "2", "3"])
    ('3', '1', '2')
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from hashlib import sha256

from spinney.decisions.engine.problem import Problem, TieBreak
from spinney.decisions.engine.result import Tie


def sealed(seed: str) -> str:
    """What is published of a seed before the voting: its SHA-256, in hexadecimal."""
    return sha256(seed.encode()).hexdigest()


def lot_order(seed: str, keys: Iterable[str]) -> tuple[str, ...]:
    """The options in the order in which the lot draws them."""
    return tuple(sorted(keys, key=lambda key: sha256(f"{seed}:{key}".encode()).digest()))


def part(
    problem: Problem, equal: Iterable[str], votes: Mapping[str, int | Fraction]
) -> tuple[tuple[str, ...], Tie | None]:
    """Options that came out equal, in the order that the tie rule gives them, and how: None where
    there was only one. `votes` is what "more votes" looks at. `parted_by` names the first break
    that parted any of them; the lot parts those that are equal by all.
    """
    keys = tuple(equal)
    if len(keys) < 2:
        return keys, None
    looks: dict[TieBreak, Callable[[str], int | Fraction]] = {
        TieBreak.CHEAPER: lambda key: problem.by_key[key].cost,
        TieBreak.MORE_VOTES: lambda key: -votes.get(key, 0),
        TieBreak.EARLIER: lambda key: problem.by_key[key].before,
    }
    drawn = {key: place for place, key in enumerate(lot_order(problem.seed, keys))}
    breaks = [one for one in problem.ties if one is not TieBreak.LOT]
    order = tuple(sorted(keys, key=lambda key: (*(looks[one](key) for one in breaks), drawn[key])))
    parting = next(
        (one for one in breaks if len({looks[one](key) for key in keys}) > 1), TieBreak.LOT
    )
    return order, Tie(tuple(sorted(keys)), str(parting), order)
