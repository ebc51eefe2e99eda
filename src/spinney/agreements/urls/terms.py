"""Addresses of terms: in force, on any day, and in conflict."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
