"""Mandates in force on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from spinney.register.models import Mandate


def mandates_in_force(on: date) -> QuerySet[Mandate]:
    """Mandates that have begun, have not ended, and were not ended early."""
    return Mandate.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on, ended_early_at=None
    )
