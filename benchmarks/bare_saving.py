"""The limit for benchmarks/saving_answers.py: a Django with nothing but a view that writes what
saving an answer writes, in one transaction, as statements written by hand.

/12/ writes the number posted as one answer of sheet 12, and when the sheet was saved. No link, no
form, no question, no permission. Served by the same server, on the same tables.
"""

from __future__ import annotations

import json

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from spinney.config.settings import DATABASES

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"],
        DATABASES=DATABASES,
        INSTALLED_APPS=["django.contrib.contenttypes"],
        ROOT_URLCONF="benchmarks.bare_saving",
        SECRET_KEY="only-for-this-benchmark",
        USE_TZ=True,
    )
    django.setup()

ANSWER = """
    INSERT INTO diagnostics_answer
        (sheet_id, key, value, is_sent, written_at, written_by, page)
    VALUES (%s, 'staff', %s, %s, %s, 'bare', '')
    ON CONFLICT (sheet_id, key) DO UPDATE
        SET value = excluded.value, written_at = excluded.written_at
"""
SHEET = "UPDATE diagnostics_sheet SET saved_at = %s, version = version + 1 WHERE id = %s"


def bare(request: HttpRequest, sheet: int) -> HttpResponse:
    """Write one answer and the sheet's time."""
    from django.db import connection, transaction

    now = timezone.now()
    with transaction.atomic(), connection.cursor() as cursor:
        value = json.dumps(int(request.POST.get("q-staff", "0")))
        cursor.execute(
            ANSWER,
            [
                sheet,
                value,
                False,
                now,
            ],
        )
        cursor.execute(SHEET, [now, sheet])
    return HttpResponse(status=204)


urlpatterns = [path("<int:sheet>/", bare)]
application = WSGIHandler()
