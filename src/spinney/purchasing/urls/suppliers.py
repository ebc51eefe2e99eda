"""Addresses of suppliers, and which names are one."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
