"""The description of the API is true: whatever may be sent, the answer is as described."""

from __future__ import annotations

import json
import warnings

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as trying

from spinney.base.access.tokens import API_SCOPES, make_token
from spinney.config.wsgi import application
from spinney.http.api import api

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis.specs.openapi.checks import positive_data_acceptance

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.filterwarnings("ignore")]


@pytest.fixture
def _one_connection():
    """Requests share the test's transaction, as they do with Django's own test client."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
def test_answers_are_as_described(wood, settings):
    settings.MOST_GUESSES = 0  # it also asks without a token, again and again
    description = json.loads(
        json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), default=str)
    )
    schema = schemathesis.openapi.from_dict(description)
    schema.app = application
    secret = make_token(
        person=wood.people["ash"],
        name="Test",
        scopes=tuple(API_SCOPES),
        days=1,
        by=wood.ash,
        now=timezone.now(),
    )
    headers = {"Authorization": f"Bearer {secret}"}
    tried = []
    for found in schema.get_all_operations():
        operation = found.ok()

        @trying(
            max_examples=20,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case):
            # Well-formed is not enough: a postcode may be unknown, a day be over; 422 is right.
            case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])

        ask()
        tried.append(operation.label)
    assert len(tried) >= 10
