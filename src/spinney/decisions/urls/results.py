"""Addresses of closing a ballot, and what it came to."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
