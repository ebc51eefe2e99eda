"""The rules by which a cost is shared, and what each of them goes by. Pure.

>>> Rule("mixed", mix=(("equal", 1), ("use", 3))).portions()
(('equal', Fraction(1, 4)), ('use', Fraction(3, 4)))
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from spinney.base.kernel.errors import BadInput
from spinney.money.engine.sharing.members import Member

SIMPLE = ("equal", "bands", "income", "staff", "use", "fixed")
RULES = (*SIMPLE, "mixed")
COUNTED = ("use", "staff")
"""Rules whose weights are hundredths of what is counted."""
HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Band:
    """Whoever has at least this yearly income (pence), and less than the next band's, pays so many
    parts.
    """

    from_pence: int
    parts: int


BANDS = (
    Band(0, 1),
    Band(1_000_000, 2),
    Band(10_000_000, 4),
    Band(100_000_000, 8),
    Band(1_000_000_000, 16),
)
"""Where a problem names none: at the usual sizes of charities (£10,000, £100,000, £1m, £10m; the
bands of the NCVO Almanac), each paying twice as much as the one below.
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """How a cost is shared: equal parts, by income band, income, staff, use, in fixed parts, or a
    mix of these (`mix`: a rule and how many parts of the cost it shares). Raises BadInput for a
    rule that there is not, bands that do not begin at nought or go down, and an empty mix.
    """

    kind: str
    bands: tuple[Band, ...] = BANDS
    mix: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in RULES:
            raise BadInput(f"There is no rule “{self.kind}”. The rules are {', '.join(RULES)}.")
        if "bands" in [kind for kind, _ in self.portions()]:
            _check_bands(self.bands)

    def portions(self) -> tuple[tuple[str, Fraction], ...]:
        """The simple rules, with the part of the cost that each of them shares."""
        if self.kind != "mixed":
            return ((self.kind, Fraction(1)),)
        wrong = [kind for kind, parts in self.mix if kind not in SIMPLE or parts < 0]
        whole = sum(parts for _, parts in self.mix)
        if wrong or whole <= 0:
            raise BadInput(
                "A mix needs at least one rule with a part above nought. Each is one of"
                f" {', '.join(SIMPLE)}."
            )
        return tuple((kind, Fraction(parts, whole)) for kind, parts in self.mix if parts)

    def weight(self, kind: str, one: Member) -> int | None:
        """What a member counts by a simple rule; None where it is not known."""
        if kind == "equal":
            return 1
        if kind == "bands":
            return None if one.income_pence is None else parts_of(one.income_pence, self.bands)
        if kind in COUNTED:
            # Units and staff are kept to two places: a hundredth of one is the smallest part.
            counted = one.units if kind == "use" else one.staff
            found = None if counted is None else int(counted * HUNDREDTHS)
        else:
            found = one.income_pence if kind == "income" else one.parts
        return None if found is None or found < 0 else found


def parts_of(income_pence: int, bands: tuple[Band, ...]) -> int:
    """How many parts somebody with this income pays.

    >>> parts_of(2_000_000, (Band(0, 1), Band(1_000_000, 3)))
    3
    """
    return [band.parts for band in bands if band.from_pence <= max(income_pence, 0)][-1]


def _check_bands(bands: tuple[Band, ...]) -> None:
    starts = [band.from_pence for band in bands]
    if not starts or starts[0] != 0 or any(a >= b for a, b in zip(starts, starts[1:])):  # noqa: B905
        raise BadInput("The first band begins at £0, and each next one above the one before.")
    if min(band.parts for band in bands) < 0 or not any(band.parts for band in bands):
        raise BadInput("A band has no parts below nought, and at least one has some.")
