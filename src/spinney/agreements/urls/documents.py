"""Addresses of documents: Word, PDF, seals and their verification."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
