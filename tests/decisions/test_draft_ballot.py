"""A ballot is begun: the way to decide, the question, options."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.decisions.engine.settings import Settings
from spinney.decisions.engine.starts import STARTS, Start
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.models import Ballot
from tests.access import client_of
from tests.decisions.writing import a_draft
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def test_it_has_its_options_in_order_and_nobody_else_sees_it(wood: Wood) -> None:
    ballot = a_draft(wood, "score", ["A van", {"title": "A shed", "cost_pence": 30000}])
    assert [(one.number, one.title) for one in ballot.options.all()] == [
        (1, "A van"),
        (2, "A shed"),
    ]
    assert ballot.state == "draft"
    page = reverse("decisions:ballot", args=[wood.cluster.pk, ballot.pk])
    assert client_of(wood, "birch").get(page).status_code == 404
    assert "£300" in client_of(wood, "ash").get(page).content.decode()


def test_a_member_writes_one_and_cannot_open_it(wood: Wood) -> None:
    url = reverse("decisions:draft-ballot", args=[wood.cluster.pk])
    client = client_of(wood, "birch")
    page = client.get(url).content.decode()
    assert "open it when it is ready" in page
    assert all(way.use_when.rstrip(".") in page.replace("&#x27;", "'") for way in WAYS.values())
    sent = client.post(url, {"title": "Shall we meet weekly?", "way": "consent"})
    ballot = Ballot.objects.get()
    assert sent["Location"].endswith(f"/ballots/{ballot.pk}/edit-ballot/")
    own = reverse("decisions:ballot", args=[wood.cluster.pk, ballot.pk])
    assert "Those who run the cluster see it" in client.get(own).content.decode()
    opening = reverse("decisions:open-ballot", args=[wood.cluster.pk, ballot.pk])
    assert client.get(opening).status_code == 403
    assert client_of(wood, "ash").get(own).status_code == 200


@pytest.mark.parametrize("start", STARTS.values(), ids=lambda one: one.key)
def test_with_one_that_is_set_up_already(wood: Wood, start: Start) -> None:
    url = reverse("decisions:draft-ballot", args=[wood.cluster.pk])
    client = client_of(wood, "ash")
    first = client.get(f"{url}?start={start.key}").context["form"].initial
    assert (first["title"], first["way"]) == (start.title, start.way)
    client.post(url, first)
    ballot = Ballot.objects.get()
    assert Settings.from_json(ballot.settings) == start.settings
    assert (ballot.elects_lead, ballot.secret) == (start.elects_lead, start.way == "election")
    assert start.settings.rule in ("", *WAYS[start.way].rules)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "See https://example.org"}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"way": "dice"}, "way"),
        ({"background": "x" * 10_001}, "background"),
        ({"way": "consent", "secret": True}, "secret"),
        ({"way": "score", "elects_lead": True}, "elects_lead"),
        ({"way": "election", "elects_lead": True, "settings": Settings(seats=2)}, "seats"),
    ],
)
def test_what_cannot_be_a_ballot(wood: Wood, said: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as told:
        a_draft(wood, **said)
    assert field in told.value.fields


@pytest.mark.parametrize(("name", "error"), [("cedar", NotAllowed), ("sorrel", NotFound)])
def test_observers_and_neighbours_write_none(wood: Wood, name: str, error: type) -> None:
    with pytest.raises(error):
        a_draft(wood, by=name)
