"""Addresses of the facilitator's playbook."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
