"""Taking a publication back: nobody reads it any more, and it still counts as shown."""

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.diagnostics.actions.results import withdraw_results
from spinney.diagnostics.bridge.findings import ledger_of
from tests.access import client_of
from tests.diagnostics.findings import answered, answered_survey, answers_of, organisation, publish

pytestmark = pytest.mark.django_db


def withdraw(publication, by):
    return withdraw_results(publication=publication, by=by, now=timezone.now())


def test_nobody_reads_it_any_more_and_it_can_be_published_again(wood):
    survey = answered_survey(wood)
    first = publish(survey, wood.ash)
    withdraw(first, wood.ash)
    url = reverse("diagnostics:results", args=[survey.scope, survey.pk])
    for name in ("birch", "ash"):
        assert "Nothing is published yet" in client_of(wood, name).get(url).content.decode()
        assert client_of(wood, name).get(f"{url}?number=1").status_code == 404
    again = publish(survey, wood.ash)
    assert again.number == 2
    assert again.tables["cells"] == first.tables["cells"]


def test_what_was_shown_counts_for_what_is_shown_later(wood):
    survey = answered_survey(wood)
    first = publish(survey, wood.ash)
    withdraw(first, wood.ash)
    assert ledger_of(survey).shown
    answered(survey, organisation(wood, 7), answers_of(7))
    # One more answer: what is shown now must be as safe beside the withdrawn figures.
    second = publish_or_none(survey, wood.ash)
    shown = {
        (c["question"], c["option"]) for c in (second.tables["cells"] if second else ())
        if c["low"] is not None and c["low"] == c["high"] and c["size"] == 7
    }  # fmt: skip
    before = {
        (c["question"], c["option"]) for c in first.tables["cells"]
        if c["low"] is not None and c["low"] == c["high"]
    }  # fmt: skip
    assert not shown & before


def publish_or_none(survey, by):
    try:
        return publish(survey, by)
    except WrongState:
        return None


def test_it_is_withdrawn_once_by_whoever_publishes(wood):
    survey = answered_survey(wood)
    made = publish(survey, wood.ash)
    with pytest.raises(NotAllowed):
        withdraw(made, wood.rowan)
    withdraw(made, wood.ash)
    with pytest.raises(WrongState):
        withdraw(made, wood.ash)
