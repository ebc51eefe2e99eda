"""Meadowbridge: an invented cluster of invented organisations, in which a survey was answered.

The clusters of Collaborate 2 are real organisations, into whose mouths nothing is put; here one
sees what members say, and what comes of it.
"""

from __future__ import annotations

from datetime import datetime

from spinney.config.demo.meadowbridge.agreements import agree
from spinney.config.demo.meadowbridge.decisions import decide
from spinney.config.demo.meadowbridge.findings import narrow_themes, share_and_match
from spinney.config.demo.meadowbridge.members import Meadow, bring_together
from spinney.config.demo.meadowbridge.purchasing import buy
from spinney.config.demo.meadowbridge.support import find_support
from spinney.config.demo.meadowbridge.surveys import ask_second, play_first_survey

__all__ = ["play_meadowbridge"]


def play_meadowbridge(now: datetime) -> Meadow:
    """From the making of the cluster, ten weeks ago, to a survey that waits for answers and a
    statement that waits for signatures today."""
    meadow = bring_together(now)
    survey = play_first_survey(meadow, now)
    narrow_themes(meadow, survey, now)
    share_and_match(meadow, now)
    find_support(meadow, now)
    ask_second(meadow, now)
    agree(meadow, now)
    decide(meadow, now)
    buy(meadow, now)
    return meadow
