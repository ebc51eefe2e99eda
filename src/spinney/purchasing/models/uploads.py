"""What a member gave in: files of payments, their lines, and the names on them. All of it is the
member's; nothing here belongs to a cluster.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from spinney.base.kernel.actors import Scope, organisation_scope
from spinney.base.kernel.ids import new_uid
from spinney.purchasing.states import UploadState


class SpendUpload(models.Model):
    """One file that a member gave in.

    `look` is what was understood (`engine.reading.look.Look` as JSON), `layout` how it is read
    (`engine.reading.layout.Layout`), which the member may change before anything is added.
    `summary` holds the counts: rows, added, known (here already by another file), aside (people),
    skipped, refused. The file itself goes once its lines are added for 30 days, in which the
    upload can be read again; undoing takes its lines out at any time. `refused_why` is the words
    for a file that cannot be read safely.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    file = models.FileField(upload_to="spend", blank=True)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=UploadState, default=UploadState.READING)
    look = models.JSONField(default=dict)
    layout = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    refused_why = models.TextField(blank=True)
    job = models.UUIDField(null=True, blank=True)
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=80)
    added_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["organisation", "state"], name="spend_upload_state")]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask: with the organisation whose spending it is."""
        return organisation_scope(self.organisation_id)


class SpendLayout(models.Model):
    """How a member's files of one shape are read, remembered from the last one that was added."""

    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    fingerprint = models.CharField(max_length=64)
    layout = models.JSONField()
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "fingerprint"], name="spend_layout_once"
            )
        ]

    def __str__(self) -> str:
        return f"layout of {self.organisation_id}"


class SpendName(models.Model):
    """A name to which a member paid, as its files write it.

    `person` is the kind of person that it was taken for (`engine.people.Kind`), empty for none;
    `aside` says whether its lines are left out, and `aside_by` who said so (empty: the default);
    `judged_by` by which rules it was last judged (`engine.personal.rules`).
    `category` is a key of `engine.categories.tree.CATEGORIES`, `category_by` whose word it is
    (empty: found by rule), `category_sure` from 0 to 100, `category_why` a code with its detail.
    `number` is a registration number that a file gave.
    """

    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    written = models.CharField(max_length=200)
    number = models.CharField(max_length=40, blank=True)
    lines = models.PositiveIntegerField(default=0)
    person = models.CharField(max_length=20, blank=True)
    person_sure = models.PositiveSmallIntegerField(default=0)
    person_why = models.JSONField(default=dict)
    aside = models.BooleanField(default=False)
    aside_by = models.CharField(max_length=80, blank=True)
    judged_by = models.CharField(max_length=12, blank=True)
    category = models.CharField(max_length=30, default="other")
    category_sure = models.PositiveSmallIntegerField(default=0)
    category_why = models.JSONField(default=dict)
    category_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "written"], name="spend_name_once")
        ]

    def __str__(self) -> str:
        return self.written


class SpendLine(models.Model):
    """One payment (a credit is negative), in pence. `amount_pence` is the net amount where the file
    tells it, else the gross one. `key` is a SHA-256 over day, name, amounts, reference and
    description, `nth` the how-manieth such line in its file: by both a line that comes again in
    another file is known, while equal lines in one file all count. `category` is the key that a
    member chose for this line alone; empty: its name's.
    """

    id = models.BigAutoField(primary_key=True)
    upload = models.ForeignKey(SpendUpload, on_delete=models.CASCADE, related_name="lines")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    name = models.ForeignKey(SpendName, on_delete=models.CASCADE, related_name="spend_lines")
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField()
    day = models.DateField(null=True, blank=True)
    amount_pence = models.BigIntegerField()
    net_pence = models.BigIntegerField(null=True, blank=True)
    vat_pence = models.BigIntegerField(null=True, blank=True)
    gross_pence = models.BigIntegerField(null=True, blank=True)
    own_words = models.CharField("category in the file's own words", max_length=200, blank=True)
    description = models.CharField(max_length=500, blank=True)
    reference = models.CharField(max_length=100, blank=True)
    quantity = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    unit_price = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    contract_end = models.DateField(null=True, blank=True)
    category = models.CharField(max_length=30, blank=True)
    key = models.CharField(max_length=64)
    nth = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "day"], name="spend_line_day"),
            models.Index(fields=["name", "day"], name="spend_line_name"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key", "nth"], name="spend_line_once")
        ]

    def __str__(self) -> str:
        return f"row {self.row} of upload {self.upload_id}"


class LineAgain(models.Model):
    """A line that came again in a later file of the same member: it counts once. When the file
    that it came with first is undone, it stays as the later file's.
    """

    upload = models.ForeignKey(SpendUpload, on_delete=models.CASCADE, related_name="again")
    line = models.ForeignKey(SpendLine, on_delete=models.CASCADE, related_name="again")
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upload", "line"], name="line_again_once")]

    def __str__(self) -> str:
        return f"line {self.line_id} again in upload {self.upload_id}"


class RowLeftOut(models.Model):
    """A row of a file that is no line: skipped (a total, a blank) or refused (it cannot be read
    safely), with where it stands and why as a code of `engine.reading.saying`.
    """

    upload = models.ForeignKey(SpendUpload, on_delete=models.CASCADE, related_name="left_out")
    refused = models.BooleanField()
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=100, blank=True)
    code = models.CharField(max_length=40)
    value = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["upload", "refused", "row"], name="row_left_out")]

    def __str__(self) -> str:
        return f"row {self.row} of upload {self.upload_id}: {self.code}"


class SpendCell(models.Model):
    """What a member paid to one name for one category in one month, people left out. Made anew from
    the lines whenever they, a name or a category change (`bridge.cells.rebuild`).
    """

    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    name = models.ForeignKey(SpendName, on_delete=models.CASCADE, related_name="cells")
    category = models.CharField(max_length=30)
    month = models.DateField("first day of the month")
    amount_pence = models.BigIntegerField()
    vat_pence = models.BigIntegerField(default=0)
    gross_pence = models.BigIntegerField(default=0)
    lines = models.PositiveIntegerField()
    lines_with_vat = models.PositiveIntegerField(default=0)
    quantity = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "category", "month"], name="spend_cell_once"),
            models.CheckConstraint(name="spend_cell_has_lines", condition=Q(lines__gt=0)),
        ]
        indexes = [models.Index(fields=["organisation", "month"], name="spend_cell_month")]

    def __str__(self) -> str:
        return f"{self.month} of name {self.name_id}"


class Measure(models.Model):
    """What makes spending comparable, like with like: how many employees, square metres, phone
    lines, computers, licences, sites, vehicles a member has. `source` is "typed", "profile" or
    "survey"; of a survey `said_in` is what it is called, and `on_day` the day it was answered.
    """

    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    measure = models.CharField(max_length=20)
    value = models.DecimalField(max_digits=12, decimal_places=2)
    on_day = models.DateField()
    source = models.CharField(max_length=20)
    said_in = models.CharField(max_length=200, blank=True)
    given_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "measure"], name="measure_once"),
            models.CheckConstraint(name="measure_above_nought", condition=Q(value__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.measure} of {self.organisation_id}"
