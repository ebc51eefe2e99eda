"""Addresses of ballots: written, announced, opened, taken back, replaced."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
