"""Files of payments as they lie on the disk: looked into before they are taken, and thrown away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.base import File

from spinney.base.web import uploads
from spinney.purchasing.models import SpendUpload

ENDINGS = ("csv", "xlsx", "xls", "ods", "tsv", "txt")
MOST_BYTES = 150_000_000
"""A million payments as CSV take about 100 MB."""
MOST_UNPACKED = 1_500_000_000
"""A million rows of a workbook unpack to far more than any other document: the reader of tables has
a limit for each sheet as well.
"""

KINDS = {
    **uploads.KINDS,
    "xlsx": (uploads.KINDS["xlsx"][0], uploads.packed("xl/", most_unpacked=MOST_UNPACKED)),
    "ods": (uploads.KINDS["ods"][0], uploads.packed("content.xml", most_unpacked=MOST_UNPACKED)),
    "tsv": uploads.KINDS["csv"],
}


def looked_into(file: File[Any]) -> uploads.Checked:
    """What a file is. Raises BadInput or TooLarge, with the reason, for one that is not taken."""
    return uploads.check(file, endings=ENDINGS, most_bytes=MOST_BYTES, kinds=KINDS)


def path_of(upload: SpendUpload) -> Path:
    """Where the file lies."""
    return Path(upload.file.path)


def drop_file(upload: SpendUpload) -> None:
    """Throw the file itself away; what was read from it stays. The caller saves `file`."""
    if upload.file:
        upload.file.delete(save=False)
        upload.file = ""


def lock_upload(upload: SpendUpload) -> SpendUpload:
    """The file as it is now, held until the transaction ends."""
    rows = SpendUpload.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(pk=upload.pk)
