"""Addresses of costs and what they bought."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
