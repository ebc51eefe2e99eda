"""Addresses of comments, words proposed, differences, readers from outside."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
