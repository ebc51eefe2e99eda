"""Words for kinds, efforts, reasons, assumptions and the steps of a score: one place for all. Pure.

Every code that `searching` and `drafting` give has words here; a code without words is a mistake
that a test finds. Names of members and suppliers come from whoever knows them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spinney.base.kernel.money import Money
from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.engine.opportunities.opportunity import Effort, Kind, Opportunity, Said

Naming = Callable[[str], str]

KINDS: Mapping[Kind, str] = {
    Kind.SWITCH: "Switch",
    Kind.JOIN: "Buy together",
    Kind.RENEGOTIATE: "Ask together for a better price",
    Kind.STOP: "Stop",
}

KIND_HELP: Mapping[Kind, str] = {
    Kind.SWITCH: "Members who pay more move to the supplier with the lowest price in your group.",
    Kind.JOIN: "Members who buy the same kind of thing apart look for one supplier together.",
    Kind.RENEGOTIATE: "Members with the same supplier ask it for one price for all.",
    Kind.STOP: "A member looks whether it pays for the same thing twice.",
}

EFFORTS: Mapping[Effort, str] = {
    Effort.SMALL: "A few hours",
    Effort.MEDIUM: "Some days, over some weeks",
    Effort.LARGE: "Some weeks, over some months",
}

OF_ONE: Mapping[str, str] = {
    "employees": "employee",
    "square_metres": "square metre",
    "lines": "line",
    "computers": "computer",
    "licences": "licence",
    "sites": "site",
    "vehicles": "vehicle",
    "quantity": "unit",
}
"""What each measure counts, for one of it."""


def category_title(key: str) -> str:
    """What a category is called; its key where the tree does not know it."""
    return CATEGORIES[key].title if key in CATEGORIES else key


def title(one: Opportunity, naming: Naming = str) -> str:
    """A line that names an opportunity. `naming` turns a supplier's id or a member's into a name.

    >>> from spinney.purchasing.engine.opportunities.opportunity import MemberShare
    >>> both = tuple(MemberShare(name, 500_00, 10_00, 20_00) for name in ("Ash", "Elm"))
    >>> title(Opportunity("k", Kind.RENEGOTIATE, "energy", ("Rook Energy",), both, 2000, 4000, (),
    ...     Effort.SMALL, None, (), 3000, ()))
    'Energy: ask Rook Energy together for a better price'
    """
    supplier = naming(one.suppliers[0]) if one.suppliers else ""
    words = {
        Kind.SWITCH: f"switch to {supplier}",
        Kind.JOIN: f"buy together, {len(one.members)} members",
        Kind.RENEGOTIATE: f"ask {supplier} together for a better price",
        Kind.STOP: f"is {supplier} still needed?",
    }
    return f"{category_title(one.category)}: {words[one.kind]}"


def said(one: Said, naming: Naming = str) -> str:
    """A reason, an assumption or a step in words."""
    return _WORDS[one.code](one.detail, naming)


def per_one(thousandths: int, measure: str) -> str:
    """A price of one in words: "£12.50 for each employee", "28.52p for each unit"."""
    return f"{_price(thousandths)} for each {OF_ONE[measure]}"


def _price(thousandths: int) -> str:
    if thousandths >= 100_000:
        return str(Money(thousandths // 1000))
    pence = f"{thousandths / 1000:.2f}".rstrip("0").rstrip(".")
    return f"{pence}p"


def _percent(hundredths: object) -> str:
    return f"{int(str(hundredths)) / 100:g}%"


def _number(detail: Mapping[str, str | int], name: str) -> int:
    return int(detail[name])


def _spread(detail: Mapping[str, str | int], _: Naming) -> str:
    lowest = _price(_number(detail, "lowest_thousandths"))
    highest = _price(_number(detail, "highest_thousandths"))
    one = OF_ONE[str(detail["measure"])]
    prices = f"{lowest} to {highest} a year for each {one}"
    return f"{detail['members']} members can be compared: {prices}."


def _assumed(detail: Mapping[str, str | int], _: Naming) -> str:
    whose = (
        "Your cluster said so." if detail["whose"] == "cluster"
        else "This is our guess, kept low: nobody has measured it for small charities."
    )  # fmt: skip
    low, high = _percent(detail["low_hundredths"]), _percent(detail["high_hundredths"])
    return f"Doing it together takes between {low} and {high} off the price. {whose}"


def _thousandths(words: str) -> Callable[[Mapping[str, str | int], Naming], str]:
    return lambda detail, _: f"{words}: times {_number(detail, 'number') / 1000:g}."


_WORDS: Mapping[str, Callable[[Mapping[str, str | int], Naming], str]] = {
    "price_spread": _spread,
    "lowest_pays": lambda detail, naming: (
        f"{naming(str(detail['member']))} pays the lowest price, "
        f"to {naming(str(detail['supplier']))}."
    ),
    "different_suppliers": lambda detail, _: (
        f"{detail['members']} members buy this from {detail['suppliers']} suppliers."
    ),
    "shared_supplier": lambda detail, _: f"{detail['members']} members buy from this supplier.",
    "two_for_one_purpose": lambda detail, naming: (
        f"{naming(str(detail['member']))} pays {detail['suppliers']} suppliers of this kind month "
        "after month. This one gets least."
    ),
    "paid_after_end": lambda _, __: "The contract is over, and payments go on.",
    "same_price_for_all": lambda _, __: (
        "The supplier gives the others the price that it gives the member with the lowest. "
        "The low figure takes the second-lowest price instead."
    ),
    "like_with_like": lambda detail, _: (
        f"What members buy is alike, and goes by the {OF_ONE[str(detail['measure'])]}."
    ),
    "assumed_saving": _assumed,
    "less_for_the_largest": lambda _, __: (
        "Who buys most already gains least from the others: its part is taken down by its share."
    ),
    "stretched_to_a_year": lambda detail, _: (
        f"Some figures cover {detail['months']} months, and are stretched to a year."
    ),
    "from_bands": lambda _, __: (
        "The figures are reckoned from the middles of bands, as amounts are not shown to members."
    ),
    "vat_not_told": lambda _, __: (
        "Some files do not say whether VAT is in the amounts. The low figure allows for that."
    ),
    "purpose_not_known": lambda _, __: (
        "We see who was paid, not what for. It may well be needed, so the low figure is nothing."
    ),
    "middle": lambda detail, _: (
        f"The middle of the range: {Money(_number(detail, 'number'))} a year."
    ),
    "ground": _thousandths("How sure its ground is"),
    "effort": _thousandths("How much work it is"),
    "when": _thousandths("How soon it can be done"),
    "score": lambda detail, _: f"Its weight in the list: {_number(detail, 'number') // 100}.",
}

CODES = frozenset(_WORDS)
"""All that can be said."""
