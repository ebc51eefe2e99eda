"""What is on the list of themes goes to a ballot in one step."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import WrongState
from spinney.decisions.actions.ballots import ballot_from_themes
from spinney.decisions.models import Ballot
from spinney.diagnostics.models import Theme
from tests.access import client_of
from tests.decisions.making import NOON
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def a_theme(wood: Wood, position: int, title: str, **more: object) -> Theme:
    return Theme.objects.create(
        cluster=wood.cluster, position=position, title=title, added_at=NOON, added_by="person:1",
        **more,
    )  # fmt: skip


def test_from_the_list_of_themes_by_two_clicks(wood: Wood) -> None:
    first = a_theme(
        wood, 1, "Shared HR", why="Nobody has time for it.", cost_pence=1_200_000,
        evidence=[{"words": "5 of 6 lack HR advice"}], is_quick_win=True,
    )  # fmt: skip
    a_theme(wood, 2, "Shared ICT")
    a_theme(wood, 3, "A choir", state="set_aside")
    client = client_of(wood, "ash")
    url = reverse("decisions:ballot-from-themes", args=[wood.cluster.pk])
    listed = client.get(reverse("diagnostics:themes", args=[wood.cluster.pk])).content.decode()
    assert f'href="{url}"' in listed
    page = client.get(url).content.decode()
    assert "2 themes" in page
    client.post(url, {"title": "What do we work on first?", "way": "score"})
    ballot = Ballot.objects.get()
    one, two = ballot.options.all()
    assert (one.title, one.theme, one.cost_pence, one.quick_win) == (
        "Shared HR", first, 1_200_000, True,
    )  # fmt: skip
    assert (one.evidence, one.description) == ("5 of 6 lack HR advice", "Nobody has time for it.")
    assert two.title == "Shared ICT"


def test_an_empty_list_gives_no_ballot(wood: Wood) -> None:
    with pytest.raises(WrongState, match="Nothing is on the list"):
        ballot_from_themes(cluster=wood.cluster, by=wood.ash, now=NOON)
    client = client_of(wood, "ash")
    themes = client.get(reverse("diagnostics:themes", args=[wood.cluster.pk])).content.decode()
    assert "Vote on these themes" not in themes


def test_whoever_only_observes_is_not_led_there(wood: Wood) -> None:
    url = reverse("decisions:ballot-from-themes", args=[wood.cluster.pk])
    assert client_of(wood, "cedar").get(url).status_code == 403
