"""Suppliers of a cluster: the many names that members write, and which of them are one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.kernel.ids import new_uid
from spinney.purchasing.states import JudgedAs, NameFound


class Supplier(models.Model):
    """One supplier, as a cluster knows it. `key` is the engine's stable key, `number` an identifier
    such as "GB-COH-01234567". A branch is under its `parent`. `organisation` is its entry on the
    register where one was found. What was merged into another one stays, so that it can be parted
    again.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    named_by = models.CharField("who chose the name; empty: found", max_length=80, blank=True)
    number = models.CharField("company or charity number", max_length=40, blank=True)
    organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="branches"
    )
    category = models.CharField("said for all members; empty: theirs", max_length=30, blank=True)
    category_by = models.CharField(max_length=80, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged"
    )
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["cluster", "merged_into"], name="supplier_cluster")]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "key"], name="supplier_key_once"),
            models.CheckConstraint(
                name="supplier_is_not_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=models.F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)


class SupplierName(models.Model):
    """A name as one member writes it, and which supplier that is, with how sure and why (a code of
    `engine.matching` with its detail). There is one only while the member shares its spending.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="names")
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    written = models.CharField(max_length=200)
    sure = models.PositiveSmallIntegerField(default=100)
    reason = models.JSONField(default=dict)
    found = models.CharField(max_length=10, choices=NameFound, default=NameFound.MATCHED)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "organisation", "written"], name="supplier_name_once"
            )
        ]
        indexes = [models.Index(fields=["supplier"], name="supplier_names")]

    def __str__(self) -> str:
        return self.written


class DoubtfulPair(models.Model):
    """Two names that may be the same supplier: the queue that members work through together.
    `rank` is its place: what tells most comes first.
    """

    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    one = models.CharField(max_length=200)
    other = models.CharField(max_length=200)
    sure = models.PositiveSmallIntegerField()
    reason = models.JSONField(default=dict)
    rank = models.PositiveIntegerField()

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "one", "other"], name="doubtful_pair_once")
        ]

    def __str__(self) -> str:
        return f"{self.one} / {self.other}"

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)


class Judgement(models.Model):
    """Somebody's answer for a pair of names: it is never asked again, and teaches the next run.
    The two names stand in the order of the alphabet. A newer answer takes an older one's place;
    of those who are not sure each has a row, so that each is asked once.
    """

    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    one = models.CharField(max_length=200)
    other = models.CharField(max_length=200)
    answer = models.CharField(max_length=10, choices=JudgedAs)
    organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "one", "other"], condition=~Q(answer=JudgedAs.NOT_SURE),
                name="judgement_once",
            ),
            models.UniqueConstraint(
                fields=["cluster", "one", "other", "by"], name="judgement_once_each"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.one} / {self.other}: {self.answer}"

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)


class SupplierChange(models.Model):
    """What somebody did to suppliers, so that it can be seen and undone: "merge", "split",
    "rename", "link", "under" (a parent). `before` holds what is needed to put it back.
    """

    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10)
    words = models.CharField(max_length=500)
    before = models.JSONField(default=dict)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.words


class CategoryLesson(models.Model):
    """What somebody put right about a category, for the next file. With a cluster it holds for a
    supplier of all its members; without, for its own organisation alone. `kind` is "name" or
    "own_words" (`engine.categories.classify.Lesson`).
    """

    organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    cluster = models.ForeignKey(
        "clusters.Cluster", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=200)
    category = models.CharField(max_length=30)
    given_by = models.CharField(max_length=80)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "key"], condition=Q(cluster=None),
                name="own_category_lesson_once",
            ),
            models.UniqueConstraint(
                fields=["cluster", "kind", "key"], condition=Q(organisation=None),
                name="category_lesson_once",
            ),
            models.CheckConstraint(
                name="category_lesson_has_one_owner",
                condition=Q(organisation=None, cluster__isnull=False)
                | Q(organisation__isnull=False, cluster=None),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.key}: {self.category}"
