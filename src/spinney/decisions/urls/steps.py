"""Addresses of what decisions put in motion."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.decisions.views import outline, steps

ALL = "clusters/<int:cluster_id>/decisions/"
STEP = f"{ALL}<int:number>/steps/<slug:kind>/"
LINE = f"{ALL}outline/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(f"{STEP}take-step/", steps.take_step, name="take-step"),
    path(f"{STEP}decline-step/", steps.decline_step, name="decline-step"),
    path(f"{STEP}want-step/", steps.want_step, name="want-step"),
    path(f"{ALL}outline/", outline.outline, name="outline"),
    path(f"{LINE}edit-outline-line/", outline.edit_outline_line, name="edit-outline-line"),
    path(f"{LINE}move-outline-line/", outline.move_outline_line, name="move-outline-line"),
]
