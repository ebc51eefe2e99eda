"""Two people publish the same results at the same moment: one publication comes of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from spinney.base.kernel.errors import SpinneyError
from spinney.diagnostics.models import Publication
from spinney.diagnostics.queries.previewed import preview_for
from tests.diagnostics.findings import answered_survey, publish

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="SQLite writes one after another: only PostgreSQL lets two people write at once.",
    ),
]
PEOPLE = 4


def test_one_publication_comes_of_it(wood):
    survey = answered_survey(wood)
    ash, seen = wood.ash, preview_for(wood.ash, survey).planned.digest
    together = Barrier(PEOPLE)

    def press() -> str:
        together.wait()
        try:
            return str(publish(survey, ash, seen=seen).number)
        except SpinneyError as error:
            return type(error).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as people:
        came = sorted(one.result() for one in [people.submit(press) for _ in range(PEOPLE)])
    assert came.count("1") == 1, came
    assert set(came) <= {"1", "ChangedMeanwhile", "WrongState"}, came
    assert list(Publication.objects.values_list("number", flat=True)) == [1]
