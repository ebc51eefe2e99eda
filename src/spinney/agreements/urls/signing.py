"""Addresses of signing: put out, sign, forward, decline, on paper."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
