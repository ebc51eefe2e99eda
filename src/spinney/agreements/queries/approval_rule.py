"""Who is asked whether they agree to a version, and by which rule: read from the terms in force on
the day of asking.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from spinney.agreements.bridge.agreeing import uids_of
from spinney.agreements.engine.terms import Terms
from spinney.agreements.engine.terms.deciding import DecisionRule, Electorate, Quorum
from spinney.agreements.models import Agreement, Party, Version
from spinney.agreements.queries.terms import terms, terms_of
from spinney.agreements.states import SpeaksFor
from spinney.base.kernel.assent import Elector, Method, Part, Rule
from spinney.base.kernel.errors import WrongState
from spinney.clusters import api as clusters

#: The terms that say how it is decided, in the order in which they are told.
KEYS = ("decision_rule", "electorate", "quorum")
ALL_PARTIES = "Its parties decide together: it is agreed when every one of them agrees."


@dataclass(frozen=True)
class Asking:
    """How the members will be asked: the rule, those who are asked, the last day that the rule
    suggests, the rule in plain words, and where each part of it comes from (JSON; none: it is not
    agreed, so the default holds).
    """

    rule: Rule
    electors: tuple[Elector, ...]
    inside: tuple[str, ...]
    closes_on: date
    words: tuple[str, ...]
    sources: tuple[dict[str, Any], ...]

    @property
    def dated_sources(self) -> list[dict[str, Any]]:
        """The sources, with their days as dates."""
        return [one | {"since": date.fromisoformat(one["since"])} for one in self.sources]

    def to_json(self) -> dict[str, Any]:
        """As it is kept with the question."""
        return self.rule.to_json() | {
            "electors": [one.to_json() for one in self.electors],
            "inside": list(self.inside),
            "words": list(self.words),
            "sources": list(self.sources),
        }


def asking_for(version: Version, on: date) -> Asking:
    """How the members are asked about a version on a day. A handful of queries. Raises WrongState
    when there is nobody to ask.
    """
    agreement = version.agreement
    own = agreement.speaks_for == SpeaksFor.PARTIES
    held = terms_of(agreement, on) if own else terms(agreement.cluster, on)
    said = held.decision_rule
    together = own and held.source("decision_rule") is None
    found = _who(agreement, held, on, own=own)
    if not found:
        raise WrongState("There is nobody to ask yet: no member here may vote.")
    electors = tuple(_elector(one, held.electorate) for one in found)
    rule = Rule(Method.UNANIMOUS) if together else _rule(said, held.quorum, on)
    return Asking(
        rule=rule,
        electors=electors,
        inside=tuple(one.uid for one in found if one.inside),
        closes_on=(rule.fallback_on or on) + timedelta(days=said.answer_days),
        words=(ALL_PARTIES,) if together else _words(held, electors, own=own),
        sources=() if together else tuple(_sources(held)),
    )


def how_decided(cluster: clusters.Cluster, on: date) -> Asking:
    """How the members of a cluster decide on a day, by the terms in force: what the room of
    decisions asks before a vote begins. A handful of queries. Raises WrongState when there is
    nobody to ask.
    """
    held = terms(cluster, on)
    found = _electorate(cluster, held, on)
    if not found:
        raise WrongState("There is nobody to ask yet: no member here may vote.")
    electors = tuple(_elector(one, held.electorate) for one in found)
    rule = _rule(held.decision_rule, held.quorum, on)
    return Asking(
        rule=rule,
        electors=electors,
        inside=tuple(one.uid for one in found if one.inside),
        closes_on=(rule.fallback_on or on) + timedelta(days=held.decision_rule.answer_days),
        words=_words(held, electors, own=False),
        sources=tuple(_sources(held, (*KEYS, "voting"))),
    )


@dataclass(frozen=True)
class _Voter:
    uid: str
    name: str
    tier: str = ""
    in_quorum: bool = True
    inside: bool = True


def _who(agreement: Agreement, held: Terms, on: date, *, own: bool) -> list[_Voter]:
    """Those who are asked: the parties, where an agreement speaks for them alone; else the
    electorate in force.
    """
    if own:
        return _parties([agreement.pk], on, agreement.cluster)
    return _electorate(agreement.cluster, held, on)


def _electorate(cluster: clusters.Cluster, held: Terms, on: date) -> list[_Voter]:
    """Those who decide for a whole cluster, by the electorate in force."""
    source = held.source("electorate")
    if held.electorate.who == "parties" and source is not None:
        return _parties([source.agreement], on, cluster)
    if held.electorate.who == "members":
        return _belonging(clusters.members(cluster, on))
    return _belonging(clusters.voters(cluster, on))


def _belonging(found: Iterable[clusters.Belonging]) -> list[_Voter]:
    found = list(found)
    uids = uids_of(one.organisation_id for one in found)
    return [
        _Voter(str(uids[one.organisation_id]), one.organisation_name, one.tier, one.in_quorum)
        for one in found
    ]


def _parties(agreements: Iterable[int], on: date, cluster: clusters.Cluster) -> list[_Voter]:
    """The parties of an agreement that have not left it, with their tiers where they belong to the
    cluster; those outside count too.
    """
    rows = Party.objects.filter(agreement__in=list(agreements)).select_related("organisation")
    belongs = {one.organisation_id: one for one in clusters.belongs(cluster, on)}
    found = []
    for party in rows:
        if party.left_on is not None and party.left_on <= on:
            continue
        one = belongs.get(party.organisation_id)
        organisation = party.organisation
        found.append(
            _Voter(str(organisation.uid), organisation.name, one.tier, inside=True)
            if one
            else _Voter(str(organisation.uid), organisation.name, inside=False)
        )
    return found


def _elector(one: _Voter, electorate: Electorate) -> Elector:
    weight = electorate.votes_of(one.uid) if electorate.weights == "fixed" else 1
    classes = (one.tier,) if one.tier else ()
    return Elector(one.uid, one.name, weight, classes, one.in_quorum)


def _rule(said: DecisionRule, quorum: Quorum, on: date) -> Rule:
    after = timedelta(days=said.fallback_after_days)
    return Rule(
        method=Method(said.rule),
        fallback=Method(said.fallback) if said.has_fallback else None,
        fallback_on=on + after if said.has_fallback else None,
        threshold=said.threshold or 100,
        of_all=said.of == "all",
        quorum=Part(Fraction(quorum.percent or 0, 100), quorum.at_least or 0),
        quorum_of={one.tier: Part(at_least=one.at_least) for one in quorum.of_tiers},
    )


def _words(held: Terms, electors: Iterable[Elector], *, own: bool) -> tuple[str, ...]:
    names = {one.uid: one.name for one in electors}
    who = "Its parties are asked." if own else held.electorate.words(names)
    return (held.decision_rule.words(names), who, held.quorum.words(names))


def _sources(held: Terms, keys: Iterable[str] = KEYS) -> Iterable[dict[str, Any]]:
    """Where each part of the rule comes from."""
    for key in keys:
        source = held.source(key)
        if source is None:
            continue
        clause = source.clause
        yield {
            "key": key,
            "agreement": source.agreement,
            "title": source.title,
            "number": source.number,
            "since": source.since.isoformat(),
            "clause": f"{clause.number}, “{clause.heading}”" if clause else "",
            "clause_key": clause.key if clause else "",
        }
