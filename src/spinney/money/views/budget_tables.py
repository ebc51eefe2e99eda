"""Budgets in tables and pictures, declared once for page and spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spinney.base.web.charts import Bar, BarChart
from spinney.base.web.components.parts import Figure, Link, Status, Tone
from spinney.base.web.components.words import counted, money
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table
from spinney.money.models import Budget
from spinney.money.queries.budgets import SeenBudget, SeenLine, budget_url
from spinney.money.queries.trails import trail
from spinney.money.states import BudgetState

TONES = {
    BudgetState.DRAFT: Tone.WAITS, BudgetState.IN_FORCE: Tone.GO,
    BudgetState.SUPERSEDED: Tone.QUIET, BudgetState.WHAT_IF: Tone.PLAIN,
}  # fmt: skip


def budget_status(budget: Budget) -> Status:
    """Where a version stands."""
    return Status(str(budget.get_state_display()), TONES[BudgetState(budget.state)])


def versions_table(add_url: str) -> Table:
    """The versions of a cluster's budget."""
    link = Link("Draft a budget", add_url) if add_url else None
    return Table(
        name="budgets", caption="Versions of the budget", noun="version", default_order="-number",
        columns=[
            Column("title", "Budget", link=budget_url, order_by="title"),
            Column("number", "Version", kind="number", order_by="number"),
            Column("state", "State", kind="status", value=budget_status, order_by="state"),
            Column("first_day", "From", kind="date", order_by="first_day"),
            Column("last_day", "To", kind="date", order_by="last_day"),
            Column("in_force_on", "In force since", kind="date", order_by="in_force_on"),
            Column("decision_number", "By decision", kind="number"),
            Column("reason", "Why", kind="prose"),
        ],
        empty=Empty(
            "No budget yet",
            "It says what the plan costs: by activity, fund and member. Begin with the activities"
            " of the plan, or with a spreadsheet that you have.",
            link,
        ),
    )  # fmt: skip


def lines_table(budget: Budget, write_url: str) -> Table:
    """The lines of a version, each with what was spent on it."""
    link = Link("Write the lines", write_url) if write_url else None

    def entries(one: SeenLine) -> str:
        if not one.posted:
            return ""
        kind = "income" if one.line.is_income else "cost"
        return trail(budget.cluster_id, budget_line_id=one.posted, kind=kind)

    return Table(
        name="lines", caption="What each line has, and what was spent on it", noun="line",
        columns=[
            Column("title", "What for", order_by="title", note=_note_of),
            Column("category", "Category", order_by="category"),
            Column("activity", "Activity", order_by="activity", only="file"),
            Column("fund", "Fund", order_by="fund"),
            Column("restriction", "Restriction", only="file"),
            Column("member", "Member", order_by="member"),
            Column("area", "Area", value=lambda one: one.row.area, only="file"),
            Column("goes", "Out or in", only="file"),
            Column("planned", "Planned", kind="money", order_by="planned"),
            Column("spent", "Spent", kind="money", order_by="spent", link=entries),
            Column("promised", "Promised", kind="money", order_by="promised"),
            Column("left", "Left", kind="money", order_by="left", note=_over),
            Column("first_day", "From", kind="date", value=lambda o: o.row.first_day, only="file"),
            Column("last_day", "To", kind="date", value=lambda o: o.row.last_day, only="file"),
            Column("note", "Note", value=lambda one: one.row.note, only="file"),
        ],
        filters=[
            ChoiceFilter("category", "Category"), ChoiceFilter("fund", "Fund"),
            ChoiceFilter("member", "Member"), ChoiceFilter("goes", "Out or in"),
        ],
        search=["title", "category", "fund", "member", "activity"], search_label="Search lines",
        empty=Empty(
            "No line yet", "Write the lines in a table, or bring them in from a spreadsheet.", link
        ),
    )  # fmt: skip


def _note_of(one: SeenLine) -> str:
    parts = [one.goes] if one.line.is_income else []
    parts += [one.row.activity.title] if one.row.activity else []
    parts += [one.row.area] if one.row.area else []
    return " · ".join(parts)


def _over(one: SeenLine) -> str:
    return "overspent" if one.line.is_over else ""


def figures_of(seen: SeenBudget, on_no_line: int = 0) -> list[Figure]:
    """The totals of a version, each leading to its entries; `on_no_line` is what was spent without
    a line, which no total here counts.
    """
    whole, cluster_id = seen.whole, seen.budget.cluster_id
    entries = spent_url(cluster_id, seen.posted)
    found = [
        Figure("Planned to be spent", money(whole.planned)),
        Figure("Spent on these lines", money(whole.spent), entries),
        Figure("Promised beyond that", money(whole.committed)),
        Figure("Left", money(whole.left)),
    ]
    if on_no_line:
        url = trail(cluster_id, budget_line_id=0, kind="cost")
        note = "in the ledger, and not counted in what is left"
        found.append(Figure("Spent on no line", money(on_no_line), url, note=note))
    if whole.income:
        balance = whole.income - whole.planned
        note = f"{money(abs(balance))} {'more' if balance > 0 else 'less'} than is to be spent"
        found.append(
            Figure("Planned to come in", money(whole.income), note=note if balance else "")
        )
    return found


def spent_url(cluster_id: int, rows: Sequence[int]) -> str:
    """The way to the entries of costs that were spent on lines, by their rows."""
    return trail(cluster_id, budget_line_id=rows, kind="cost") if rows else ""


def parts_of(seen: SeenBudget, by: str) -> list[tuple[str, Any, str]]:
    """The totals by a dimension: what it is called, the total, and the way to what was spent."""
    return [(name, one, spent_url(seen.budget.cluster_id, rows)) for name, one, rows in seen.by(by)]


def chart_of(parts: Sequence[tuple[str, Any, str]]) -> BarChart | None:
    """Spent and promised beside planned, a bar for each part: its name, its totals, its entries."""
    bars = [
        Bar(
            name, one.spent + one.committed, one.planned,
            Tone.LATE if one.left < 0 else Tone.GO,
        )
        for name, one, _ in parts
        if one.planned or one.spent
    ]  # fmt: skip
    if not bars:
        return None
    return BarChart(
        "Spent and promised, of what is planned", bars[:20],
        show=lambda pence: money(round(pence)), value_name="Spent and promised",
        plan_name="Planned", note="The outline is what is planned.",
    )  # fmt: skip


def over_words(seen: SeenBudget) -> str:
    """That lines are overspent, in a sentence; "" where none is."""
    over = seen.over
    if not over:
        return ""
    if len(over) == 1:
        return f"“{over[0].title}” is overspent by {money(-over[0].left)}."
    whole = sum(-one.left for one in over)
    return f"{counted(len(over), 'line')} are overspent, by {money(whole)} together."
