"""A priority is said in other words; what was voted on stays."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.decisions.actions.outlines import edit_outline_line
from spinney.decisions.bridge.facts import chosen_of, facts_of
from tests.access import client_of
from tests.decisions.registering import LATER, an_outline

pytestmark = pytest.mark.django_db


def test_words_and_cost(wood):
    line = an_outline(wood)[0]
    done = edit_outline_line(
        line=line, title="One ICT desk", cost_pence=50_000, by=wood.ash, now=LATER
    )
    assert (done.title, done.cost_pence) == ("One ICT desk", 50_000)
    assert chosen_of(facts_of(line.decision))[0].title == "Shared ICT"


def test_a_line_has_a_name_and_members_only_read(wood):
    line = an_outline(wood)[0]
    with pytest.raises(BadInput):
        edit_outline_line(line=line, title=" ", by=wood.ash, now=LATER)
    with pytest.raises(NotAllowed):
        edit_outline_line(line=line, title="Ours", by=wood.birch, now=LATER)


def test_from_its_page(wood):
    line = an_outline(wood)[0]
    url = reverse("decisions:edit-outline-line", args=[wood.cluster.pk, line.pk])
    client = client_of(wood, "ash")
    assert b"Shared ICT" in client.get(url).content
    sent = {"title": "One desk", "description": "", "cost_pence": "15,000"}
    done = client.post(url, sent, follow=True).content.decode()
    assert "One desk" in done
    assert "£15,000" in done
