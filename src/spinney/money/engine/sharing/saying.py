"""Words for rules, reasons, limits and what groups would do: one place for all. Pure.

Names of members and units come from whoever knows them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from spinney.base.kernel.money import Money
from spinney.money.engine.sharing.core import LeastCore, Objection, Stability
from spinney.money.engine.sharing.limits import Impossible, Limits
from spinney.money.engine.sharing.rules import COUNTED, HUNDREDTHS, Rule
from spinney.money.engine.sharing.split import Part, Piece

Naming = Callable[[str], str]

RULE_WORDS = {
    "equal": "in equal parts",
    "bands": "by bands of yearly income",
    "income": "by yearly income",
    "staff": "by number of staff",
    "use": "by how much each uses",
    "fixed": "in fixed parts",
    "mixed": "by a mix of rules",
}
MISSING_WORDS = {
    "equal": "",
    "bands": "its yearly income",
    "income": "its yearly income",
    "staff": "how many staff it has",
    "use": "how much it uses",
    "fixed": "its part in the agreement",
}
HELD_WORDS = {
    "least": "This is the smallest share.",
    "most": "This is the largest share.",
    "spread": "It bears its part of what the smallest and largest shares change.",
}


def rule_words(rule: Rule) -> str:
    """A rule: "by a mix of rules: 50% in equal parts, 50% by how much each uses"."""
    said = RULE_WORDS[rule.kind]
    if rule.kind != "mixed":
        return said
    parts = [f"{percent(part)} {RULE_WORDS[kind]}" for kind, part in rule.portions()]
    return f"{said}: {', '.join(parts)}"


def percent(part: Fraction) -> str:
    """A part of a whole.

    >>> percent(Fraction(1, 3))
    '33.3%'
    """
    found = f"{float(part) * HUNDREDTHS:.1f}"
    return f"{found.removesuffix('.0')}%"


def limits_words(limits: Limits) -> str:
    """The smallest and the largest share, in a sentence; "" where there is none."""
    said = []
    for words, pence, in_hundred in (
        ("at least", limits.least_pence, limits.least_percent),
        ("at most", limits.most_pence, limits.most_percent),
    ):
        said += [f"{words} {Money(pence)}"] if pence is not None else []
        said += [f"{words} {in_hundred}% of the cost"] if in_hundred is not None else []
    return f"Each bears {', '.join(said)}." if said else ""


def impossible_words(no_way: Impossible, cost: int) -> str:
    """Why the limits cannot hold, and what to do."""
    pence = Money(no_way.pence)
    return {
        "least_above_cost": (
            f"The smallest shares come to {pence}, more than the cost of {Money(cost)}."
            " Lower the smallest share."
        ),
        "most_below_cost": (
            f"The largest shares come to {pence}, less than the cost of {Money(cost)}."
            " Raise the largest share."
        ),
        "least_above_most": (
            f"Somebody's smallest share, {pence}, is above the largest. Change one of the two."
        ),
    }[no_way.code]


def part_words(part: Part, unit: str = "") -> list[str]:
    """How one part was reckoned, a sentence a reason: "12.5 of 40 hours, of £3,000: £937.50"."""
    said = [piece_words(one, unit) for one in part.pieces]
    if part.held:
        said.append(f"By the rule {_about(Fraction(part.natural))}. {HELD_WORDS[part.held]}")
    return said


def piece_words(piece: Piece, unit: str = "") -> str:
    """One reason. Days stand before it where the cost of some days is meant."""
    cost = _about(Fraction(piece.cost))
    said = f"{_counts(piece, unit)}, of {cost}: {_about(piece.exact)}."
    if piece.weight == piece.of:
        said = f"all of {cost}."
    return f"{_days(piece)}: {said}" if piece.first else f"{said[0].upper()}{said[1:]}"


def _counts(piece: Piece, unit: str) -> str:
    if piece.rule in COUNTED:
        counted = "staff" if piece.rule == "staff" else unit or "units"
        one, of = (plain(Decimal(number) / HUNDREDTHS) for number in (piece.weight, piece.of))
        return f"{one} of {of} {counted}"
    if piece.rule == "income":
        return f"income {Money(piece.weight)} of {Money(piece.of)} together"
    return f"{piece.weight} of {piece.of} parts"


def plain(number: Decimal) -> str:
    """A number without noughts at its end.

    >>> plain(Decimal("12.50")), plain(Decimal("40.00"))
    ('12.5', '40')
    """
    return f"{number:,.2f}".rstrip("0").rstrip(".")


def _about(pence: Fraction) -> str:
    return str(Money((pence + Fraction(1, 2)).__floor__()))


def _days(piece: Piece) -> str:
    first, last = (date.fromisoformat(day) for day in (piece.first, piece.last))
    return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"


def _list(names: Sequence[str]) -> str:
    if len(names) > 6:
        return f"{', '.join(names[:5])} and {len(names) - 5} others"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def objection_words(one: Objection, naming: Naming = str) -> str:
    """A group that would pay less alone."""
    names = _list([naming(key) for key in one.members])
    verb = "pays" if len(one.members) == 1 else "pay together"
    return (
        f"{names} {verb} {Money(one.together)} here and would pay {Money(one.alone)} alone:"
        f" {Money(one.gain)} less."
    )


def stability_words(found: Stability) -> str:
    """Whether any group would pay less alone, in a sentence."""
    if found.objections and found.count:
        groups = "One group" if found.count == 1 else f"{found.count:,} groups"
        return f"{groups} would pay less alone."
    if found.objections:
        return "At least one group would pay less alone."
    return {
        "all": "No member and no group would pay less alone. Every group was looked at.",
        "proof": "No member and no group would pay less alone. This is proven.",
        "part": "No group was found that would pay less alone, but not all could be looked at.",
    }[found.looked_at]


def least_core_words(found: LeastCore) -> str:
    """Whether any sharing at all would keep every group content, in a sentence."""
    if found.has_stable_sharing:
        return "There are other sharings in which no group would pay less alone."
    if not found.is_proven:
        return "It is not known whether there is a sharing in which no group would pay less alone."
    more = Money(-(-int(found.excess * 100) // 100))
    return (
        "However it is shared, some group would pay less alone: in the best of all sharings about"
        f" {more} less."
    )
