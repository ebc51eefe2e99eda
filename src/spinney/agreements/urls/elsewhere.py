"""Addresses of agreements that were signed elsewhere."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
