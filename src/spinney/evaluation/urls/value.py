"""Addresses of what clusters cost and what came of it."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.evaluation.views import value

urlpatterns: list[URLPattern] = [
    path("clusters/<int:cluster_id>/value/", value.value, name="value"),
    path("programmes/<int:programme_id>/value/", value.programme_value, name="programme-value"),
]
