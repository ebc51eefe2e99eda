"""Weekly: those who act for organisations are asked whether the profile is still right."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.work.duties import duty
from spinney.register.actions.reminders import ask_to_confirm
from spinney.register.models import Organisation
from spinney.register.queries.mandates import mandates_in_force
from spinney.register.queries.profiles import STALE_DAYS

logger = logging.getLogger(__name__)
ASK_AGAIN_DAYS = 90
SETTLED_IN_DAYS = 30


@duty("register.profiles", every=timedelta(days=7))
def ask_whether_profiles_are_right(now: datetime) -> None:
    """Ask about each profile that nobody has confirmed for a year, every 90 days; not in the first
    month of whoever acts for it.
    """
    today = localdate(now)
    settled = mandates_in_force(today).filter(
        may_represent=True, given_at__lt=now - timedelta(days=SETTLED_IN_DAYS)
    )
    stale = Organisation.objects.filter(
        Q(confirmed_on=None) | Q(confirmed_on__lte=today - timedelta(days=STALE_DAYS)),
        Q(confirm_asked_on=None) | Q(confirm_asked_on__lte=today - timedelta(days=ASK_AGAIN_DAYS)),
        pk__in=settled.values("organisation_id"),
        merged_into=None,
    )
    for organisation in stale.order_by("pk"):
        try:
            ask_to_confirm(organisation=organisation, by=Actor.system("profiles"), now=now)
        except Exception:
            logger.exception("Organisation %s was not asked about its profile", organisation.pk)
