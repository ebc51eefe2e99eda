"""Addresses of votes on paper and by phone, confirmed by a second person."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
