"""What files of payments ask of a member on Home: to check one that was read. One query."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.record.prepared import prepared
from spinney.purchasing.models import SpendUpload
from spinney.purchasing.policies.uploads import KEEPS
from spinney.purchasing.states import UploadState

CHECK_MINUTES = 3


@add_ask_source
def asked_to_check(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To check how a file was read. What is asked stands in mails as well, so it does not say the
    name of the file, which may be a person's.
    """
    mine = actor.organisation_id
    if mine is None or not actor.roles_in(organisation_scope(mine)) & KEEPS:
        return
    for upload in _waiting(organisation=mine):
        yield Ask(
            "Check how a file of your payments was read",
            reverse("purchasing:upload", args=[mine, upload.pk]),
            minutes=CHECK_MINUTES,
            organisation=actor.organisation_name,
            waits=actor.organisation_name,
        )


@prepared
def _waiting(organisation: int) -> QuerySet[SpendUpload]:
    waits = SpendUpload.objects.filter(organisation=organisation, state=UploadState.TO_CHECK)
    return waits.order_by("given_at", "pk")
