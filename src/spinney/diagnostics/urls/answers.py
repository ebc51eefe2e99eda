"""Addresses of answers: given from a link, on paper or in a spreadsheet."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
