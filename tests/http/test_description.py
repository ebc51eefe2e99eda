"""The description of the API is true: whatever may be sent, the answer is as described."""

from __future__ import annotations

import ast
import json
import warnings
from collections import Counter
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as trying

import spinney.http
from spinney.config.wsgi import application
from spinney.http.api import api
from tests.http.asking import bearer

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis.specs.openapi.checks import positive_data_acceptance

MOST_EXAMPLES = 4

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture
def _one_connection():
    """Requests share the test's transaction, as they do with Django's own test client."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def described():
    """The description of the API as programs read it."""
    return json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), default=str))


TAGS = sorted({router.tags[0] for _, router in api._routers if router.path_operations})


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize("tag", TAGS)
def test_answers_are_as_described(wood, settings, tag):
    settings.MOST_GUESSES = 0  # it also asks without a token, again and again
    schema = schemathesis.openapi.from_dict(described()).include(tag=tag)
    schema.app = application
    headers = bearer(wood, "ash")
    # A cluster that is there, and Ash facilitates it: else hardly anything would come of asking.
    there = {"cluster_id": wood.cluster.pk, "programme_id": wood.programme.pk}
    tried = []
    for found in schema.get_all_operations():
        operation = found.ok()

        @trying(
            max_examples=MOST_EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case):
            case.path_parameters |= {
                name: there[name] for name in case.path_parameters.keys() & there.keys()
            }
            # Well-formed is not enough: a postcode may be unknown, a day be over; 422 is right.
            case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])

        ask()
        tried.append(operation.label)
    assert tried


def test_every_operation_is_of_a_tag_that_is_tried():
    every = [one for verbs in described()["paths"].values() for one in verbs.values()]
    assert {one["tags"][0] for one in every} == set(TAGS)


def test_no_two_shapes_have_one_name():
    """In the description one would stand in the place of the other."""
    names = [
        node.name
        for file in sorted(Path(spinney.http.__path__[0]).glob("*.py"))
        for node in ast.parse(file.read_text()).body
        if isinstance(node, ast.ClassDef)
    ]
    assert [one for one, times in Counter(names).items() if times > 1] == []
