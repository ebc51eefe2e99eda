"""What the components are given: small frozen rows. Views make them, templates show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Tone(StrEnum):
    """What a tag, card or banner means. Never colour alone: the words say it too."""

    QUIET = "quiet"  # nothing to do
    PLAIN = "plain"  # not begun
    GO = "go"  # done, in order
    WAITS = "waits"  # waits on somebody
    LATE = "late"  # late or blocked


@dataclass(frozen=True)
class Status:
    """A state in words with its tone."""

    text: str
    tone: Tone = Tone.QUIET


@dataclass(frozen=True)
class Link:
    """A link: crumbs, actions, navigation."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class SummaryRow:
    """One line of a summary list: a key, a value, and where to change it."""

    key: str
    value: object
    change_url: str = ""
    change_label: str = "Change"
    note: str = ""


@dataclass(frozen=True)
class TaskItem:
    """One line of a task list."""

    text: str
    status: Status
    url: str = ""
    hint: str = ""
    minutes: int | None = None


@dataclass(frozen=True)
class Happening:
    """One line of a timeline."""

    at: date | datetime
    text: str
    url: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Figure:
    """A number that matters, and the page on which it can be followed back."""

    label: str
    value: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class FileItem:
    """A file that may be downloaded."""

    name: str
    url: str
    size: int | None = None
    added: date | datetime | None = None
    note: str = ""


@dataclass(frozen=True)
class Disc:
    """An organisation as a small disc: letters, name, and how it stands."""

    name: str
    url: str = ""
    detail: str = ""
    letters: str = ""
    hollow: bool = False
    status: Status | None = None


@dataclass(frozen=True)
class Stage:
    """One stage of a cluster's life on the stage line.

    `state` is "done", "now", "late" (now, and past its date) or "to come"; "planned" says nothing
    of the kind, for the plan of a programme, whose clusters stand in different stages.
    """

    name: str
    state: str
    detail: str = ""
    url: str = ""


@dataclass(frozen=True)
class Job:
    """A long task as its page shows it. `total` None means that the end is not known yet."""

    title: str
    done: int
    total: int | None
    state: str = "running"  # waiting, running, done, failed, stopped
    unit: str = "row"
    note: str = ""
    left: str = ""  # how long it will take, in words
    refresh_url: str = ""
    result_url: str = ""

    @property
    def is_over(self) -> bool:
        return self.state in {"done", "failed", "stopped"}

    @property
    def percent(self) -> int | None:
        if not self.total:
            return 100 if self.state == "done" else None
        return min(100, round(100 * self.done / self.total))


@dataclass(frozen=True)
class Steps:
    """Where one is in a task of several pages."""

    now: int
    total: int
    name: str = ""
    minutes_left: int | None = None


@dataclass(frozen=True)
class Brand:
    """The cluster or programme whose page this is: its name and logo lead."""

    name: str
    url: str = ""
    logo_url: str = ""
    colour: str = ""
    acronym: str = field(default="")


def crumbs(*pairs: tuple[str, str]) -> Sequence[Link]:
    """Breadcrumbs from (text, url) pairs; the last, the page itself, has no url."""
    return [Link(text, url) for text, url in pairs]
