"""Addresses of the resource inventory."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
