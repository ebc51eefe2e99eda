"""What of a sheet counts as sent: kept beside the answers, so that changing one sends nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from spinney.diagnostics.engine.places import Answer as Value
from spinney.diagnostics.models import Answer, Sheet
from spinney.diagnostics.states import SheetState

WORKED_OUT = "system:worked out"


def mark_sent(sheet: Sheet, sent: Mapping[str, Value], *, writer: str, now: datetime) -> None:
    """The sheet is sent with these answers and calculations. Two statements for the answers."""
    unmark_sent(sheet)
    Answer.objects.bulk_create(
        [
            Answer(
                sheet=sheet,
                key=key,
                sent_value=value,
                is_sent=True,
                written_at=now,
                written_by=WORKED_OUT,  # stays only for what nobody typed: calculations
            )
            for key, value in sent.items()
        ],
        update_conflicts=True,
        unique_fields=["sheet", "key"],
        update_fields=["sent_value", "is_sent"],
    )
    sheet.state, sheet.sent_at, sheet.sent_by = SheetState.SENT, now, writer
    sheet.revision += 1
    sheet.save(update_fields=["state", "sent_at", "sent_by", "revision"])


def unmark_sent(sheet: Sheet) -> None:
    """Nothing of the sheet counts as sent."""
    Answer.objects.filter(sheet=sheet, is_sent=True).update(is_sent=False, sent_value=None)
