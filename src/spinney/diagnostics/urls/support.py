"""Addresses of the support directory."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
