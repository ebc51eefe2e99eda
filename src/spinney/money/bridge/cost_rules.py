"""The term `cost_sharing` as the engine's rule and limits, and members as it knows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from spinney.agreements import api as agreements
from spinney.money.engine.sharing import (
    BANDS,
    NO_LIMITS,
    SIMPLE,
    Band,
    Limits,
    Member,
    Missing,
    Part,
    Piece,
    Rule,
    Sharing,
    share,
)
from spinney.money.engine.sharing.saying import (
    MISSING_WORDS,
    RULE_WORDS,
    impossible_words,
    limits_words,
    part_words,
    plain,
    rule_words,
)

__all__ = [
    "MISSING_WORDS", "NO_LIMITS", "RULE_WORDS", "SIMPLE", "AgreedRule", "Band", "Limits", "Member",
    "Missing", "Part", "Piece", "Rule", "Sharing", "agreed_rule", "impossible_words",
    "limits_words", "part_words", "plain", "rule_words", "share", "way_words",
]  # fmt: skip


def way_words(way: tuple[Rule, Limits]) -> str:
    """A rule with its limits, in words.

    >>> way_words((Rule("use"), Limits(most_percent=40)))
    'By how much each uses. Each bears at most 40% of the cost.'
    """
    rule, limits = way
    said = rule_words(rule)
    return f"{said[0].upper()}{said[1:]}. {limits_words(limits)}".strip()


@dataclass(frozen=True)
class AgreedRule:
    """How a kind of cost is shared: the rule and its limits, the fixed parts by organisation (uid),
    and the agreement and clause it comes from (empty: nothing is agreed, so in equal parts).
    """

    rule: Rule
    limits: Limits = NO_LIMITS
    parts: Mapping[str, int] = field(default_factory=dict)
    title: str = ""
    clause: str = ""

    @property
    def source(self) -> str:
        """ "Ground rules, clause 7 (Costs)"."""
        return f"{self.title}, {self.clause}" if self.clause else self.title

    @property
    def needs(self) -> frozenset[str]:
        """The simple rules that it is made of: what has to be known of members."""
        return frozenset(kind for kind, _ in self.rule.portions())

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.rule.kind,
            "bands": [[one.from_pence, one.parts] for one in self.rule.bands],
            "mix": [list(one) for one in self.rule.mix],
            "limits": {name: getattr(self.limits, name) for name in self.limits.__slots__},
            "parts": dict(self.parts),
            "title": self.title,
            "clause": self.clause,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> AgreedRule:
        """As it was kept; nothing kept: equal parts."""
        bands = tuple(Band(*one) for one in data.get("bands", ())) or BANDS
        mix = tuple((kind, parts) for kind, parts in data.get("mix", ()))
        return cls(
            Rule(data.get("kind", "equal"), bands, mix),
            Limits(**data.get("limits", {})),
            data.get("parts", {}),
            data.get("title", ""),
            data.get("clause", ""),
        )


def agreed_rule(terms: agreements.Terms, cost: str) -> AgreedRule:
    """The rule in force for a kind of cost."""
    said = terms.cost_sharing
    kind = said.rule_for(cost)
    bands = tuple(Band(one.from_pence, one.parts) for one in said.in_order())
    mix = tuple((one.rule, one.parts) for one in said.mix_of(cost))
    limit = said.limit_of(cost)
    limits = Limits(limit.least_pence, limit.most_pence, limit.least_share, limit.most_share)
    source = terms.source("cost_sharing")
    clause = source.clause if source else None
    return AgreedRule(
        Rule(kind, _from_nought(bands) or BANDS, mix if kind == "mixed" else ()),
        limits,
        said.shares_of(cost),
        source.title if source else "",
        f"clause {clause.number} ({clause.heading})" if clause else "",
    )


def _from_nought(bands: tuple[Band, ...]) -> tuple[Band, ...]:
    """Whoever has less than the first band begins with pays as the first does."""
    return (Band(0, bands[0].parts), *bands[1:]) if bands else ()
