"""Lines of two organisations that turn out to be one, and of two that are two again.

A line that both gave counts once, as if both files were one member's: the kept one's line stays, it
is noted as having come again in the other's file, and the other's own line waits, as it is, with
the organisation that was put aside, for nobody sees that. So everything can be given back.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import batched

from django.db.models import Exists, OuterRef, Q, QuerySet

from spinney.purchasing.bridge.lines import clear_lines
from spinney.purchasing.bridge.merged_names import settle_names
from spinney.purchasing.bridge.merged_rows import AT_ONCE, hand_on
from spinney.purchasing.models import LineAgain, SpendCell, SpendLine, SpendUpload
from spinney.purchasing.states import UploadState
from spinney.register.api import Organisation


def join_lines(kept: Organisation, aside: Organisation) -> list[int]:
    """Give one organisation's files and lines to the other, each payment once. The names are
    joined before. Returns the ids of the files. The caller makes the cells of the kept one anew.
    """
    clear_undone(kept, aside)
    _note_again(kept, aside)
    uploads = hand_on(SpendUpload, aside, kept)
    free = SpendLine.objects.filter(organisation=aside).exclude(Exists(_same_line(kept)))
    free.update(organisation=kept)
    settle_names(kept)
    SpendCell.objects.filter(organisation=aside).delete()
    _count_again(uploads)
    return uploads


def clear_undone(*both: Organisation) -> None:
    """Lines that were taken out and still lie there would stand in the way."""
    undone = SpendUpload.objects.filter(organisation__in=both, state=UploadState.UNDONE)
    for upload in undone.filter(lines__isnull=False).distinct():
        clear_lines(upload)


def _same_line(organisation: Organisation) -> QuerySet[SpendLine]:
    """The line of an organisation that is the same payment as the one that is asked about."""
    return SpendLine.objects.filter(
        organisation=organisation, key=OuterRef("key"), nth=OuterRef("nth")
    )


def _note_again(kept: Organisation, aside: Organisation) -> None:
    """What both gave came again in the files of the one put aside, in all of them that have it."""
    doubled = SpendLine.objects.filter(organisation=aside).annotate(
        ours=_same_line(kept).values("pk")[:1]
    )
    for some in batched(doubled.exclude(ours=None).order_by("pk"), AT_ONCE):
        ours = {line.pk: line.ours for line in some}
        again = LineAgain.objects.filter(line__in=list(ours))
        placed = [(line.pk, line.upload_id, line.sheet, line.row) for line in some]
        placed += again.values_list("line_id", "upload_id", "sheet", "row")
        LineAgain.objects.bulk_create(
            (
                LineAgain(upload_id=upload, line_id=ours[line], sheet=sheet, row=row)
                for line, upload, sheet, row in placed
            ),
            ignore_conflicts=True,
        )


def part_lines(kept: Organisation, aside: Organisation, uploads: Iterable[int]) -> None:
    """Give these files and their lines back; the names are parted before. A payment that a file of
    each has is a line of each from now on. The caller makes the cells of both anew.
    """
    clear_undone(kept, aside)
    theirs = set(
        SpendUpload.objects.filter(pk__in=list(uploads), organisation=kept).values_list(
            "pk", flat=True
        )
    )
    crossing = _crossing(kept, theirs)
    crossing.filter(Exists(_own_line(aside))).delete()  # the one's own line waits there
    copies = [_as_line(one, aside if one.upload_id in theirs else kept) for one in crossing]
    crossing.delete()
    SpendUpload.objects.filter(pk__in=theirs).update(organisation=aside)
    moved = SpendLine.objects.filter(organisation=kept, upload__in=theirs)
    moved.filter(Exists(_same_line(aside))).delete()
    moved.update(organisation=aside)
    _make(copies)
    for one in (kept, aside):
        settle_names(one)
    _count_again(theirs)


def _crossing(kept: Organisation, theirs: set[int]) -> QuerySet[LineAgain]:
    """Where a payment came first in a file of the one, and again in a file of the other."""
    first, later = Q(line__upload__in=theirs), Q(upload__in=theirs)
    rows = LineAgain.objects.filter(line__organisation=kept).filter(
        (first & ~later) | (~first & later)
    )
    return rows.select_related("line").order_by("upload", "pk")


def _own_line(organisation: Organisation) -> QuerySet[SpendLine]:
    """The organisation's own line of the file in which a payment is noted as having come again."""
    return SpendLine.objects.filter(
        organisation=organisation,
        upload=OuterRef("upload"),
        key=OuterRef("line__key"),
        nth=OuterRef("line__nth"),
    )


def _as_line(again: LineAgain, organisation: Organisation) -> SpendLine:
    """The payment as a line of the file in which it came again."""
    line = again.line
    said = {
        field.attname: getattr(line, field.attname)
        for field in SpendLine._meta.concrete_fields
        if not field.primary_key
    }
    placed = {"upload_id": again.upload_id, "sheet": again.sheet, "row": again.row}
    return SpendLine(**said | placed | {"organisation_id": organisation.pk})


def _make(copies: Iterable[SpendLine]) -> None:
    """Write lines, but where the organisation has the payment already: there it came again."""
    for line in copies:
        same = SpendLine.objects.filter(
            organisation=line.organisation_id, key=line.key, nth=line.nth
        ).first()
        if same is None:
            line.save()
        elif same.upload_id != line.upload_id:
            LineAgain.objects.get_or_create(
                upload_id=line.upload_id, line=same, defaults={"sheet": line.sheet, "row": line.row}
            )


def _count_again(uploads: Iterable[int]) -> None:
    """Write anew how many of a file's payments count, and how many came again."""
    added = SpendUpload.objects.filter(pk__in=list(uploads), state=UploadState.ADDED)
    for upload in added:
        known = upload.again.filter(line__organisation=upload.organisation_id).count()
        lines = upload.lines.filter(organisation=upload.organisation_id).count()
        upload.summary = upload.summary | {"known": known, "added": lines}
        upload.save(update_fields=["summary"])
