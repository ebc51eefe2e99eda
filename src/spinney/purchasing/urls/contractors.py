"""Addresses of the contractors' register."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
