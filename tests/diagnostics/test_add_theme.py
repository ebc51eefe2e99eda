"""A theme is put on the list, with what it rests on."""

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.base.record.models import Entry
from spinney.diagnostics.actions.themes import ThemeText, add_theme
from spinney.diagnostics.models import Theme
from tests.access import client_of
from tests.diagnostics.themes import put
from tests.personas import NOON


def test_it_comes_last_with_its_evidence(wood):
    first, second = put(wood, "HR", "ICT")
    assert (first.position, second.position) == (0, 1)
    assert first.evidence[0]["words"] == "HR: most need help"
    told = Entry.objects.get(verb="diagnostics.add_theme", subject__endswith=f":{first.pk}")
    assert told.detail["rests_on"] == ["HR: most need help"]


@pytest.mark.parametrize("text", [ThemeText(" "), ThemeText("HR", cost_pence=-1)])
def test_what_cannot_be_is_refused(wood, text):
    with pytest.raises(BadInput):
        add_theme(cluster=wood.cluster, text=text, by=wood.ash, now=NOON)


@pytest.mark.parametrize(("who", "error"), [("birch", NotAllowed), ("willow", NotFound)])
def test_others_cannot(wood, who, error):
    with pytest.raises(error):
        add_theme(cluster=wood.cluster, text=ThemeText("HR"), by=wood.actor(who), now=NOON)


def test_from_the_page(wood):
    client = client_of(wood, "ash")
    there = f"/clusters/{wood.cluster.pk}/themes/add-theme/"
    page = client.post(there, {"title": "", "cost_pence": "a lot"})
    assert "is not an amount in pounds" in page.content.decode()
    client.post(there, {"title": "Shared HR", "area": "hr", "cost_pence": "1,200"})
    made = Theme.objects.get()
    assert (made.title, made.area, made.cost_pence) == ("Shared HR", "hr", 120_000)
