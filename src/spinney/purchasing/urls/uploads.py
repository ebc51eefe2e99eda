"""Addresses of files of payments that members give in."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
