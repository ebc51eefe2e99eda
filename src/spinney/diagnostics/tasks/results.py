"""Telling many that results can be read: letters go out one after another."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.timezone import now

from spinney.base.work.jobs import job
from spinney.base.work.progress import Progress
from spinney.diagnostics.letters import results as letters
from spinney.diagnostics.models import Publication
from spinney.diagnostics.queries.published import WRITE

BATCH = 25


@job(WRITE, unit="organisation", writes_much=True)
def write_to_readers(progress: Progress, *, publication: int, asked: list[int]) -> dict[str, Any]:
    """Tell many of those asked, nobody twice, for as long as the results are not withdrawn.
    Everybody looked at is counted, written to or not.
    """
    related = ("survey__cluster", "survey__programme")
    found = Publication.objects.select_related(*related).get(pk=publication)
    progress.expect(len(asked))
    start = int(progress.place.get("reached", 0))
    for first in range(start, len(asked), BATCH):
        ids = asked[first : first + BATCH]
        with transaction.atomic():
            found.refresh_from_db(fields=["withdrawn_at"])
            if found.withdrawn_at is None:
                letters.write_each(found, ids, by=progress.by, now=now())
            reached = first + len(ids)
            progress.keep_place(done=reached, reached=reached)
    return {"asked": len(asked)}
