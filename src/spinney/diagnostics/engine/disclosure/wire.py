"""Ledgers, plans' questions and releases as JSON, and back again without loss.

>>> from spinney.diagnostics.engine.disclosure.rules import Respondent, Statistic
>>> entry = Shown("hr", "2026-03", Statistic.COUNT, 2, (Respondent("ash", "1"),), 3, 3)
>>> ledger_from_json(ledger_to_json(Ledger((entry,)))) == Ledger((entry,))
True
"""

from collections.abc import Mapping, Sequence
from typing import Any

from spinney.diagnostics.engine.disclosure.ledger import Ledger, Shown
from spinney.diagnostics.engine.disclosure.release import Release
from spinney.diagnostics.engine.disclosure.rules import (
    Cell,
    Kind,
    Question,
    Reason,
    Respondent,
    Rules,
    Statistic,
)

type Json = dict[str, Any]


def ledger_to_json(ledger: Ledger) -> Json:
    """A ledger as plain values; respondents once, entries by their places."""
    people = sorted({person for one in ledger.shown for person in one.respondents})
    places = {person: at for at, person in enumerate(people)}
    return {
        "respondents": [[person.owner, person.sent] for person in people],
        "shown": [_shown_to_json(one, places) for one in ledger.shown],
    }


def ledger_from_json(value: Mapping[str, Any]) -> Ledger:
    """The ledger that was written."""
    people = [Respondent(owner, sent) for owner, sent in value["respondents"]]
    return Ledger(tuple(_shown_from_json(one, people) for one in value["shown"]))


def _shown_to_json(one: Shown, places: Mapping[Respondent, int]) -> Json:
    return {
        "question": one.question,
        "when": one.when,
        "statistic": one.statistic.value,
        "levels": one.levels,
        "respondents": [places[person] for person in one.respondents],
        "low": one.low,
        "high": one.high,
        "option": one.option,
        "related": list(one.related),
    }


def _shown_from_json(value: Mapping[str, Any], people: Sequence[Respondent]) -> Shown:
    return Shown(
        value["question"],
        value["when"],
        Statistic(value["statistic"]),
        value["levels"],
        tuple(people[place] for place in value["respondents"]),
        value["low"],
        value["high"],
        value["option"],
        tuple(value["related"]),
    )


def release_to_json(done: Release) -> Json:
    """A release as plain values: its cells, its ledger entries, and fresh answers needed."""
    return {
        "cells": [cell_to_json(cell) for cell in done.cells],
        "ledger": ledger_to_json(Ledger(done.shown)),
        "fresh_needed": dict(done.fresh_needed),
    }


def release_from_json(value: Mapping[str, Any]) -> Release:
    """The release that was written."""
    cells = tuple(cell_from_json(one) for one in value["cells"])
    return Release(cells, ledger_from_json(value["ledger"]).shown, dict(value["fresh_needed"]))


def cell_to_json(cell: Cell) -> Json:
    """A cell as plain values."""
    return {
        "question": cell.question,
        "statistic": cell.statistic.value,
        "size": cell.size,
        "low": cell.low,
        "high": cell.high,
        "reason": cell.reason.value if cell.reason else None,
        "option": cell.option,
        "breakdown": cell.breakdown,
        "group": cell.group,
    }


def cell_from_json(value: Mapping[str, Any]) -> Cell:
    """The cell that was written."""
    return Cell(
        value["question"],
        Statistic(value["statistic"]),
        value["size"],
        value["low"],
        value["high"],
        Reason(value["reason"]) if value["reason"] else None,
        value["option"],
        value["breakdown"],
        value["group"],
    )


def question_to_json(question: Question) -> Json:
    """A question as plain values."""
    asked_if = question.asked_if
    return {
        "key": question.key,
        "kind": question.kind.value,
        "levels": question.levels,
        "least_group": question.least_group,
        "shown": question.shown,
        "edges": list(question.edges),
        "least_chosen": question.least_chosen,
        "at_most": question.at_most,
        "asked_if": [asked_if[0], sorted(asked_if[1])] if asked_if else None,
        "calculated_from": list(question.calculated_from),
    }


def question_from_json(value: Mapping[str, Any]) -> Question:
    """The question that was written; parts left out have their usual values."""
    given = dict(value)
    asked_if = given.pop("asked_if", None)
    return Question(
        given.pop("key"),
        Kind(given.pop("kind")),
        edges=tuple(given.pop("edges", ())),
        calculated_from=tuple(given.pop("calculated_from", ())),
        asked_if=(asked_if[0], frozenset(asked_if[1])) if asked_if else None,
        **given,
    )


def rules_to_json(rules: Rules) -> Json:
    """Rules as plain values."""
    return {
        "least_group": rules.least_group,
        "coalition": rules.coalition,
        "least_possible": rules.least_possible,
        "large_part": rules.large_part,
        "most_worlds": rules.most_worlds,
    }


def rules_from_json(value: Mapping[str, Any]) -> Rules:
    """The rules that were written."""
    return Rules(**value)
