"""What a cluster waits for, as its page says it: surveys, and help that was asked for."""

from django.urls import reverse

from tests.access import client_of
from tests.diagnostics.answering import make_survey
from tests.diagnostics.supporting import asks


def page(wood, who):
    url = reverse("clusters:cluster", args=[wood.cluster.pk])
    return client_of(wood, who).get(url).content.decode()


def test_an_open_survey_waits_on_those_asked_and_names_nobody(wood):
    make_survey(wood)
    for who in ("ash", "birch"):
        assert "answer “Who needs what” by" in page(wood, who)
    assert "Who needs what" not in page(wood, "cedar")


def test_help_that_was_asked_for_is_read_by_those_who_run_it_alone(wood):
    asks(wood)
    assert "find help for Birch House: A staff handbook" in page(wood, "ash")
    assert "A staff handbook" not in page(wood, "birch")
