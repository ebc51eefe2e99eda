"""The resource inventory: what members need and what they can offer one another, by their wish."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from spinney.base.kernel.ids import new_uid
from spinney.diagnostics.models.surveys import Survey
from spinney.diagnostics.states import ItemKind, ItemState, MatchState


class Item(models.Model):
    """A need or an offer that a member chose to show its cluster, with its name. `area` is one of
    the areas of work; `confirmed_at` the day on which it last said that it still holds.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=6, choices=ItemKind)
    area = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    detail = models.TextField(blank=True)
    how_much = models.CharField(max_length=100, blank=True)
    level = models.PositiveSmallIntegerField("how much it matters, 1 to 3", default=2)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.OPEN)
    came_from = models.ForeignKey(
        Survey, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)
    confirmed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["cluster", "kind", "area"], name="item_cluster_kind_area")]

    def __str__(self) -> str:
        return self.title


class Match(models.Model):
    """What became of a need and an offer that fit: noted by either side or by the facilitator."""

    need = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="offered")
    offer = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="needed")
    state = models.CharField(max_length=10, choices=MatchState)
    note = models.CharField(max_length=300, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "matches"
        constraints = [
            models.UniqueConstraint(fields=["need", "offer"], name="match_once"),
            models.CheckConstraint(name="match_of_two", condition=~Q(need=F("offer"))),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} for {self.need_id}"
