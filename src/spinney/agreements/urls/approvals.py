"""Addresses of agreeing to a version by the rule in force."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
