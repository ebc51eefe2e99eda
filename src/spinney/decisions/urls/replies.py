"""Addresses of votes that come as answers to the e-mail."""

from __future__ import annotations

from django.urls import URLPattern

from spinney.decisions.views import replies  # noqa: F401  (its task link: /do/…)

urlpatterns: list[URLPattern] = []
