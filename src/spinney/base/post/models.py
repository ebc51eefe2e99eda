"""The outbox: each message that the site sends, has sent, or was asked not to send."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from spinney.base.access.models import TaskLink
from spinney.base.access.sealed import unseal
from spinney.base.kernel.actors import SITE, Actor, Role
from spinney.base.kernel.ids import new_uid

#: Stands in a body for the one link (or code) of the message, which is kept sealed.
SECRET_MARK = "⟨secret⟩"  # noqa: S105
#: Stands in a body for the address at which its receiver gets fewer messages.
FEWER_MARK = "⟨fewer⟩"
#: Stands in a calendar entry for the receiver's own address.
RECEIVER_MARK = "⟨receiver⟩"


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages, as somebody may see them."""

    def visible_to(self, actor: Actor) -> MessageQuerySet:
        """A host sees all; who runs a cluster or programme, its own; everybody what she sent."""
        if actor.is_system or actor.has(Role.HOST, SITE):
            return self
        if actor.person_id is None:
            return self.none()
        runs = (Role.FACILITATOR, Role.PROGRAMME_MANAGER)
        scopes = [str(scope) for scope, held in actor.roles.items() if held & set(runs)]
        return self.filter(Q(scope__in=scopes) | Q(made_by=actor.label))

    def undelivered(self) -> MessageQuerySet:
        """What did not arrive, or may not have, and nobody has dealt with."""
        return self.filter(
            state__in=[Message.State.FAILED, Message.State.UNSURE], dealt_with_at=None
        )


class Message(models.Model):
    """One message to one address.

    `body` never holds a secret: the link or code stands in `sealed` until it is delivered. `about`
    is the record's name of what it concerns; `scope` and `place` say for which cluster it was sent;
    `key` makes a second message for the same occasion impossible; `reason` is safe to show.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        HELD = "held", "Kept for the next summary"
        SENT = "sent", "Sent"
        SUMMED = "summed", "Sent in a summary"
        FAILED = "failed", "Could not be delivered"
        UNSURE = "unsure", "May not have been delivered"
        UNWANTED = "unwanted", "Not sent: its receiver wants none of these"

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    kind = models.CharField(max_length=80)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    email = models.EmailField(max_length=254)
    subject = models.CharField(max_length=300)
    headline = models.CharField(max_length=300)
    body = models.TextField()
    sealed = models.TextField(blank=True)
    calendar = models.TextField("a calendar entry that goes with it (iCalendar)", blank=True)
    link = models.ForeignKey(
        TaskLink, null=True, on_delete=models.SET_NULL, related_name="messages"
    )
    needs_me = models.BooleanField(default=True)
    scope = models.CharField(max_length=60)
    place = models.CharField(max_length=200)
    about = models.CharField(max_length=120, blank=True)
    reply_to = models.EmailField(max_length=254, blank=True)
    key = models.CharField(max_length=160, null=True, unique=True)  # noqa: DJ001
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=400, blank=True)
    summary = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="holds")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    dealt_with_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Message]] = models.Manager.from_queryset(MessageQuerySet)()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(state__in=["queued", "sending"]),
                name="message_waiting",
            ),
            models.Index(
                fields=["person"], condition=Q(state="held"), name="message_held_for_person"
            ),
            models.Index(fields=["about"], name="message_about"),
            models.Index(fields=["scope", "-made_at"], name="message_scope"),
            models.Index(fields=["email", "-made_at"], name="message_email"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk} ({self.get_state_display().lower()})"

    @property
    def secret(self) -> str:
        """The link or code, while it is kept; else three dots."""
        return (unseal(self.sealed) if self.sealed else None) or "…"


class Unwanted(models.Model):
    """What an address wants no mail about: a kind, a scope, both together, or (blank) all."""

    address = models.EmailField(max_length=254)
    scope = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=80, blank=True)
    since = models.DateTimeField()

    class Meta:
        verbose_name_plural = "unwanted"
        constraints = [
            models.UniqueConstraint(fields=["address", "scope", "kind"], name="unwanted_once")
        ]

    def __str__(self) -> str:
        return f"no {self.kind or 'mail'} from {self.scope or 'anywhere'}"
