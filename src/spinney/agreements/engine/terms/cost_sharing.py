"""The term of shared costs: by which rule each kind is shared, in which bands, parts and mixes, and
the smallest and largest share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spinney.agreements.engine.terms.parts import ITEM, Kind, TermFault, Value, asks
from spinney.agreements.engine.terms.saying import counted, listed, named, pounds, upper

RULES = (
    ("equal", "Equal parts"),
    ("bands", "By bands of yearly income"),
    ("income", "By yearly income"),
    ("staff", "By number of staff"),
    ("use", "By use"),
    ("fixed", "Fixed shares"),
    ("mixed", "A mix of these"),
)
_SAID = {
    "equal": "in equal parts",
    "bands": "by bands of our yearly income",
    "income": "by our yearly income",
    "staff": "by how many staff each of us has",
    "use": "by how much each of us uses",
    "fixed": "in fixed shares",
}
OF_ALL = RULES[:-2]
"""The rules that need no line for a single cost."""


@dataclass(frozen=True)
class CostRule(Value):
    """How one kind of cost is shared."""

    cost: str = asks("Which cost?", Kind.TEXT, most=80)
    rule: str = asks("How is it shared?", Kind.CHOICE, choices=RULES)


@dataclass(frozen=True)
class FixedShare(Value):
    """What one organisation bears of a cost with fixed shares."""

    cost: str = asks("Which cost?", Kind.TEXT, most=80)
    organisation: str = asks("Organisation", Kind.ORGANISATION)
    parts: int = asks(
        "Parts", Kind.NUMBER, least=0, most=10000, help="2 and 1: the first pays twice as much."
    )


@dataclass(frozen=True)
class IncomeBand(Value):
    """How many parts those of us pay whose yearly income is at least so much."""

    from_pence: int = asks("Yearly income from", Kind.MONEY, least=0)
    parts: int = asks(
        "Parts", Kind.NUMBER, least=1, most=10000, help="1 and 2: the second pays twice as much."
    )


@dataclass(frozen=True)
class MixedPart(Value):
    """Which part of a mixed cost is shared by which rule."""

    cost: str = asks("Which cost?", Kind.TEXT, most=80)
    parts: int = asks("Parts of it", Kind.NUMBER, least=1, most=10000)
    rule: str = asks("How are these shared?", Kind.CHOICE, choices=RULES[:-1])


@dataclass(frozen=True)
class ShareLimit(Value):
    """The least and the most that each of us bears of a cost, or of every cost."""

    cost: str = asks(
        "Which cost?", Kind.TEXT, most=80, required=False, help="Left empty: every other cost."
    )
    least_pence: int | None = asks("Each of us pays at least", Kind.MONEY, least=0, required=False)
    least_share: int | None = asks(
        "At least this share", Kind.SHARE, least=0, most=100, required=False
    )
    most_pence: int | None = asks("Each of us pays at most", Kind.MONEY, least=100, required=False)
    most_share: int | None = asks(
        "At most this share", Kind.SHARE, least=1, most=100, required=False
    )

    def check(self) -> None:
        pairs = ("pence", "share")
        for kind in pairs:
            low, high = getattr(self, f"least_{kind}"), getattr(self, f"most_{kind}")
            if low is not None and high is not None and low > high:
                told = "The smallest share is above the largest. Change one of the two."
                raise TermFault(told, {f"most_{kind}": [told]})

    def bounds(self) -> str:
        """ "at least £50 and at most 40 in a hundred of it"; empty where nothing is said."""
        return listed(self._bounds())

    def _bounds(self) -> Iterator[str]:
        for words, pence, share in (
            ("at least", self.least_pence, self.least_share),
            ("at most", self.most_pence, self.most_share),
        ):
            if pence is not None:
                yield f"{words} {pounds(pence)}"
            if share is not None:
                yield f"{words} {share} in a hundred of it"


@dataclass(frozen=True)
class CostSharing(Value):
    """How we share costs: a rule for each kind that we name, and one for everything else."""

    otherwise: str = asks(
        "How do we share costs?", Kind.CHOICE, choices=OF_ALL, default="equal",
        help="This holds for every cost that you do not name below.",
    )  # fmt: skip
    rules: tuple[CostRule, ...] = asks(
        "Which costs are shared in another way?", Kind.RECORDS, of=CostRule, required=False
    )
    shares: tuple[FixedShare, ...] = asks(
        "What are the fixed shares?", Kind.RECORDS, of=FixedShare, required=False,
        help="For each cost that is shared in fixed shares, a line for each organisation.",
    )  # fmt: skip
    bands: tuple[IncomeBand, ...] = asks(
        "What are the bands of income?", Kind.RECORDS, of=IncomeBand, required=False, most=12,
        help="Where a cost is shared by bands. Whoever has less income than the first band begins"
        " with pays as the first does.",
    )  # fmt: skip
    mixes: tuple[MixedPart, ...] = asks(
        "What are the mixes?", Kind.RECORDS, of=MixedPart, required=False,
        help="For each cost that is shared by a mix, a line for each rule in it.",
    )  # fmt: skip
    limits: tuple[ShareLimit, ...] = asks(
        "Is there a smallest or largest share?", Kind.RECORDS, of=ShareLimit, required=False,
        help="What somebody pays less, or more, because of this the others bear in proportion.",
    )  # fmt: skip

    def check(self) -> None:
        costs = [one.cost.casefold() for one in self.rules]
        if len(set(costs)) < len(costs):
            told = "A cost is named twice. Name each once."
            raise TermFault(told, {"rules": [told]})
        self._check_lines("shares", "fixed", "is not shared in fixed shares")
        self._check_lines("mixes", "mixed", "is not shared by a mix")
        for row, one in enumerate(self.rules):
            if one.rule == "fixed" and not sum(self.shares_of(one.cost).values()):
                told = f"Say what part of “{one.cost}” each organisation pays."
                raise TermFault(told, {f"rules-{row}-rule": [told]})
            if one.rule == "mixed" and not self.mix_of(one.cost):
                told = f"Say which part of “{one.cost}” is shared by which rule."
                raise TermFault(told, {f"rules-{row}-rule": [told]})
        self._check_bands()
        self._check_fixed_in_mixes()
        limited = [one.cost.casefold() for one in self.limits]
        if len(set(limited)) < len(limited):
            told = "A smallest or largest share is said twice for one cost. Say it in one line."
            raise TermFault(told, {"limits": [told]})

    def _check_lines(self, part: str, rule: str, wrong: str) -> None:
        """Each line of fixed shares or mixes is of a cost that is shared so."""
        ours = {one.cost.casefold() for one in self.rules if one.rule == rule}
        if part == "shares":
            ours |= {one.cost.casefold() for one in self.mixes if one.rule == "fixed"}
        for row, line in enumerate(getattr(self, part)):
            if line.cost.casefold() not in ours:
                told = f"“{line.cost}” {wrong}. Change its rule, or this line."
                raise TermFault(told, {f"{part}-{row}-cost": [told]})

    def _check_bands(self) -> None:
        if self._goes_by_bands and not self.bands:
            told = "A cost is shared by bands of income. Say what the bands are."
            raise TermFault(told, {"bands": [told]})
        starts = [one.from_pence for one in self.bands]
        if len(set(starts)) < len(starts):
            told = "Two bands begin at the same income. Give each its own."
            raise TermFault(told, {"bands": [told]})

    def _check_fixed_in_mixes(self) -> None:
        for row, one in enumerate(self.mixes):
            if one.rule == "fixed" and not sum(self.shares_of(one.cost).values()):
                told = f"Say what part of “{one.cost}” each organisation pays."
                raise TermFault(told, {f"mixes-{row}-rule": [told]})

    @property
    def _goes_by_bands(self) -> bool:
        used = {self.otherwise, *(one.rule for one in self.rules)}
        return "bands" in used | {one.rule for one in self.mixes}

    def rule_for(self, cost: str) -> str:
        """The rule for a kind of cost."""
        found = (one.rule for one in self.rules if one.cost.casefold() == cost.casefold())
        return next(found, self.otherwise)

    def shares_of(self, cost: str) -> dict[str, int]:
        """The parts that each organisation bears of a cost with fixed shares."""
        ours = [one for one in self.shares if one.cost.casefold() == cost.casefold()]
        return {one.organisation: one.parts for one in ours}

    def mix_of(self, cost: str) -> tuple[MixedPart, ...]:
        """What a mixed cost is mixed of."""
        return tuple(one for one in self.mixes if one.cost.casefold() == cost.casefold())

    def limit_of(self, cost: str) -> ShareLimit:
        """The smallest and largest share of a cost: its own, or else that of every cost."""
        said = {one.cost.casefold(): one for one in self.limits}
        return said.get(cost.casefold()) or said.get("") or ShareLimit()

    def in_order(self) -> tuple[IncomeBand, ...]:
        """The bands, the one with the least income first."""
        return tuple(sorted(self.bands, key=lambda one: one.from_pence))

    def lines(self, names: Mapping[str, str]) -> tuple[str, ...]:
        if not self.rules:
            return (f"We share costs {_SAID[self.otherwise]}.", *self._more())
        return (
            "We share costs like this.",
            *(f"{ITEM}{upper(one.cost)}: {self._how(one, names)}." for one in self.rules),
            f"{ITEM}All other costs: {_SAID[self.otherwise]}.",
            *self._more(),
        )

    def _how(self, one: CostRule, names: Mapping[str, str]) -> str:
        if one.rule == "mixed":
            mix = self.mix_of(one.cost)
            whole = sum(part.parts for part in mix)
            said = listed(f"{part.parts} of {whole} {_SAID[part.rule]}" for part in mix)
            fixed = self._fixed(one.cost, names)
            return f"in a mix: {said}{fixed}"
        return _SAID[one.rule] + (self._fixed(one.cost, names) if one.rule == "fixed" else "")

    def _fixed(self, cost: str, names: Mapping[str, str]) -> str:
        parts = self.shares_of(cost)
        whole = sum(parts.values())
        shares = listed(f"{named(uid, names)} pays {n} of {whole}" for uid, n in parts.items())
        return f" ({shares})" if shares else ""

    def _more(self) -> Iterator[str]:
        """What holds besides: bands, and the smallest and largest shares."""
        if self._goes_by_bands:
            bands = listed(
                f"{counted(one.parts, 'part')} from a yearly income of {pounds(one.from_pence)}"
                for one in self.in_order()
            )
            yield f"By bands, each of us pays {bands}."
        for one in self.limits:
            bounds = one.bounds()
            if bounds:
                cost = f"Of {one.cost}" if one.cost else "Of every other cost"
                if not one.cost and len(self.limits) == 1:
                    cost = "Of every cost"
                yield f"{cost} each of us pays {bounds}."
