"""Addresses of what a decision puts in motion."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
