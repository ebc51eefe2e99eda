"""A draft is written in a browser: begun, every question asked, the whole seen."""

import pytest
from django.urls import reverse

from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.models import Agreement
from spinney.agreements.queries.questions import steps_of
from tests.access import client_of
from tests.agreements.making import another_member
from tests.agreements.writing import a_draft, address, content

pytestmark = pytest.mark.django_db


def test_a_facilitator_begins_from_a_template_with_all_members_ticked(wood):
    another_member(wood, "alder")
    client = client_of(wood, "ash")
    url = reverse("agreements:start-agreement", args=[wood.cluster.pk])
    assert "Ground rules" in client.get(url).content.decode()
    chosen = client.post(url, {"wording": "ground_rules"})
    assert chosen["Location"] == f"{url}?wording=ground_rules"
    page = client.get(chosen["Location"]).content.decode()
    assert page.count(" checked") == 3  # whose it is, and two members; not the supporter
    ids = [wood.organisations[name].pk for name in ("birch", "alder")]
    sent = client.post(
        chosen["Location"], {"title": "Our rules", "speaks_for": "cluster", "parties": ids}
    )
    made = Agreement.objects.get()
    assert sent["Location"] == address(made, "answer_question", "purpose")  # the first one
    assert made.title == "Our rules"
    assert made.speaks_for == "cluster"
    assert client.get(sent["Location"]).status_code == 200


def test_every_question_of_every_template_has_its_page(wood):
    client = client_of(wood, "ash")
    for key, wording in wordings().items():
        draft = a_draft(wood, ("birch", "cedar"), wording=key)
        for step in steps_of(content(draft), wording):
            verb = "answer_term" if step.is_term else "answer_question"
            page = client.get(address(draft.agreement, verb, step.key))
            assert page.status_code == 200, (key, step.key)
        whole = client.get(address(draft.agreement, "draft"))
        assert whole.status_code == 200, key
        assert client.get(address(draft.agreement, "read_agreement")).status_code == 200
