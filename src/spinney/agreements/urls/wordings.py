"""Addresses of the templates that come with Spinney."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
