"""Addresses of where a cluster could save."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
