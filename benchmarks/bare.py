"""The limit for benchmarks/pages.py: a Django with nothing but a view that makes some queries.

No middleware, no template, no session: /7/ reads one row seven times and answers in a few bytes.
Served by the same server with the same settings, on the same database.
"""

from __future__ import annotations

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

from spinney.config.settings import DATABASES

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"],
        DATABASES=DATABASES,
        INSTALLED_APPS=["django.contrib.contenttypes"],
        ROOT_URLCONF="benchmarks.bare",
        SECRET_KEY="only-for-this-benchmark",
        USE_TZ=True,
    )
    django.setup()


def bare(request: HttpRequest, queries: int) -> HttpResponse:
    """Make so many queries, each by primary key, through the ORM."""
    from django.contrib.contenttypes.models import ContentType

    found = [ContentType.objects.filter(pk=n + 1).first() for n in range(queries)]
    answer = str(len(found))
    return HttpResponse(answer, headers={"Content-Length": str(len(answer))})


urlpatterns = [path("<int:queries>/", bare)]
application = WSGIHandler()
