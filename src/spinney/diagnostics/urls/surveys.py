"""Addresses of surveys: set up, opened, asked, reminded, closed."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
