"""Changes to a grant, in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from spinney.base.web.components.words import day, money
from spinney.money.models import GrantChange

Kind = GrantChange.ChangeKind


def what_words(change: GrantChange) -> str:
    """What a change asks for, in words."""
    if change.kind == Kind.BUDGET:
        return f"version {change.budget.number} of the budget" if change.budget else "the budget"
    if change.kind == Kind.TIMETABLE:
        return _dates(change.before, change.after)
    parts = [
        f"instalment {number}: {_instalment(change.before.get(number, {}), after)}"
        for number, after in change.after.items()
    ]
    return "; ".join(parts)


def _instalment(before: dict[str, Any], after: dict[str, Any]) -> str:
    told = []
    if "pence" in after:
        told.append(f"{money(after['pence'])} instead of {money(before['pence'])}")
    if "due_on" in after:
        told.append(f"on {_said(after['due_on'])} instead of {_said(before['due_on'])}")
    return ", ".join(told)


def _dates(before: dict[str, Any], after: dict[str, Any]) -> str:
    names = {"starts_on": "begin", "ends_on": "end"}
    return ", ".join(
        f"{name} on {_said(after[key])} instead of {_said(before.get(key))}"
        for key, name in names.items()
        if key in after and after[key] != before.get(key)
    )


def _said(value: str | None) -> str:
    return day(date.fromisoformat(value)) if value else "no set day"
