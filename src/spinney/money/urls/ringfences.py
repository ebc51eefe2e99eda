"""Addresses of ring-fences and payments for attendance."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
