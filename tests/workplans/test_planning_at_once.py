"""Two people say at the same moment what waits for what: together it would go in a circle, so that
one of them is told.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from spinney.base.kernel.errors import BadInput
from spinney.workplans.actions.dependencies import add_dependency
from spinney.workplans.bridge.circles import circle_words
from spinney.workplans.models import Dependency
from tests.workplans.making import a_plan, an_activity
from tests.workplans.planning import NOW

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="SQLite writes one after another: only PostgreSQL lets two people write at once.",
    ),
]


def test_one_of_two_waits_stands(wood):
    plan = a_plan(wood.cluster)
    one, other = an_activity(plan, title="One"), an_activity(plan, title="Other")
    ash, together = wood.ash, Barrier(2)

    def say(waiting, activity) -> str:
        together.wait()
        try:
            add_dependency(waiting=waiting, activity=activity, by=ash, now=NOW)
        except BadInput as error:
            return str(error)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as people:
        asked = [people.submit(say, one, other), people.submit(say, other, one)]
        told = sorted(found.result() for found in asked)
    assert told[0] == ""
    assert told[1].startswith("That would go in a circle: ")
    assert Dependency.objects.count() == 1
    assert circle_words(plan) == ""
