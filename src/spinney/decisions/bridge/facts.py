"""What an entry of the register of decisions says, fixed when it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from spinney.base.kernel.canonical import plain, sha256
from spinney.decisions.models import Decision

Json = Any
START = "0" * 64
"""What stands in place of the entry before the first."""


@dataclass(frozen=True)
class Said:
    """What somebody said about a decision: an objector, or one who stood aside, with her reason and
    what she was answered. `says` is empty where options were marked.
    """

    who: str
    says: str = ""
    why: str = ""
    answered: str = ""

    def in_words(self) -> str:
        """All of it in a line."""
        says = f"{self.says}." if self.says else ""
        answered = f"Answered: {self.answered}" if self.answered else ""
        told = " ".join(one for one in (says, self.why, answered) if one)
        return f"{self.who}: {told}"


@dataclass(frozen=True)
class Source:
    """Where a part of the rule comes from. `agreement` is the uid of the agreement, `clause_key`
    the name of the clause in its address, `clause` what it is called.
    """

    title: str
    agreement: str = ""
    number: int = 1
    since: str = ""
    clause: str = ""
    clause_key: str = ""


@dataclass(frozen=True)
class Asked:
    """An organisation that was asked, as it was then. `took_part` is None where that is not told:
    in a secret ballot, and of what was decided before it came here. `note` says why it did not
    count: it declared an interest, or had left.
    """

    uid: str
    name: str
    tier: str = ""
    weight: int = 1
    took_part: bool | None = None
    note: str = ""


@dataclass(frozen=True)
class Choice:
    """An option that was voted on. `uid` names it in its ballot; `figure` what it had."""

    title: str
    uid: str = ""
    chosen: bool = False
    cost_pence: int | None = None
    figure: str = ""


@dataclass(frozen=True)
class Facts:
    """The facts of an entry. `outcome` is the result in a sentence, `figures` its numbers as pairs
    of words and value; `reasons` what spoke for it, `dissent` who did not agree and why, as
    recorded (nothing of a secret ballot). `decided_by` is who decided what was given to her,
    `given_by` what gave it to her (`given_in`: the number of the decision, if one did).
    `proposal`: what was chosen must still be agreed to by the members' own rule. `corrects` is the
    number of the entry that this one puts right.
    """

    title: str
    origin: str
    decided_on: str
    question: str = ""
    background: str = ""
    outcome: str = ""
    carried: bool = True
    proposal: bool = False
    way: str = ""
    secret: bool = False
    reasons: str = ""
    decided_by: str = ""
    given_by: str = ""
    given_in: int | None = None
    meeting: str = ""
    item: str = ""
    about: str = ""
    dissent_words: str = ""
    corrects: int | None = None
    rule: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    electorate: tuple[Asked, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    said_for: tuple[Said, ...] = ()
    dissent: tuple[Said, ...] = ()
    choices: tuple[Choice, ...] = ()

    def to_json(self) -> dict[str, Json]:
        """As it is kept: without what is empty, so that the table shows what there is."""
        kept = asdict(self)
        usual = {one.name: one.default for one in fields(self)}
        always = ("title", "origin", "decided_on", "carried")
        found = {k: v for k, v in kept.items() if k in always or v != usual[k]}
        return {name: plain(value) for name, value in found.items()}

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        """Facts as they were kept; what an older entry does not have is empty."""
        said = _known(cls, data)
        for name, kind in _ROWS.items():
            said[name] = tuple(kind(**_known(kind, one)) for one in said.get(name, ()))
        said["rule"] = tuple(said.get("rule", ()))
        said["figures"] = tuple((label, value) for label, value in said.get("figures", ()))
        needed: dict[str, Json] = {"title": "", "origin": "", "decided_on": ""}
        return cls(**(needed | said))

    @property
    def has_costs(self) -> bool:
        """Whether what could be chosen had a price."""
        return any(one.cost_pence is not None for one in self.choices)

    @property
    def words(self) -> str:
        """All its words, for searching."""
        told: list[str] = [
            self.title, self.question, self.outcome, self.background, self.reasons,
            self.dissent_words, self.decided_by, self.given_by, self.meeting, self.item,
            self.about, self.way, *self.rule,
            *(f"{one.title} {one.clause}" for one in self.sources),
            *(one.name for one in self.electorate),
            *(one.in_words() for one in (*self.said_for, *self.dissent)),
            *(one.title for one in self.choices),
        ]  # fmt: skip
        return "\n".join(dict.fromkeys(one for one in told if one.strip()))


def _known(kind: type[Any], data: Mapping[str, Json]) -> dict[str, Json]:
    """What a kind of value has a field for."""
    names = {one.name for one in fields(kind)}
    return {name: value for name, value in data.items() if name in names}


_ROWS: Mapping[str, type] = {
    "sources": Source, "electorate": Asked, "said_for": Said, "dissent": Said, "choices": Choice,
}  # fmt: skip


def facts_of(decision: Decision) -> Facts:
    """What an entry says."""
    return Facts.from_json(decision.facts)


def digest_of(number: int, facts: Mapping[str, Json], before: str) -> str:
    """What an entry must carry: the SHA-256 of its number, its facts and the entry before it."""
    return sha256({"number": number, "facts": facts, "before": before})


def chosen_of(facts: Facts) -> tuple[Choice, ...]:
    """The options that were chosen, in the order in which they were."""
    return tuple(one for one in facts.choices if one.chosen)


def listed_sources(
    kept: Iterable[Mapping[str, Json]], uids: Mapping[int, str]
) -> tuple[Source, ...]:
    """Sources of a rule as an entry keeps them, each clause once: agreements by their uid, which
    travels with them, in place of their number here. `uids` gives it.
    """
    found = (
        Source(
            title=one["title"], agreement=uids.get(one["agreement"], ""), number=one["number"],
            since=one["since"], clause=one.get("clause", ""), clause_key=one.get("clause_key", ""),
        )
        for one in kept
    )  # fmt: skip
    return tuple(dict.fromkeys(found))
