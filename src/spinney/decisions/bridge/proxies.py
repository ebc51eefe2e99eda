"""Proxies when two organisations of the register turn out to be one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, Q

from spinney.decisions.models import Proxy


def hand_on_proxies(kept: Any, aside: Any, now: datetime) -> dict[str, list[int]]:
    """Let the proxies that `aside` gave and holds be `kept`'s. Of two that then stand for one vote
    the kept one's stays; nobody votes for itself by proxy. Returns which rows moved, to give back.
    """
    given = {
        "ballot": Proxy.objects.filter(organisation=kept, ended_at=None).values("ballot"),
        "meeting": Proxy.objects.filter(organisation=kept, ended_at=None).values("meeting"),
    }
    live = Proxy.objects.filter(organisation=aside, ended_at=None)
    twice = live.filter(
        Q(ballot__isnull=False, ballot__in=given["ballot"])
        | Q(meeting__isnull=False, meeting__in=given["meeting"])
    )
    Proxy.objects.filter(pk__in=list(twice.values_list("pk", flat=True))).update(ended_at=now)
    gave = _move(Proxy.objects.filter(organisation=aside), "organisation", kept)
    holds = _move(Proxy.objects.filter(holder=aside), "holder", kept)
    own = Proxy.objects.filter(organisation=F("holder"), ended_at=None)
    own.filter(organisation=kept).update(ended_at=now)
    return {"gave": gave, "holds": holds}


def give_back_proxies(moved: dict[str, list[int]], kept: Any, aside: Any) -> None:
    """Undo what `hand_on_proxies` moved. What ended meanwhile stays ended: it can be given anew."""
    Proxy.objects.filter(pk__in=moved.get("gave", []), organisation=kept).update(organisation=aside)
    Proxy.objects.filter(pk__in=moved.get("holds", []), holder=kept).update(holder=aside)


def _move(rows: Any, name: str, kept: Any) -> list[int]:
    found = list(rows.values_list("pk", flat=True))
    Proxy.objects.filter(pk__in=found).update(**{name: kept})
    return found
