"""Addresses of what spending shows."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
