"""Addresses of what a member shares of its spending."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
