"""Ballots that are set up already, for what groups like these ask most often. Pure.

>>> STARTS["lead"].way, STARTS["lead"].elects_lead, STARTS["pot"].settings.rule
('election', True, 'equal_shares')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from spinney.decisions.engine.settings import Settings


@dataclass(frozen=True)
class Start:
    """A ballot to begin with: what it is for, its question, its way and its settings."""

    key: str
    label: str
    title: str
    way: str
    settings: Settings = field(default_factory=Settings)
    elects_lead: bool = False


_ALL = (
    Start(
        "lead", "Elect the lead body", "Who shall be our lead body?", "election",
        Settings(rule="condorcet"), elects_lead=True,
    ),
    Start(
        "board", "Elect a board of three", "Who shall be on our board?", "election",
        Settings(rule="stv", seats=3),
    ),
    Start(
        "pot", "Share out an amount fairly", "What do we spend the money on?", "money",
        Settings(rule="equal_shares"),
    ),
    Start(
        "first", "Choose three things to begin with", "What do we work on first?", "score",
        Settings(seats=3),
    ),
    Start("proposal", "Agree a proposal by consent", "Do we do this?", "consent"),
    Start(
        "mood", "See where everybody stands", "What do you think of this?", "sense_check",
        Settings(show="after_vote"),
    ),
    Start("date", "Find a date for a meeting", "When shall we meet?", "times"),
)  # fmt: skip

STARTS: Mapping[str, Start] = MappingProxyType({one.key: one for one in _ALL})
