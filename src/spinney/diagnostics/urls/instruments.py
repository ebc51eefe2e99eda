"""Addresses of instruments: the library, the editor, XLSForm and worksheets."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
