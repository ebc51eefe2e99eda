"""Who may vote, and what was voted. In a secret ballot the two are kept apart."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from spinney.base.kernel.ids import new_uid
from spinney.decisions.models.ballots import Ballot
from spinney.decisions.states import EntryState, ReplyState, VotedHow

REPLY_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Signs that nobody takes for each other, wherever a mail program shows them."""


def new_reply_code() -> str:
    """What stands in the subject of an elector's letters: ten signs drawn at random."""
    return "".join(secrets.choice(REPLY_ALPHABET) for _ in range(10))


class Elector(models.Model):
    """An organisation that is asked, as it was when voting opened. `tier` is its class for a
    quorum. `recused_at`: it declared an interest and takes no part. `left_at`: it has left the
    cluster since (whether its vote still counts, the customs of voting say). `voted_at` says
    that it took part; in a secret ballot it is the day alone (midnight), never the moment.
    `reply_code` stands in the subject of its letters, so that an answer by mail finds it; alone
    it opens nothing.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="electors")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    weight = models.PositiveSmallIntegerField(default=1)
    tier = models.CharField(max_length=60, blank=True)
    in_quorum = models.BooleanField(default=True)
    inside = models.BooleanField("belongs to the cluster", default=True)
    joined_late = models.BooleanField(default=False)
    recused_at = models.DateTimeField(null=True, blank=True)
    interest = models.TextField("the interest declared", blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    voted_at = models.DateTimeField(null=True, blank=True)
    reply_code = models.CharField(
        max_length=10, unique=True, editable=False, default=new_reply_code
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "organisation"], name="elector_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in ballot {self.ballot_id}"


class Vote(models.Model):
    """What an organisation says in an open ballot: `says` a voice of the way, or `marks` on
    options (number of the option as text -> whole number, see `engine.problem`). It may be changed
    until the close; `changes` says how often that was. `proxy` is through whom, if not itself.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    elector = models.OneToOneField(Elector, on_delete=models.CASCADE, related_name="vote")
    marks = models.JSONField(default=dict)
    says = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    how = models.CharField(max_length=6, choices=VotedHow)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    proxy = models.ForeignKey(
        "decisions.Proxy", null=True, blank=True, on_delete=models.SET_NULL, related_name="votes"
    )
    at = models.DateTimeField()
    changes = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"vote of elector {self.elector_id}"


class SealedVote(models.Model):
    """A place for a vote in a secret ballot. As many as there are electors are made when voting
    opens, empty; each vote goes into one drawn by lot, so that no order of rows tells whose it is.
    Nothing leads from here to an elector. `check_digest` is the SHA-256 of the ballot's uid and
    the code on the voter's receipt, by which she alone finds her vote, and can change it.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="sealed_votes")
    slot = models.PositiveSmallIntegerField()
    check_digest = models.CharField(max_length=64, blank=True)
    marks = models.JSONField(default=dict)
    says = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "slot"], name="sealed_slot_once"),
            models.UniqueConstraint(
                fields=["ballot", "check_digest"],
                condition=~Q(check_digest=""),
                name="sealed_check_once",
            ),
        ]

    def __str__(self) -> str:
        return f"place {self.slot} of ballot {self.ballot_id}"


class ObjectionAnswer(models.Model):
    """What was said to somebody's objection: it is answered, and stands until it is withdrawn."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"answer to vote {self.vote_id}"


class Proxy(models.Model):
    """An organisation lets another vote for it: in one ballot, or at one meeting (then in every
    ballot that is held there). It can be taken back, and what was voted by it changed by the absent
    organisation itself. `wishes` is what the holder is asked to vote.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    ballot = models.ForeignKey(
        Ballot, null=True, blank=True, on_delete=models.CASCADE, related_name="proxies"
    )
    meeting = models.ForeignKey(
        "decisions.Meeting", null=True, blank=True, on_delete=models.CASCADE, related_name="proxies"
    )
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    holder = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="+")
    wishes = models.TextField(blank=True)
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "proxies"
        constraints = [
            models.CheckConstraint(
                name="proxy_for_ballot_or_meeting",
                condition=Q(ballot=None, meeting__isnull=False)
                | Q(ballot__isnull=False, meeting=None),
            ),
            models.UniqueConstraint(
                fields=["ballot", "organisation"],
                condition=Q(ended_at=None, ballot__isnull=False),
                name="one_proxy_a_ballot",
            ),
            models.UniqueConstraint(
                fields=["meeting", "organisation"],
                condition=Q(ended_at=None, meeting__isnull=False),
                name="one_proxy_a_meeting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder_id} votes for {self.organisation_id}"


class Entry(models.Model):
    """A vote that came on paper or by phone, as one person typed it; it counts once a second
    person has typed the same. `marked_on` is the day of the paper or the call.

    In a secret ballot an entry with an elector is an envelope that came in, and has no marks; one
    without is a paper, without a name. Every paper is typed by two persons, each on her own; once
    both have the same papers, as many as there are envelopes, they are counted and their marks
    rubbed out. `spoilt`: a paper that says nothing clear, or an envelope without one.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="entries")
    elector = models.ForeignKey(
        Elector, null=True, blank=True, on_delete=models.CASCADE, related_name="entries"
    )
    how = models.CharField(max_length=6, choices=VotedHow)
    marks = models.JSONField(default=dict)
    says = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    marked_on = models.DateField("day of the paper or the call", null=True, blank=True)
    spoilt = models.BooleanField("cannot be counted", default=False)
    state = models.CharField(max_length=10, choices=EntryState, default=EntryState.WAITING)
    entered_by = models.CharField(max_length=80)
    entered_at = models.DateTimeField()
    settled_by = models.CharField(max_length=80, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(
                fields=["elector"],
                condition=Q(state="waiting", elector__isnull=False),
                name="one_waiting_entry",
            ),
            models.CheckConstraint(
                name="entry_settled_by_another",
                condition=~Q(settled_by=F("entered_by")) | ~Q(state="confirmed"),
            ),
        ]

    def __str__(self) -> str:
        return f"entry {self.pk} in ballot {self.ballot_id}"


class Reply(models.Model):
    """A vote that came as an answer to the e-mail. Neither its words nor its address are kept:
    `message` is the SHA-256 of the mail's own number, so that no mail counts twice; `before` what
    the vote was, for the undo link in the return mail; `fault` why it was not understood.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    ballot = models.ForeignKey(
        Ballot, null=True, blank=True, on_delete=models.CASCADE, related_name="replies"
    )
    elector = models.ForeignKey(
        Elector, null=True, blank=True, on_delete=models.CASCADE, related_name="replies"
    )
    message = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=8, choices=ReplyState)
    fault = models.CharField(max_length=30, blank=True)
    before = models.JSONField(null=True, blank=True)
    received_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "replies"

    def __str__(self) -> str:
        return f"reply {self.pk}"
