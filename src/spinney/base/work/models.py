"""What is being done in the background, for whom, and how far it has come."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from spinney.base.kernel.actors import SITE, Actor, Role
from spinney.base.kernel.ids import new_uid


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs, as somebody may see them."""

    def visible_to(self, actor: Actor) -> JobQuerySet:
        """A person sees the jobs that she started; a host and the system see all."""
        if actor.is_system or actor.has(Role.HOST, SITE):
            return self
        if actor.person_id is None:
            return self.none()
        return self.filter(person_id=actor.person_id)

    def unfinished(self) -> JobQuerySet:
        return self.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])


class Job(models.Model):
    """One piece of long work. `kind` names its function ("register.load"); `given` is what the
    function was given; `checkpoint` is where it continues after a kill. `done` of `total` `unit`
    is its progress; total is None while it is not known. `error` is safe to show.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to start"
        RUNNING = "running", "Under way"
        DONE = "done", "Done"
        FAILED = "failed", "Stopped by a problem"
        CANCELLED = "cancelled", "Stopped by you"

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    kind = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    organisation_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=120, blank=True)
    given = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    unit = models.CharField(max_length=40, blank=True)
    message = models.CharField(max_length=300, blank=True)
    checkpoint = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    reference = models.CharField(max_length=12, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    cancel_asked_at = models.DateTimeField(null=True)
    return_to = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager[Job]] = models.Manager.from_queryset(JobQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["person", "-asked_at"], name="job_person"),
            models.Index(fields=["kind", "subject"], name="job_kind_subject"),
            models.Index(
                fields=["state"],
                condition=Q(state__in=["waiting", "running"]),
                name="job_unfinished",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_state_display().lower()})"

    @property
    def is_finished(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED, self.State.CANCELLED)

    @property
    def percent(self) -> int | None:
        """How far, 0 to 100; None while the total is not known."""
        if self.state == self.State.DONE:
            return 100
        if not self.total:
            return None
        return min(100, self.done * 100 // self.total)

    @property
    def seconds_left(self) -> float | None:
        """A guess from the pace so far; None when there is nothing to guess from."""
        if not (self.total and self.done and self.started_at and self.moved_at):
            return None
        seconds = (self.moved_at - self.started_at).total_seconds()
        return seconds / self.done * max(0, self.total - self.done)

    def saved(self, name: str, default: Any = None) -> Any:
        """One value of the checkpoint."""
        return self.checkpoint.get(name, default)


class Duty(models.Model):
    """When a standing duty (reminders, digests, expiry checks) was last done and is next due."""

    name = models.CharField(max_length=80, primary_key=True)
    due_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "duties"

    def __str__(self) -> str:
        return self.name
