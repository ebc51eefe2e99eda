"""What is said about a version before it is signed: comments, other words, readers from outside."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from spinney.agreements.models.agreements import Version
from spinney.agreements.states import CommentState, ReaderState, WordsState
from spinney.base.kernel.ids import new_uid


class OutsideReader(models.Model):
    """Somebody from outside (a solicitor, a commissioner) who was given one version to read by a
    link, until a day, and perhaps to comment on.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    reads = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="outside_readers")
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    capacity = models.CharField("what she is", max_length=120, blank=True)
    may_comment = models.BooleanField(default=True)
    message = models.TextField(blank=True)
    #: The content as it was given to her: later changes to the draft are not hers to see.
    content = models.JSONField()
    until = models.DateField()
    state = models.CharField(max_length=10, choices=ReaderState, default=ReaderState.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    opened_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    verdict = models.TextField("what she says of the whole", blank=True)

    def __str__(self) -> str:
        return f"outside reader {self.pk}"


class Said(models.Model):
    """Something said about a clause, by somebody for a member, by whoever runs the cluster, or by
    a reader from outside. No clause: about the whole.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    clause = models.CharField("key of the clause", max_length=60, blank=True)
    organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reader = models.ForeignKey(
        OutsideReader, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class Comment(Said):
    """A remark on a clause, or an answer to one."""

    about = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="comments")
    answers = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies"
    )
    text = models.TextField()
    state = models.CharField(max_length=10, choices=CommentState, default=CommentState.OPEN)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=80, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class ProposedWords(Said):
    """Other words for a clause, or (with a new key) a clause more; whoever drafts takes them over
    or says why not. `before` is the clause as it was when they were proposed.
    """

    about = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="proposed_words")
    heading = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    before = models.JSONField(null=True, blank=True)
    why = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=WordsState, default=WordsState.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_why = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "id"]
        verbose_name_plural = "proposed words"

    def __str__(self) -> str:
        return f"proposed words {self.pk}"
