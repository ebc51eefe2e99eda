"""What the playbook holds, as frozen data: steps with their sheets, and hard moments with advice.

A playbook is a value: the same texts give the same one (`engine.playbook.reading`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Phase(StrEnum):
    """The three phases in which a group of organisations becomes one that works together."""

    INITIATION = "initiation"
    INCUBATION = "incubation"
    IMPLEMENTATION = "implementation"

    @property
    def heading(self) -> str:
        return {
            Phase.INITIATION: "Initiation: getting to know one another",
            Phase.INCUBATION: "Incubation: from ideas to a plan",
            Phase.IMPLEMENTATION: "Implementation: doing it and keeping going",
        }[self]


class Fact(StrEnum):
    """What a cluster's own record can show that bears on its next step."""

    HOPES_ASKED = "hopes_asked"  # a survey of hopes and fears was opened
    THEMES_LISTED = "themes_listed"  # there is a list of themes
    ROUND_HELD = "round_held"  # the list was gone through
    THEME_CHOSEN = "theme_chosen"  # the group said what it will work on
    SOME_MISSING = "some_missing"  # many did not come to the last gathering
    SOMEBODY_LEFT = "somebody_left"  # a member left lately
    QUIET = "quiet"  # nobody has met for long


class MomentKind(StrEnum):
    EPISODE = "episode"  # a negotiation episode
    BREACH = "breach"  # a breach of trust


class BlockKind(StrEnum):
    """What stands on a printable sheet."""

    LINES = "lines"  # a label, then `rows` lines to write on
    TICKS = "ticks"  # a label, then a box to tick for each of `choices`
    TABLE = "table"  # a label, `columns` as headings, then `rows` empty rows


@dataclass(frozen=True)
class Block:
    """One part of a printable sheet."""

    kind: BlockKind
    label: str
    rows: int = 0
    columns: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()

    @property
    def each_row(self) -> range:
        return range(self.rows)


@dataclass(frozen=True)
class Sheet:
    """A page to print for a step: how many to print, and what stands on it."""

    title: str
    copies: str
    intro: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Trouble:
    """What goes wrong in a step, and what to do then."""

    sign: str
    then: str


@dataclass(frozen=True)
class Step:
    """One exercise. `minutes` is about how long it takes; `least` to `most` people do it well.

    after          keys of the steps that it builds on
    next           keys of the steps that may follow
    shown_by       facts of the record that show that it was probably done
    called_for_by  facts of the record for which it is the answer
    asks           key of a built-in instrument that does it in writing, beforehand; or ""
    """

    key: str
    phase: Phase
    title: str
    what_for: str
    how: tuple[str, ...]
    minutes: int
    least: int
    most: int
    needs: tuple[str, ...]
    goes_wrong: tuple[Trouble, ...]
    next: tuple[str, ...]
    sheet: Sheet
    after: tuple[str, ...] = ()
    shown_by: tuple[Fact, ...] = ()
    called_for_by: tuple[Fact, ...] = ()
    asks: str = ""

    @property
    def only_called(self) -> bool:
        """Whether it is done only when something calls for it: it builds on no other step."""
        return bool(self.called_for_by) and not self.after


@dataclass(frozen=True)
class Moment:
    """A hard moment: a negotiation episode or a breach of trust. `known_as` is its name in the
    research it comes from; `steps` are keys of steps that help.
    """

    key: str
    kind: MomentKind
    title: str
    known_as: str
    shows: tuple[str, ...]
    why: str
    do: tuple[str, ...]
    do_not: tuple[str, ...]
    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Playbook:
    """Every step in the order of the work, every hard moment, and where the ideas come from: the
    sources by the name of the file that names them.
    """

    steps: tuple[Step, ...]
    moments: tuple[Moment, ...]
    sources: tuple[tuple[str, str], ...]

    @cached_property
    def step_of(self) -> dict[str, Step]:
        """Key -> step."""
        return {one.key: one for one in self.steps}

    @cached_property
    def moment_of(self) -> dict[str, Moment]:
        """Key -> hard moment."""
        return {one.key: one for one in self.moments}

    def source_of(self, name: str) -> str:
        """The source of a phase's steps or of a kind of moments ("initiation", "breach")."""
        return dict(self.sources)[name]
