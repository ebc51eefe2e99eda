"""The rule by which a ballot decides: read from the terms in force on the day on which it opens,
and fixed in the ballot from then on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from spinney.agreements.api import how_decided, terms
from spinney.base.kernel.assent import VOTES, Elector, Method, Part, Rule
from spinney.base.kernel.errors import WrongState
from spinney.clusters.api import Cluster
from spinney.decisions.bridge.rule_words import adopting_words, rule_words, voice_lines
from spinney.decisions.engine.problem import Kind
from spinney.decisions.engine.settings import Settings
from spinney.decisions.engine.ways import Way
from spinney.decisions.models import Ballot

Json = Any
DIRECTLY, BY_MOTION, NOTHING = "directly", "by_motion", "nothing"


@dataclass(frozen=True)
class Customs:
    """The customs of voting in force when a ballot was announced (the term "voting")."""

    secret: str = "elections"  # noqa: S105  (what is secret, no secret)
    notice_days: int = 0
    recused_count: bool = False
    joiners_vote: bool = False
    leavers_count: bool = False
    proxies_each: int = 1

    def must_be_secret(self, way: Way) -> bool:
        """Whether the members agreed that such a ballot is secret."""
        asked = ("everything", "elections") if way.elects else ("everything",)
        return self.secret in asked


@dataclass(frozen=True)
class BallotRule:
    """The rule of one ballot. `adopts` is "directly" where the count decides, "by_motion" where
    what is chosen is then put to the members by their own rule, "nothing" where it only listens.
    `words` say the rule, `sources` where each part of it comes from (agreement, clause, day);
    `tie_sealed` is the SHA-256 of the seed of the lot.
    """

    assent: Rule
    customs: Customs
    adopts: str
    words: tuple[str, ...]
    sources: tuple[Mapping[str, Json], ...]
    electors: tuple[Elector, ...]
    inside: frozenset[str]
    tie_sealed: str

    @property
    def dated_sources(self) -> list[dict[str, Json]]:
        """The clauses that the rule comes from, each once, with their days as dates."""
        found = clauses_of(self.sources)
        return [dict(one) | {"since": date.fromisoformat(one["since"])} for one in found]

    @property
    def has_weights(self) -> bool:
        """Whether some have more votes than others."""
        return len({one.weight for one in self.electors}) > 1

    @classmethod
    def from_json(cls, kept: Mapping[str, Json]) -> BallotRule:
        """The rule as `rule_for` made it. Raises KeyError or ValueError for what is none."""
        return cls(
            assent=Rule.from_json(kept),
            customs=Customs(**kept["customs"]),
            adopts=kept["adopts"],
            words=tuple(kept["words"]),
            sources=tuple(kept["sources"]),
            electors=tuple(Elector.from_json(one) for one in kept.get("electors", ())),
            inside=frozenset(kept.get("inside", ())),
            tie_sealed=kept.get("tie_sealed", ""),
        )


def clauses_of(sources: Sequence[Mapping[str, Json]]) -> list[Mapping[str, Json]]:
    """The clauses that a rule comes from, each once, in their order (a clause may state several
    terms).
    """
    places = {(one["agreement"], one["clause_key"]): one for one in reversed(sources)}
    return list(reversed(places.values()))


def rule_of(ballot: Ballot) -> BallotRule:
    """The rule that was fixed when a ballot was announced or opened. Raises WrongState before."""
    if ballot.rule is None:
        raise WrongState("This ballot is still being written: its rule is fixed when it opens.")
    return BallotRule.from_json(ballot.rule)


def customs_of(cluster: Cluster, on: date) -> Customs:
    """The customs of voting in force in a cluster on a day. One query."""
    said = asdict(terms(cluster, on).voting)
    return Customs(**{name: said[name] for name in asdict(Customs())})


def rule_for(
    cluster: Cluster, way: Way, settings: Settings, on: date, *, closes_on: date | None,
    of_members: bool = True,
) -> dict[str, Json]:  # fmt: skip
    """The rule by which a ballot decides that opens on a day and closes on another (None: on the
    day that the terms suggest), as JSON that is kept in it: the terms in force, as they bear on its
    way. `tie_sealed` is empty until the seed is drawn. Raises WrongState when there is nobody to
    ask.

    A way with a method of its own (consent, consensus) counts by that, with the fallback that the
    terms have, or the vote that they are: on the closing day. Where the terms ask for more than
    that (unanimity; for consent also consensus; so many of all), their rule counts: no way is a
    way round it. An election elects
    by itself, if every candidate is an organisation (`of_members`); else anything could stand there
    as a name, and where the terms ask for more than a vote it is put to the members by their rule.
    """
    asking = how_decided(cluster, on)
    rule = _assent(asking.rule, way, closes_on or asking.closes_on)
    adopts = _adopts(asking.rule, way, of_members=of_members)
    decided_by = adopting_words(way, rule, adopts)
    by_voices = adopts != NOTHING and not way.has_options
    decided_how = [rule_words(way, rule), *voice_lines(way, rule)] if by_voices else []
    # What decides nothing needs no quorum: only who is asked is said.
    others = asking.words[1:] if adopts != NOTHING else asking.words[1:2]
    words = [one for one in (decided_by, *decided_how, *others) if one]
    kept: dict[str, Json] = replace(asking, rule=rule, words=tuple(words)).to_json()
    return kept | {
        "adopts": adopts,
        "customs": asdict(customs_of(cluster, on)),
        "tie_sealed": "",
        "agreed_words": asking.words[0],
    }


def _assent(agreed: Rule, way: Way, closes_on: date) -> Rule:
    """How voices count."""
    if not way.decides:
        return Rule(Method.MAJORITY, quorum=Part())
    if way.has_options:  # no voices are counted, so there is nothing to fall back from
        return replace(agreed, fallback=None, fallback_on=None)
    if not way.method or _asks_more(agreed, Method(way.method)):
        return agreed
    if agreed.method in VOTES:
        return replace(
            agreed, method=Method(way.method), fallback=agreed.method, fallback_on=closes_on
        )
    return replace(agreed, method=Method(way.method))


def _asks_more(agreed: Rule, method: Method) -> bool:
    """Whether the members' own rule asks for more than a way's method, which then is no way round
    it: consent and consensus pass on what is not said, or on standing aside.
    """
    if agreed.method == Method.UNANIMOUS or (agreed.of_all and agreed.method in VOTES):
        return True
    return agreed.method == Method.CONSENSUS and method == Method.CONSENT


def _adopts(agreed: Rule, way: Way, *, of_members: bool) -> str:
    """What becomes of what the ballot comes to."""
    if not way.decides:
        return NOTHING
    elects = way.elects and of_members
    counts = not way.has_options or elects or way.kind is Kind.TIMES
    return DIRECTLY if counts or agreed.method in VOTES else BY_MOTION


__all__ = [
    "BY_MOTION",
    "DIRECTLY",
    "NOTHING",
    "BallotRule",
    "Customs",
    "clauses_of",
    "customs_of",
    "rule_for",
    "rule_of",
]
