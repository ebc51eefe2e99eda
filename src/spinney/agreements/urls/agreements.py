"""Addresses of agreements: listed, opened, their parties and their papers."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
