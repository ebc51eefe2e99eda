"""Addresses of budgets."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.money.views import budget_lines, budgets

ALL = "clusters/<int:cluster_id>/money/budgets/"
ONE = f"{ALL}<int:number>/"

urlpatterns: list[URLPattern] = [
    path(ALL, budgets.budgets, name="budgets"),
    path(f"{ALL}start-budget/", budgets.start_budget, name="start-budget"),
    path(ONE, budgets.budget, name="budget"),
    path(f"{ONE}compare-budgets/", budgets.compare_budgets, name="compare-budgets"),
    path(f"{ONE}edit-budget/", budgets.edit_budget, name="edit-budget"),
    path(f"{ONE}edit-budget-lines/", budget_lines.edit_budget_lines, name="edit-budget-lines"),
    path(
        f"{ONE}import-budget-lines/",
        budget_lines.import_budget_lines,
        name="import-budget-lines",
    ),
    path(f"{ONE}try-what-if/", budgets.try_what_if, name="try-what-if"),
    path(f"{ONE}adopt-what-if/", budgets.adopt_what_if, name="adopt-what-if"),
    path(
        f"{ONE}put-budget-in-force/", budgets.put_budget_in_force, name="put-budget-in-force"
    ),
    path(f"{ONE}discard-budget/", budgets.discard_budget, name="discard-budget"),
    path(f"{ONE}restore-budget/", budgets.restore_budget, name="restore-budget"),
]  # fmt: skip
