"""A colleague is no longer asked: her link ends, what she said stays."""

import pytest
from django.test import Client
from django.utils import timezone

from spinney.base.kernel.errors import LinkEnded, NotAllowed, WrongState
from spinney.diagnostics.actions.answers import answer_part
from spinney.diagnostics.actions.parts import withdraw_part
from spinney.diagnostics.bridge.keeping import Given
from spinney.diagnostics.bridge.sheets import values_of
from spinney.diagnostics.models import Part
from tests.diagnostics.answering import birch_asked, guest, link_to
from tests.diagnostics.parts import colleague, path_of
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db


def test_her_link_ends_and_her_answers_stay(wood):
    asked = birch_asked(wood)
    by = guest(asked)
    part, till = colleague(asked, by)
    answer_part(part=part, given=Given({"rent": 5}), by=till, now=timezone.now())
    path = path_of(part)
    withdraw_part(part=part, by=by, now=timezone.now())
    assert values_of(part.sheet) == {"rent": 5}
    visitor = Visitor(Client())
    visitor.open(path)
    assert visitor.status == 410
    with pytest.raises(LinkEnded):
        answer_part(part=Part.objects.get(), given=Given({"rent": 6}), by=till, now=timezone.now())


def test_twice_is_once_too_often(wood):
    asked = birch_asked(wood)
    by = guest(asked)
    part, _ = colleague(asked, by)
    withdraw_part(part=part, by=by, now=timezone.now())
    with pytest.raises(WrongState):
        withdraw_part(part=part, by=by, now=timezone.now())


def test_nobody_else(wood):
    asked = birch_asked(wood)
    part, till = colleague(asked, guest(asked))
    for who in (till, wood.ash):
        with pytest.raises(NotAllowed):
            withdraw_part(part=part, by=who, now=timezone.now())


def test_from_the_page(wood):
    asked = birch_asked(wood)
    colleague(asked, guest(asked))
    _, secret = link_to(asked)
    visitor = Visitor(Client())
    visitor.open(f"/do/{secret}/colleague/")
    visitor.press("End the link of till@example.org")
    assert visitor.says("No longer asked")
