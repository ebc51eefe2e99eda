"""Addresses that were typed at the sign-in page and never confirmed: forgotten after two days."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db.models import ProtectedError

from spinney.base.access.models import Person

KEPT_FOR = timedelta(days=2)


def forget_unconfirmed(*, now: datetime) -> int:
    """Remove accounts that began with a typed address and went no further; returns how many.

    Whoever was given something meanwhile (a mandate, a link) is somebody, and stays.
    """
    unconfirmed = EmailAddress.objects.filter(verified=False).values("user_id")
    confirmed = EmailAddress.objects.filter(verified=True).values("user_id")
    never_in = Person.objects.filter(
        last_login=None, name="", is_host=False, demo_title="", joined_at__lt=now - KEPT_FOR
    )
    removed = 0
    for person in never_in.filter(pk__in=unconfirmed).exclude(pk__in=confirmed):
        if not _is_somebody(person):
            try:
                person.delete()
            except ProtectedError:  # given something at this moment
                continue
            removed += 1
    return removed


def _is_somebody(person: Person) -> bool:
    """Whether any table but that of addresses (and the outbox's codes to her) knows her."""
    for relation in Person._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        if model is EmailAddress or model._meta.label == "post.Message":
            continue
        if model._default_manager.filter(**{name: person}).exists():
            return True
    return False
