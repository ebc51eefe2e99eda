"""Help given and time spent together: facilitation days, gatherings, who came, private notes."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from spinney.base.kernel.ids import new_uid
from spinney.clusters.models.clusters import Cluster
from spinney.clusters.models.members import Membership


class Day(models.Model):
    """Time a facilitator or reviewer spent on a cluster, drawn from its allowance."""

    class DayKind(models.TextChoices):
        FACILITATION = "facilitation", "Facilitation"
        REVIEW = "review", "Review (ICT and the like)"

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="days")
    kind = models.CharField(max_length=12, choices=DayKind, default=DayKind.FACILITATION)
    worked_on = models.DateField()
    days = models.DecimalField(max_digits=4, decimal_places=2)
    what = models.CharField(max_length=200)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    worked_by = models.CharField("who did the work", max_length=200, blank=True)
    logged_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.days} days on {self.cluster_id}"

    @property
    def amount(self) -> str:
        """The days in words, without needless noughts: "0.75 days", "1 day", "10 days"."""
        return f"{self.days.normalize():f} {'day' if self.days == 1 else 'days'}"


class Gathering(models.Model):
    """A time when members came together, with who was there. (Agendas, minutes and decisions are
    kept by the decisions room.)
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="gatherings")
    title = models.CharField(max_length=200)
    held_on = models.DateField()
    where = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Whether a member came to a gathering, and how."""

    class How(models.TextChoices):
        IN_PERSON = "in_person", "Came"
        REMOTE = "remote", "Came by phone or video"
        DEPUTY = "deputy", "Sent a deputy"
        APOLOGIES = "apologies", "Sent apologies"
        NO_WORD = "no_word", "Did not come, no word"

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="attendance")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="attendance")
    how = models.CharField(max_length=10, choices=How)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "membership"], name="attendance_once_each")
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} at {self.gathering_id}: {self.how}"


class JournalNote(models.Model):
    """A facilitator's private note: hers alone. No other role reads it, nor any export but hers."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="journal")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    about_on = models.DateField()
    text = models.TextField()
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"note {self.pk}"
