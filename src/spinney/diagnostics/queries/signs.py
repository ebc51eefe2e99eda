"""What the diagnostics room knows to have happened in clusters."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Min
from django.urls import reverse

from spinney.base.kernel.signs import Sign, Signs
from spinney.base.web.components.words import counted
from spinney.diagnostics.models import Item, Round, Survey, Theme
from spinney.diagnostics.states import ItemState, SurveyState

KINDS = (
    "pre_cluster", "self_assessment", "ict_review", "readiness", "hopes_and_fears", "follow_up",
)  # fmt: skip
"""The built-in instruments whose closing is a sign of its own ("diagnostics.follow_up")."""


def signs(cluster_ids: Collection[int], at: date) -> Signs:
    """Surveys closed, themes listed, rounds held, what members need and offer. Four queries."""
    found: Signs = {one: [] for one in cluster_ids}
    _surveys(found, at)
    for row in (
        Theme.objects.filter(cluster__in=found, added_at__date__lte=at)
        .values("cluster").annotate(first=Min("added_at"))
    ):  # fmt: skip
        url = reverse("diagnostics:themes", args=[row["cluster"]])
        sign = Sign("diagnostics.themes", row["first"].date(), "Themes were listed", url)
        found[row["cluster"]].append(sign)
    for one in Round.objects.filter(
        cluster__in=found, held_on__lte=at, taken_back_at=None, closed_at__isnull=False
    ):
        url = reverse("diagnostics:themes", args=[one.cluster_id])
        words = f"Round {one.number} narrowed the list: {one.how}"
        found[one.cluster_id].append(Sign("diagnostics.round", one.held_on, words, url))
    _inventory(found, at)
    return found


def _surveys(found: Signs, at: date) -> None:
    rows = Survey.objects.filter(
        cluster__in=found, state=SurveyState.CLOSED, closed_at__date__lte=at, removed_at=None
    ).select_related("asks__instrument__adapted_from")
    for one in rows:
        assert one.closed_at is not None  # noqa: S101 - asked for above
        assert one.cluster_id is not None  # noqa: S101
        url = reverse("diagnostics:results", args=[one.scope, one.pk])
        day, words = one.closed_at.date(), f"“{one.title}” was answered"
        here = found[one.cluster_id]
        here.append(Sign("diagnostics.survey", day, words, url))
        kind = _kind(one)
        if kind:
            here.append(Sign(f"diagnostics.{kind}", day, words, url))


def _kind(survey: Survey) -> str:
    """Which built-in instrument it asks, or was adapted from; one that follows another counts as a
    follow-up.
    """
    if survey.follows_id is not None:
        return "follow_up"
    instrument = survey.asks.instrument
    key = (instrument.adapted_from or instrument).key
    return next((one for one in KINDS if key.startswith(one)), "")


def _inventory(found: Signs, at: date) -> None:
    members: dict[int, set[int]] = {}
    items: dict[int, list[date]] = {}
    for one in Item.objects.filter(cluster__in=found, added_at__date__lte=at).exclude(
        state=ItemState.ENDED
    ):
        members.setdefault(one.cluster_id, set()).add(one.organisation_id)
        items.setdefault(one.cluster_id, []).append(one.added_at.date())
    for cluster, days in items.items():
        of = len(members[cluster])
        words = f"{counted(len(days), 'need or offer', 'needs and offers')} of"
        words += f" {counted(of, 'member')} can be seen"
        url = reverse("diagnostics:inventory", args=[cluster])
        found[cluster].append(Sign("diagnostics.inventory", max(days), words, url, of))
