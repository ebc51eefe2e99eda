"""The ways to decide, each with when to use it, what a voter says, and how it is counted. Pure.

A way asks for *voices* (a word about one proposal: agree, object…) or for *marks* on options (see
`problem.Kind`). What voices come to is told by the rule that the members agreed
(`base.kernel.assent`), whatever words the way has for them: each voice *means* agreeing, standing
aside, disagreeing (which stops nothing, and in a vote is against it) or objecting there, or nothing
(a question asked for advice decides nothing).

    >>> WAYS["gradients"].means["reservations"], WAYS["rank"].rules[0]
    ('agrees', 'condorcet')
    >>> [way.key for way in WAYS.values() if way.elects]
    ['election']
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from spinney.base.kernel.assent import AGREES, ASIDE, DISAGREES, OBJECTS
from spinney.decisions.engine.problem import Kind

NOTHING = ""
"""What a voice means that counts neither for nor against."""


@dataclass(frozen=True)
class Voice:
    """A word that a voter can say. `means` is how it counts by the rule agreed; `needs_reason`:
    the others cannot mend what they do not know.
    """

    key: str
    label: str
    means: str = NOTHING
    needs_reason: bool = False


@dataclass(frozen=True)
class Way:
    """A way to decide. It has either `voices` or a `kind` of marks; `rules` are the counting rules
    that can be chosen for marks, the usual one first. `decides` is false for what only listens.
    `method`: the way has a rule of its own (consent, consensus), which counts in place of the one
    agreed, but for its fallback; empty: the rule agreed counts. `minutes` is what it takes a voter.
    """

    key: str
    label: str
    use_when: str
    not_when: str
    voices: tuple[Voice, ...] = ()
    kind: Kind | None = None
    rules: tuple[str, ...] = ()
    decides: bool = True
    method: str = ""
    elects: bool = False
    minutes: int = 2

    @cached_property
    def means(self) -> Mapping[str, str]:
        """What each voice means to the rule agreed."""
        return {one.key: one.means for one in self.voices}

    @property
    def has_options(self) -> bool:
        """Whether voters mark options, rather than say what they think of one proposal."""
        return self.kind is not None


ABSTAIN = Voice("abstain", "Stand aside", ASIDE)

_ALL = (
    Way(
        "sense_check", "Sense check",
        "You want to know where everybody stands before you work on something.",
        "You need a decision: this decides nothing.",
        voices=(
            Voice("looks_good", "Looks good"),
            Voice("not_sure", "Not sure", needs_reason=True),
            Voice("concerned", "Worried", needs_reason=True),
        ),
        decides=False, minutes=1,
    ),
    Way(
        "advice", "Advice",
        "One of you decides, and wants to hear the others first.",
        "Nobody was given it to decide.",
        voices=(Voice("advice", "My advice", needs_reason=True), Voice("none", "I have none")),
        decides=False, minutes=3,
    ),
    Way(
        "consent", "Consent",
        "It is good enough for now and safe enough to try. It goes ahead unless somebody objects.",
        "It cannot be undone, and everybody must want it.",
        voices=(
            Voice("consent", "No objection", AGREES),
            Voice("abstain", "Stand aside", ASIDE),
            Voice("object", "Object", OBJECTS, needs_reason=True),
        ),
        method="consent",
    ),
    Way(
        "consensus", "Consensus",
        "It binds everybody for long, so everybody should be able to live with it.",
        "It is small, or urgent.",
        voices=(
            Voice("agree", "Agree", AGREES),
            Voice("abstain", "Stand aside", ASIDE),
            Voice("disagree", "Disagree, but will not stop it", DISAGREES, needs_reason=True),
            Voice("block", "Block", OBJECTS, needs_reason=True),
        ),
        method="consensus",
    ),
    Way(
        "gradients", "Gradients of agreement",
        "You want to see how strong the support is, not only whether there is any.",
        "A plain yes or no is enough.",
        voices=(
            Voice("endorse", "Fully in favour", AGREES),
            Voice("agree_minor", "In favour, with a small point", AGREES),
            Voice("reservations", "In favour, with reservations", AGREES),
            Voice("abstain", "No opinion", ASIDE),
            Voice("stand_aside", "Do not like it, but will not stand in the way", ASIDE),
            Voice("disagree", "Against, but will go along", DISAGREES, needs_reason=True),
            Voice("off", "Against, and will take no part in it", OBJECTS, needs_reason=True),
            Voice("veto", "Cannot allow it", OBJECTS, needs_reason=True),
        ),
    ),
    Way(
        "motion", "Yes or no, by your rule",
        "A proposal is ready, and your own rule for decisions shall settle it.",
        "There are several things to choose from.",
        voices=(
            Voice("agree", "Agree", AGREES),
            ABSTAIN,
            Voice("disagree", "Disagree", OBJECTS),
        ),
        minutes=1,
    ),
    Way(
        "choose", "Choose one",
        "There are two options, or each of you can back only one.",
        "There are three or more: a vote split between two alike lets a third win.",
        kind=Kind.CHOOSE, rules=("plurality",), minutes=1,
    ),
    Way(
        "approve", "Approve",
        "You want what most of you can live with. Everybody ticks all they support.",
        "You must know how much more one is liked than another.",
        kind=Kind.APPROVE, rules=("approval",), minutes=2,
    ),
    Way(
        "score", "Score from 0 to 5",
        "You want to see how strongly each of you feels, and how far you are apart.",
        "Some of you may give only 0 and 5 to have more say.",
        kind=Kind.SCORE, rules=("score",), minutes=3,
    ),
    Way(
        "rank", "Put in order",
        "You need one best option out of several.",
        "There are more than eight: a long order is hard work.",
        kind=Kind.RANK, rules=("condorcet", "stv", "borda"), minutes=3,
    ),
    Way(
        "allocate", "Share out points",
        "Some things matter much more to some of you than to others.",
        "You mind that a few can lift one option alone.",
        kind=Kind.ALLOCATE, rules=("allocate",), minutes=3,
    ),
    Way(
        "money", "Share out money",
        "You have an amount, things with a price, and nobody should be left with nothing.",
        "Nothing has a price yet.",
        kind=Kind.APPROVE, rules=("equal_shares", "greedy", "phragmen"), minutes=4,
    ),
    Way(
        "election", "Election",
        "You choose a lead body, a chair or a board.",
        "You choose what to do, not who does it.",
        kind=Kind.RANK, rules=("stv", "condorcet", "approval"), elects=True, minutes=3,
    ),
    Way(
        "times", "Find a time",
        "You look for a date and place for a meeting.",
        "The date is set already.",
        kind=Kind.TIMES, rules=("times",), minutes=1,
    ),
)  # fmt: skip

WAYS: Mapping[str, Way] = MappingProxyType({way.key: way for way in _ALL})
