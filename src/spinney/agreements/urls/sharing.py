"""Addresses of what members share under a protocol, and who looked."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
