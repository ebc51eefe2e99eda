"""The original says something of one more term: it is asked too."""

import pytest
from django.urls import reverse

from spinney.agreements.actions.elsewhere import ask_of_original
from spinney.agreements.engine.content import Content
from spinney.base.kernel.errors import NotAllowed, NotFound
from tests.access import client_of
from tests.agreements.elsewhere_cases import NOW, bring_in, version_of

pytestmark = pytest.mark.django_db


def ask(wood, agreement, key="staff_transfer", by=None):
    version = version_of(agreement)
    return ask_of_original(version=version, key=key, by=by or wood.ash, now=NOW)


def test_it_is_asked_once(wood):
    agreement = bring_in(wood)
    assert Content.from_json(version_of(agreement).content).clause_of("staff_transfer") is None
    ask(wood, agreement)
    ask(wood, agreement)
    content = Content.from_json(version_of(agreement).content)
    assert [one.key for one in content.clauses].count("about_staff_transfer") == 1


def test_no_such_term(wood):
    with pytest.raises(NotFound):
        ask(wood, bring_in(wood), "colour")


def test_not_by_members_who_did_not_bring_it_in(wood):
    with pytest.raises(NotAllowed):
        ask(wood, bring_in(wood), by=wood.birch)


def test_on_the_page_it_leads_to_the_question(wood):
    agreement = bring_in(wood)
    args = [wood.cluster.pk, agreement.pk, "staff_transfer"]
    client = client_of(wood, "ash")
    answer = client.post(reverse("agreements:ask-of-original", args=args))
    assert answer["Location"] == reverse("agreements:answer-term", args=args) + "?from=draft"
    assert client.get(answer["Location"]).status_code == 200
