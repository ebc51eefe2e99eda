"""Addresses of the list of who does what by when."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
