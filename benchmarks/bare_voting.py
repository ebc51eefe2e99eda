"""The limit for benchmarks/voting_at_once.py: a Django with nothing but a view that writes what a
vote writes, in one transaction, as statements written by hand.

/12/ writes scores as the vote of elector 12 in an open ballot: it holds the elector, asks whether
the ballot is open, writes the vote and when it was cast, and one line into a book that all write
into in turn. No link, no mandate, no form, no record that proves itself. Served by the same server,
on the same tables.
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
        ROOT_URLCONF="benchmarks.bare_voting",
        SECRET_KEY="only-for-this-benchmark",
        USE_TZ=True,
    )
    django.setup()

HELD = "SELECT ballot_id FROM decisions_elector WHERE id = %s{for_update}"
OPEN = "SELECT 1 FROM decisions_ballot WHERE id = %s AND state = 'open' AND closes_at > %s"
VOTE = """
    INSERT INTO decisions_vote (uid, elector_id, marks, says, reason, how, at, changes)
    VALUES (%s, %s, %s, '', '', 'site', %s, 0)
    ON CONFLICT (elector_id) DO UPDATE
        SET marks = excluded.marks, at = excluded.at, changes = decisions_vote.changes + 1
"""
VOTED = "UPDATE decisions_elector SET voted_at = %s WHERE id = %s"
BOOK = """
    INSERT INTO record_book (name, entries, hash) VALUES ('bare', 1, '')
    ON CONFLICT (name) DO UPDATE SET entries = record_book.entries + 1
"""


def bare(request: HttpRequest, elector: int) -> HttpResponse:
    """Write one vote."""
    from django.db import connection, transaction

    now = timezone.now()
    marks = {name[5:]: int(one) for name, one in request.POST.items() if name.startswith("mark_")}
    for_update = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    uid = f"{elector:032x}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(HELD.format(for_update=for_update), [elector])
        ballot = cursor.fetchone()[0]
        cursor.execute(OPEN, [ballot, now])
        if cursor.fetchone() is None:
            return HttpResponse(status=409)
        cursor.execute(VOTE, [uid, elector, json.dumps(marks), now])
        cursor.execute(VOTED, [now, elector])
        cursor.execute(BOOK)
    return HttpResponse(status=204)


urlpatterns = [path("<int:elector>/", bare)]
application = WSGIHandler()
