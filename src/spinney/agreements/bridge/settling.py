"""What becomes of the duties of a party that leaves, as it is kept with its leaving."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from spinney.agreements.models import Duty
from spinney.base.web.components.words import day


class Settled(StrEnum):
    """What became of a duty."""

    DONE = "done"
    HANDED = "handed"
    DROPPED = "dropped"
    OPEN = "open"


def settled_of(duty: Duty, how: Settled, to: str, why: str, on: date) -> dict[str, object]:
    """As it is kept: names as they were on that day."""
    return {
        "duty": duty.pk, "title": duty.title, "how": how.value, "to": to, "why": why.strip(),
        "on": on.isoformat(),
    }  # fmt: skip


@dataclass(frozen=True)
class SettledLine:
    """What became of one duty, for reading."""

    title: str
    words: str


def lines_of(settled: list[Mapping[str, Any]]) -> list[SettledLine]:
    """What was settled, in words and in order."""
    return [SettledLine(str(one["title"]), _words(one)) for one in settled]


def _words(one: Mapping[str, Any]) -> str:
    on = day(date.fromisoformat(one["on"]))
    why = f" {one['why']}" if one["why"] else ""
    return {
        Settled.DONE: f"Done on {on}.{why}",
        Settled.HANDED: f"Handed to {one['to']} on {on}.{why}",
        Settled.DROPPED: f"Dropped on {on}.{why}",
        Settled.OPEN: "Still open when it left.",
    }[Settled(one["how"])]
