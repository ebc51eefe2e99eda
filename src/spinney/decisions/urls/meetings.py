"""Addresses of meetings: called, changed, cancelled; their agenda and papers."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
