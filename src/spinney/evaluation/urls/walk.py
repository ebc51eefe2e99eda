"""Addresses of the whole walk."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.evaluation.views import walk

urlpatterns: list[URLPattern] = [
    path("clusters/<int:cluster_id>/walk/", walk.walk, name="walk"),
    path("programmes/<int:programme_id>/walk/", walk.programme_walk, name="programme-walk"),
]
