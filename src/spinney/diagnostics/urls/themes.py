"""Addresses of themes and the rounds that narrow them."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
