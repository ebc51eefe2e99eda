"""Addresses of where clusters stand."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.evaluation.views import positions

HERE = "clusters/<int:cluster_id>/position/"

urlpatterns: list[URLPattern] = [
    path(HERE, positions.position, name="position"),
    path(f"{HERE}take-position/", positions.take_position, name="take-position"),
    path(
        "programmes/<int:programme_id>/positions/", positions.programme_positions,
        name="programme-positions",
    ),
]  # fmt: skip
