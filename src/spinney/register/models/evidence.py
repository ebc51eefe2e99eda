"""What an organisation can show: accounts, insurances, policies, registrations, with expiry."""

from __future__ import annotations

from django.db import models

from spinney.base.kernel.ids import new_uid
from spinney.register.models.organisations import Organisation
from spinney.register.states import EvidenceState


class EvidenceKind(models.TextChoices):
    ACCOUNTS = "accounts", "Annual accounts or financial statement"
    PUBLIC_LIABILITY = "public_liability", "Public liability insurance"
    EMPLOYERS_LIABILITY = "employers_liability", "Employers’ liability insurance"
    PROFESSIONAL_INDEMNITY = "professional_indemnity", "Professional indemnity insurance"
    GOVERNING_DOCUMENT = "governing_document", "Governing document"
    SAFEGUARDING = "safeguarding", "Safeguarding policy"
    DATA_PROTECTION = "data_protection", "Data protection policy"
    EQUALITY = "equality", "Equality policy"
    HEALTH_AND_SAFETY = "health_and_safety", "Health and safety policy"
    OTHER_POLICY = "other_policy", "Another policy"
    REGISTRATION = "registration", "Registration (ICO, CQC, Ofsted…)"
    QUALITY_MARK = "quality_mark", "Quality mark"
    TRUSTEE_MINUTE = "trustee_minute", "Trustees’ minute or scheme of delegation"
    OTHER = "other", "Something else"


class Evidence(models.Model):
    """One document or certificate that an organisation holds. The organisation's own; clusters
    see it only when it is shared with them (`clusters.EvidenceShare`).

    `issued_on` is the date that its age is counted from (for accounts: the year end). While
    `replaced_by` begins only later, this one is still held. `reminded_on` is the day on which
    somebody was last told that it runs out, or has.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="evidence"
    )
    kind = models.CharField(max_length=30, choices=EvidenceKind)
    title = models.CharField(max_length=200, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    issued_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    cover_pence = models.BigIntegerField("amount covered", null=True, blank=True)
    note = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=EvidenceState, default=EvidenceState.HELD)
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces"
    )
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)
    reminded_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="evidence_expires_after_issue",
                condition=models.Q(expires_on=None)
                | models.Q(expires_on__gte=models.F("issued_on")),
            )
        ]
        indexes = [models.Index(fields=["organisation", "kind"], name="evidence_kind")]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.title or self.get_kind_display()


class EvidenceFile(models.Model):
    """A file that goes with a piece of evidence; its hash shows that it is the one uploaded.
    One that was taken away is kept for 30 days, so that it can be put back.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="files")
    file = models.FileField(upload_to="evidence/%Y/%m/")
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)
    removed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
