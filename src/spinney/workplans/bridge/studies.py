"""Rows of a feasibility study as values to reckon with, and back; its options for a ballot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from spinney.base.web.components.words import money
from spinney.decisions import api as decisions
from spinney.register.api import Organisation
from spinney.workplans.engine.studies import (
    FORMS,
    RULES,
    YEARS,
    Bearer,
    CostLine,
    Form,
    Share,
    Totals,
    shares,
    totals,
    unknown,
)
from spinney.workplans.models import Study, StudyOption

FORM_KEYS: dict[str, Form] = {one.key: one for one in FORMS}
GROUPS = (
    (1, "Networks"), (2, "Doing some things together"), (3, "Sharing and acting together"),
    (4, "A service of its own"),
)  # fmt: skip
RULE_WORDS = dict(
    zip(RULES, ("In equal parts", "By yearly income", "By number of staff"), strict=True)
)
KIND_WORDS = (
    ("running", "Running it"), ("start", "Beginning it"), ("saving", "What it saves you"),
)  # fmt: skip

__all__ = [
    "FORM_KEYS", "GROUPS", "KIND_WORDS", "RULE_WORDS", "YEARS", "Share", "Totals", "bearers_of",
    "lines_of", "option_texts", "shares_of", "totals_of", "unknown_of",
]  # fmt: skip


def lines_of(costs: Sequence[dict[str, Any]]) -> list[CostLine]:
    """Costs as the table keeps them."""
    return [
        CostLine(one["words"], one["kind"], (one["pence"][0], one["pence"][1], one["pence"][2]))
        for one in costs
    ]


def totals_of(option: StudyOption) -> Totals:
    """What an option costs."""
    return totals(lines_of(option.costs))


def bearers_of(members: Iterable[Organisation]) -> list[Bearer]:
    """The members, with what their profiles say of their size."""
    return [Bearer(one.name, one.income_pence, one.staff) for one in members]


def shares_of(option: StudyOption, bearers: Sequence[Bearer], rule: str) -> list[Share]:
    """What each member would bear."""
    return shares(totals_of(option).net, bearers, rule)


def unknown_of(bearers: Sequence[Bearer], rule: str) -> list[str]:
    """The members whose profiles lack what the rule goes by."""
    return unknown(bearers, rule) if bearers else []


def option_texts(study: Study, options: Iterable[StudyOption]) -> list[decisions.OptionText]:
    """The options of a study for a ballot: what each costs in its first year and over three."""
    found = []
    for one in options:
        net = totals_of(one)
        told = f"{money(net.net[0])} in {study.first_year}, {money(net.three_years)} in three years"
        found.append(
            decisions.OptionText(
                title=one.title,
                description="\n\n".join(part for part in (one.description, one.governance) if part),
                cost_pence=max(0, net.net[0]) if one.costs else None,
                evidence=f"From the study “{study.title}”: {told}." if one.costs else "",
                cons=one.risks,
            )
        )
    return found
