"""Addresses of the whole walk."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
