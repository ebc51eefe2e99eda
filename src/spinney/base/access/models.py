"""People who sign in, and links that let somebody do one thing without signing in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from spinney.base.kernel.ids import new_uid
from spinney.base.record.prepared import prepared


@prepared
def _by_key(pk: int) -> models.QuerySet[Person]:
    return Person.objects.filter(pk=pk)


class People(BaseUserManager["Person"]):
    """Makes people; everybody signs in by e-mailed code or passkey, nobody by password."""

    def create_user(self, email: str, name: str = "", **extra: Any) -> Person:
        person = self.model(email=email.strip().lower(), name=name, **extra)
        person.set_unusable_password()
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, **extra: Any) -> Person:
        return self.create_user(email, is_host=True, **extra)

    def get(self, *args: Any, **kwargs: Any) -> Person:
        """One person. By key, as each request asks for whoever is signed in, by a prepared read."""
        if args or kwargs.keys() != {"pk"} or type(self) is not People:
            return self.get_queryset().get(*args, **kwargs)
        found = _by_key.first(pk=kwargs["pk"]) if kwargs["pk"] is not None else None
        if found is None:
            raise self.model.DoesNotExist("There is no such person.")
        return found

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username or "")


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who can sign in. What she may do follows from mandates and roles, never from flags
    here, but for `is_host`: she runs this installation.
    """

    class MailRhythm(models.TextChoices):
        AT_ONCE = "at_once", "Each message at once"
        DAILY = "daily", "One message a day"
        WEEKLY = "weekly", "One message a week"
        NEEDED = "needed", "Only what needs me"

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    is_host = models.BooleanField(default=False)
    mail_rhythm = models.CharField(max_length=10, choices=MailRhythm, default=MailRhythm.AT_ONCE)
    joined_at = models.DateTimeField(auto_now_add=True)
    seen_home_at = models.DateTimeField(null=True)
    #: In the demonstration: who this is, for those who look around ("Programme manager").
    demo_title = models.CharField(max_length=120, blank=True)
    #: When she closed her account: name and address are then gone, the row stays for the record.
    left_at = models.DateTimeField(null=True)

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                name="person_email_lower_case", condition=models.Q(email=Lower("email"))
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.name or f"person {self.pk}"

    @property
    def label(self) -> str:
        """How logs and the record name this person, without naming her."""
        return f"person:{self.pk}"


class TaskLink(models.Model):
    """Lets whoever holds its secret do one verb on one subject, until a date.

    Only the digest of the secret is stored. `verb` is a record verb ("clusters.accept_invitation"),
    `subject` a record subject ("clusters.Invitation:12"); `memory` keeps what was typed so far.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    verb = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    scope = models.CharField(max_length=60)
    email = models.EmailField(max_length=254, blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    organisation_id = models.BigIntegerField(null=True)
    minutes = models.PositiveSmallIntegerField(default=5)
    may_forward = models.BooleanField(default=False)
    forwarded_from = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="forwarded_to"
    )
    memory = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["verb", "subject"], name="tasklink_verb_subject"),
            models.Index(fields=["person", "used_at"], name="tasklink_person"),
        ]

    def __str__(self) -> str:
        return f"link {self.pk} to {self.verb}"


class AccessToken(models.Model):
    """Lets a program act for a person through the JSON API: some scopes, until a date.

    Only the digest of the secret is stored. `scopes` are of API_SCOPES. A token never lets a
    program do more than its person may.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    organisation_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"token {self.pk}"
