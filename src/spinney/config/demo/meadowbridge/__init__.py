"""Meadowbridge: an invented cluster of invented organisations, in which a survey was answered.

The clusters of Collaborate 2 are real organisations, into whose mouths nothing is put; here one
sees what members say, and what comes of it.
"""

from __future__ import annotations

from datetime import datetime

from spinney.config.demo.meadowbridge.agreements import agree
from spinney.config.demo.meadowbridge.decisions import decide
from spinney.config.demo.meadowbridge.evaluation import look_back
from spinney.config.demo.meadowbridge.findings import narrow_themes, share_and_match
from spinney.config.demo.meadowbridge.funder import log_help, make_funder, move_on
from spinney.config.demo.meadowbridge.members import (
    Meadow,
    bring_together,
    make_facilitator,
    show_first_speaker,
)
from spinney.config.demo.meadowbridge.money import hold_meeting, keep_money
from spinney.config.demo.meadowbridge.purchasing import buy
from spinney.config.demo.meadowbridge.support import find_support
from spinney.config.demo.meadowbridge.surveys import ask_second, play_first_survey
from spinney.config.demo.meadowbridge.workplan import plan_work
from spinney.config.demo.told import meadowbridge

__all__ = ["play_meadowbridge"]


def play_meadowbridge(now: datetime) -> Meadow:
    """From the making of the cluster, ten weeks ago, to a survey that waits for answers, a
    statement that waits for signatures and a report that waits to be written today."""
    told = meadowbridge()
    programme, manager = make_funder(now)
    facilitator = make_facilitator(told["facilitator"])
    meadow = bring_together(told, programme, manager, facilitator, now)
    show_first_speaker(meadow)
    log_help(meadow, now, told["funder"]["days"])
    survey = play_first_survey(meadow, now)
    narrow_themes(meadow, survey, now)
    share_and_match(meadow, now)
    find_support(meadow, now)
    ask_second(meadow, now)
    agree(meadow, now)
    hold_meeting(meadow, now)
    plan_work(meadow, now)
    decide(meadow, now)
    keep_money(meadow, now)
    move_on(meadow, now)
    buy(meadow, now)
    look_back(meadow, now)
    return meadow
