"""Three invented clusters beside Meadowbridge, so that its programme shows clusters at different
points of the walk: one has asked what is needed, one has chosen and signed its ground rules, and
one has planned, applied for its grant, and stalled.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from spinney.agreements.engine.terms.deciding import DecisionRule, Quorum
from spinney.agreements.engine.terms.sharing import Branding
from spinney.base.access.models import Person
from spinney.config.demo.meadowbridge.agreements import GROUND_RULES, sign_ground_rules
from spinney.config.demo.meadowbridge.findings import narrow_themes
from spinney.config.demo.meadowbridge.funder import log_help, move_on
from spinney.config.demo.meadowbridge.members import (
    Coming,
    Meadow,
    bring_together,
    make_facilitator,
)
from spinney.config.demo.meadowbridge.money import apply_for, budget_in_force
from spinney.config.demo.meadowbridge.surveys import play_first_survey
from spinney.config.demo.meadowbridge.workplan import agree_plan, begin_plan, choose, put_in
from spinney.config.demo.people import days_before
from spinney.config.demo.told import neighbours
from spinney.decisions.models import Decision

STALLED = 40
"""What Fennering did, it did as if today were so many days ago; since then nothing happened."""
TO_THE_PLAN = (15, 14)
"""So many days ago each stage was left on the way to the one in which a plan is made."""


def play_neighbours(meadow: Meadow, now: datetime) -> None:
    """The three, each from its making to where it stands."""
    helper = make_facilitator(neighbours()["facilitator"])
    _ask("quillmere", meadow, helper, now)
    _choose("larkbeck", meadow, helper, now)
    _apply("fennering", meadow, helper, days_before(now, STALLED))


def _told(key: str) -> dict[str, Any]:
    """What is told of a cluster, with what is usual of its organisations."""
    told, own = neighbours(), neighbours()[key]
    members = [
        told["usual"] | {"shares": one["needs"]} | one for one in own["organisations"]
    ]  # fmt: skip
    shared = {name: told[name] for name in ("areas", "about_organisation", "texts")}
    return {**shared, **own, "organisations": members}


def _ask(key: str, beside: Meadow, helper: Person, now: datetime) -> None:
    """Come together, met once, and asked what is needed: that is read, and nothing is chosen."""
    days = Coming(made=40, asked=38, answered=35, met={30: "First meeting"})
    meadow = bring_together(_told(key), beside.programme, beside.manager, helper, now, days)
    log_help(meadow, now, {"30": "Helped at the first meeting"})
    play_first_survey(meadow, now, (25, 11, 7))


def _choose(key: str, beside: Meadow, helper: Person, now: datetime) -> None:
    """As far as what is worked on, and ground rules that everybody signed."""
    meadow = bring_together(_told(key), beside.programme, beside.manager, helper, now)
    log_help(meadow, now, {"52": "Helped at the first meeting", "24": "Helped to choose"})
    survey = play_first_survey(meadow, now)
    narrow_themes(meadow, survey, now, {"first": 24})
    _settle(meadow, now)


def _apply(key: str, beside: Meadow, helper: Person, now: datetime) -> None:
    """In great haste to a plan, a budget and an application, and not a step further."""
    days = Coming(made=34, asked=33, answered=31, met={27: "First meeting", 21: "Second meeting"})
    meadow = bring_together(_told(key), beside.programme, beside.manager, helper, now, days)
    told = meadow.told
    log_help(meadow, now, {"27": "Helped at the first meeting", "12": "Helped to plan"})
    survey = play_first_survey(meadow, now, (30, 24, 23))
    narrow_themes(meadow, survey, now, {"first": 21}, listed=22)
    decision = _settle(meadow, now)
    plan = begin_plan(meadow, told["workplan"], now)
    put_in(meadow, plan, told["workplan"]["activities"], now)
    agree_plan(meadow, plan, decision, now)
    budget_in_force(meadow, told["money"]["budget"], now)
    apply_for(meadow, told["money"], now)


def _settle(meadow: Meadow, now: datetime) -> Decision:
    """Ground rules, signed by all; what to work on, decided; two stages behind them."""
    own = {
        "decision_rule": DecisionRule(rule="majority"),
        "quorum": Quorum(percent=None, at_least=3),
        "branding": Branding(name=f"{meadow.told['place']} together"),
    }
    sign_ground_rules(meadow, now, GROUND_RULES | own)
    decision = choose(meadow, meadow.told["ballot"], now)
    move_on(meadow, now, TO_THE_PLAN)
    return decision
