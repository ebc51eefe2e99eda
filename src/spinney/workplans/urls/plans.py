"""Addresses of workplans."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.workplans.views import (
    objectives,
    plan_calendar,
    plan_pictures,
    planning,
    plans,
)

HERE = "clusters/<int:cluster_id>/workplan/"
OBJECTIVE = f"{HERE}objectives/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(HERE, plans.workplan, name="workplan"),
    path(f"{HERE}start-workplan/", plans.start_workplan, name="start-workplan"),
    path(f"{HERE}edit-workplan/", plans.edit_workplan, name="edit-workplan"),
    path(f"{HERE}agree-workplan/", plans.agree_workplan, name="agree-workplan"),
    path(f"{HERE}end-workplan/", plans.end_workplan, name="end-workplan"),
    path(f"{HERE}reopen-workplan/", plans.reopen_workplan, name="reopen-workplan"),
    path(f"{HERE}replan-workplan/", planning.replan_workplan, name="replan-workplan"),
    path(f"{HERE}compare-plans/", planning.compare_plans, name="compare-plans"),
    path(
        f"{HERE}take-over-priorities/", plans.take_over_priorities, name="take-over-priorities"
    ),
    path(f"{HERE}plan-board/", plan_pictures.plan_board, name="plan-board"),
    path(f"{HERE}plan-gantt/", plan_pictures.plan_gantt, name="plan-gantt"),
    path(f"{HERE}print-workplan/", plan_pictures.print_workplan, name="print-workplan"),
    path(f"{HERE}add-objective/", objectives.add_objective, name="add-objective"),
    path(f"{OBJECTIVE}edit-objective/", objectives.edit_objective, name="edit-objective"),
    path(f"{OBJECTIVE}move-objective/", objectives.move_objective, name="move-objective"),
    path(f"{OBJECTIVE}remove-objective/", objectives.remove_objective, name="remove-objective"),
    path(f"{OBJECTIVE}restore-objective/", objectives.restore_objective, name="restore-objective"),
    path(f"{HERE}follow-workplan/", plan_calendar.follow_workplan, name="follow-workplan"),
    path(
        f"{HERE}stop-following-workplan/", plan_calendar.stop_following_workplan,
        name="stop-following-workplan",
    ),
    path("workplan-calendar/<str:secret>/", plan_calendar.workplan_calendar,
         name="workplan-calendar"),
]  # fmt: skip
