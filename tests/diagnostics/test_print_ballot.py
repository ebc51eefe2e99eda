"""What is left of the list of themes becomes a paper to vote on."""

from django.urls import reverse

from spinney.diagnostics.actions.themes import hold_round
from tests.access import client_of
from tests.diagnostics.themes import put, said
from tests.personas import NOON


def paper(wood, who="birch"):
    url = reverse("diagnostics:print-ballot", args=[wood.cluster.pk])
    return client_of(wood, who).get(url).content.decode()


def test_what_is_left_stands_on_it_with_what_it_rests_on(wood):
    put(wood, "HR", "ICT")
    hold_round(cluster=wood.cluster, said=said(ICT="Later"), by=wood.ash, now=NOON)
    page = paper(wood)
    assert ">HR</h2>" in page
    assert "HR: most need help" in page
    assert page.count("☐") == 6
    assert ">ICT</h2>" not in page


def test_nothing_left_says_how_something_comes(wood):
    assert "Nothing is left to vote on" in paper(wood)


def test_the_list_leads_to_it_where_something_is_left(wood):
    themes = reverse("diagnostics:themes", args=[wood.cluster.pk])
    client = client_of(wood, "birch")
    assert "Ballot paper" not in client.get(themes).content.decode()
    put(wood, "HR")
    assert "Ballot paper" in client.get(themes).content.decode()
