"""Addresses of votes that come as answers to the e-mail."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
