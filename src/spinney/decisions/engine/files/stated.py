"""Counting a `.pb` file by the rule that it states itself, as the city counted. Pure.

pabulib.org's names of rules are few, and some say only how a rule begins; what else they hang on
stands in META (a threshold) or in the comment, in words. The comment is read for two things:
"at least 80% of that project", with which a city pays for the first project that does not fit; and
projects that are said to be mutually exclusive. Projects with equally many points are taken in the
order of the file by greedy rules (files are in the order of their results, and pabulib.org checks
them so); by equal shares the cheaper first, then the one with more votes. Greedy cities also pay
for projects that nobody voted for, when there is money. What the rule cannot know (money that a
city added later, votes that are not in the file) shows as a difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from spinney.decisions.engine.files.pabulib import Election
from spinney.decisions.engine.problem import Problem, TieBreak
from spinney.decisions.engine.result import Outcome
from spinney.decisions.engine.rules.equal_shares import Ending, Way, equal_shares
from spinney.decisions.engine.rules.greedy import Limits, greedy
from spinney.decisions.engine.rules.rule import RuleDoesNotFit

WITHDRAWN_COST = 999_999_999
"""The cost that pabulib.org writes for a project that was withdrawn after the voting."""

GREEDY = {"greedy", "greedy-no-skip", "greedy-threshold", "greedy-exclusive", "greedy-custom"}
SHARES = {
    "equalshares": Way("equal_shares_plain", ending=Ending.NONE),
    "equalshares-comparison": Way("equal_shares_compared", ending=Ending.NONE, compared=True),
    "equalshares/add1": Way("equal_shares_add1", ending=Ending.ADD1),
    "equalshares/add1-comparison": Way("equal_shares_compared", ending=Ending.ADD1, compared=True),
}
RESERVE = re.compile(r"at least (\d{1,2}) ?% of (?:that|the|this|its) (?:project|cost)")
EXCLUSIVE = re.compile(r"mutual(?:ly)? exclu|exclud\w+ each other", re.IGNORECASE)
THRESHOLD = "min_project_score_threshold"


def count_as_stated(election: Election) -> Outcome:
    """The outcome by the file's own rule. Raises RuleDoesNotFit where it states none that can be
    counted.
    """
    rule = election.meta.get("rule", "").strip()
    unit = int(election.problem.about.get("money_parts", "1"))
    if rule in SHARES:
        return equal_shares(election.problem, replace(SHARES[rule], raise_by=unit))
    if rule not in GREEDY:
        said = f"the file says {rule!r}." if rule else "the file does not say which."
        raise RuleDoesNotFit("stated", "unknown_rule", said)
    options = (replace(one, before=at) for at, one in enumerate(election.problem.options))
    ties = (TieBreak.EARLIER, TieBreak.LOT)
    problem = replace(election.problem, options=tuple(options), ties=ties)
    return greedy(problem, limits_of(rule, election.meta, problem))


def limits_of(rule: str, meta: Mapping[str, str], problem: Problem) -> Limits:
    """What the city adds to the greedy rule."""
    comment = meta.get("comment", "")
    reserve = RESERVE.search(comment) if rule == "greedy-custom" else None
    unit = int(problem.about.get("money_parts", "1"))
    return Limits(
        stop=rule == "greedy-no-skip" or reserve is not None,
        least=_least(meta),
        reserve=Fraction(int(reserve[1]), 100) if reserve else None,
        withdrawn=frozenset(
            one.key for one in problem.options if one.cost == WITHDRAWN_COST * unit
        ),
        exclusive=tuple(_exclusive(comment, problem.by_key)),
        unsupported=True,
    )


def _least(meta: Mapping[str, str]) -> Fraction:
    try:
        return Fraction((meta.get(THRESHOLD) or "0").replace(",", "."))
    except ValueError as fault:
        said = f"its {THRESHOLD} is {meta[THRESHOLD]!r}, which is no number."
        raise RuleDoesNotFit("stated", "unknown_rule", said) from fault


def _exclusive(comment: str, keys: Iterable[str]) -> Iterable[frozenset[str]]:
    """The projects that a sentence of the comment names as excluding each other."""
    known = frozenset(keys)
    for sentence in re.split(r"(?<=[.;])\s", comment):
        if EXCLUSIVE.search(sentence):
            words = (word.strip(".:'\"") for word in re.findall(r"[^\s,;()]+", sentence))
            named = known.intersection(words)
            if len(named) > 1:
                yield named
