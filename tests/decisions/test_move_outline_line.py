"""The outline is put in order."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import WrongState
from spinney.decisions.actions.outlines import move_outline_line
from spinney.decisions.api import outline
from tests.access import client_of
from tests.decisions.registering import LATER, an_outline

pytestmark = pytest.mark.django_db


def titles(wood):
    return [one.title for one in outline(wood.cluster)]


def test_up_and_down_but_not_beyond_the_ends(wood):
    first, second = an_outline(wood, {"2": 1}), an_outline(wood, {"1": 1})
    assert titles(wood) == ["Shared ICT", "Shared HR"]
    move_outline_line(line=second[0], up=True, by=wood.ash, now=LATER)
    assert titles(wood) == ["Shared HR", "Shared ICT"]
    with pytest.raises(WrongState):
        move_outline_line(line=first[0], up=False, by=wood.ash, now=LATER)


def test_from_its_page(wood):
    line, _ = an_outline(wood, {"2": 1})[0], an_outline(wood, {"1": 1})
    url = reverse("decisions:move-outline-line", args=[wood.cluster.pk, line.pk])
    client_of(wood, "ash").post(url, {"to": "down"})
    assert titles(wood) == ["Shared HR", "Shared ICT"]
