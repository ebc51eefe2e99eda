"""What was done: append-only, chained by hash, and without foreign keys, so that it outlives its
subjects.
"""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One thing that somebody did, in one book.

    A book is a scope ("site", "cluster:3", "organisation:12"). Entries of a book are numbered
    without gaps; each holds the hash of the one before, so that a change, a removal or an
    insertion shows (`spinney doctor` checks).
    """

    book = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    verb = models.CharField(max_length=80)
    actor = models.CharField(max_length=80)
    person_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=120)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="entry_number_unique_in_book")
        ]
        indexes = [
            models.Index(fields=["book", "-at"], name="entry_book_at"),
            models.Index(fields=["subject"], name="entry_subject"),
            models.Index(fields=["person_id", "-at"], name="entry_person_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.actor} {self.verb} {self.subject}"


class Book(models.Model):
    """The end of one chain: how many entries there are, and the hash of the last."""

    name = models.CharField(max_length=60, primary_key=True)
    entries = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.name} ({self.entries})"
