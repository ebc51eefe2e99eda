"""Addresses of terms: in force, on any day, and in conflict."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.agreements.views import terms

urlpatterns: list[URLPattern] = [
    path("clusters/<int:cluster_id>/terms/", terms.terms, name="terms"),
]
