"""Addresses of contracts and their last days for notice."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
