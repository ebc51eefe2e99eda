"""Answers that nobody can link to who gave them: put among the others, all written anew."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import SystemRandom

from django.db import connection

from spinney.diagnostics.engine.places import Answer as Value
from spinney.diagnostics.models import DetachedSheet, Sheet, Survey


def detach(survey: Survey, answers: Mapping[str, Value]) -> None:
    """Add answers to those of a detached survey, inside the caller's transaction.

    All of the survey's sheets are written anew, in random order under new random keys: neither
    their keys, nor where they lie in the table, nor when they were written says who came when.
    """
    Survey.objects.select_for_update().get(pk=survey.pk)
    erase_what_is_deleted()
    there = DetachedSheet.objects.filter(survey=survey)
    every = [*there.values_list("answers", flat=True), dict(sorted(answers.items()))]
    there.delete()
    SystemRandom().shuffle(every)
    DetachedSheet.objects.bulk_create(DetachedSheet(survey=survey, answers=one) for one in every)


def erase_what_is_deleted() -> None:
    """Let SQLite write noughts over what is deleted on this connection, instead of leaving it in
    the file until the space is needed. (PostgreSQL frees it when it next cleans the table.)
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def forget(sheet: Sheet) -> None:
    """Remove a sheet with everything that was written into it, asked of colleagues or uploaded."""
    Sheet.objects.filter(pk=sheet.pk).delete()
