"""Who stands on the roll of a ballot, whose vote counts, and whether enough took part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spinney.base.kernel.assent import AGREES, Method
from spinney.decisions.bridge.counted import Quorate, QuorumPart, Turnout
from spinney.decisions.bridge.rules import BallotRule, rule_of
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.models import Ballot, Elector, Vote


@dataclass(frozen=True)
class Roll:
    """The electors of a ballot: `voters`, whose vote counts if they cast one; `recused`, who
    declared an interest; `left`, who have left the cluster and count no more. `took_part` are the
    ids of those who voted.
    """

    voters: tuple[Elector, ...]
    recused: tuple[Elector, ...]
    left: tuple[Elector, ...]
    took_part: frozenset[int]

    @property
    def turnout(self) -> Turnout:
        voted = sum(1 for one in self.voters if one.pk in self.took_part)
        return Turnout(len(self.voters), voted, len(self.recused), len(self.left))

    @property
    def missing(self) -> tuple[Elector, ...]:
        """Those who could vote and have not."""
        return tuple(one for one in self.voters if one.pk not in self.took_part)


def roll_of(ballot: Ballot) -> Roll:
    """The roll of a ballot, in the order of names, with organisations and (in an open ballot) the
    votes. One query.
    """
    related = ("organisation",) if ballot.secret else ("organisation", "vote")
    rows = ballot.electors.select_related(*related).order_by("organisation__name", "pk")
    rule = rule_of(ballot)
    everybody = list(rows)
    took_part = frozenset(one.pk for one in everybody if _took_part(ballot, one))
    recused = [one for one in everybody if one.recused_at is not None]
    standing = [one for one in everybody if one.recused_at is None]
    left = [one for one in standing if _is_out(ballot, one, rule, one.pk in took_part)]
    out = {one.pk for one in left}
    voters = [one for one in standing if one.pk not in out]
    return Roll(tuple(voters), tuple(recused), tuple(left), took_part)


def vote_of(elector: Elector) -> Vote | None:
    """What an elector voted in an open ballot."""
    return getattr(elector, "vote", None)


def _took_part(ballot: Ballot, elector: Elector) -> bool:
    return elector.voted_at is not None if ballot.secret else vote_of(elector) is not None


def _is_out(ballot: Ballot, elector: Elector, rule: BallotRule, voted: bool) -> bool:
    """Whether an elector has left and so counts no more. A secret vote that was cast stays in the
    count: nobody can tell which it is; and where all must agree one that does not: else whoever
    runs the cluster could win by setting aside who objects.
    """
    if elector.left_at is None:
        return False
    if ballot.closed_at is not None and elector.left_at > ballot.closed_at:
        return False
    stays = rule.customs.leavers_count or ballot.secret or _is_against_all(ballot, elector, rule)
    return not (voted and stays)


def _is_against_all(ballot: Ballot, elector: Elector, rule: BallotRule) -> bool:
    """Whether an elector does not agree to what every one of them has to agree to."""
    vote, way = vote_of(elector), WAYS[ballot.way]
    if vote is None or way.has_options or rule.assent.method != Method.UNANIMOUS:
        return False
    return way.means.get(vote.says) != AGREES


def quorum_of(ballot: Ballot, roll: Roll | None = None) -> Quorate:
    """Whether enough organisations took part, of all and of each class: by itself, by link, on
    paper or through a proxy. Who declared an interest counts as there where the customs say so.
    """
    roll = roll or roll_of(ballot)
    rule = rule_of(ballot)
    there = [(one, one.pk in roll.took_part) for one in roll.voters]
    if rule.customs.recused_count:
        there += [(one, True) for one in roll.recused]
    counted = [(one, here) for one, here in there if one.in_quorum]
    asked = [("", rule.assent.quorum), *sorted(rule.assent.quorum_of.items())]
    parts = []
    for tier, part in asked:
        among = [here for one, here in counted if not tier or one.tier == tier]
        if needed := part.of(len(among)):
            parts.append(QuorumPart(tier, needed, sum(among), len(among)))
    return Quorate(tuple(parts))


def names_of(electors: Iterable[Elector]) -> dict[str, str]:
    """The name of each elector by its uid, as a paper in the count calls it."""
    return {str(one.uid): one.organisation.name for one in electors}
