"""A colleague answers the sections that she was asked for, and no others."""

import pytest
from django.test import Client
from django.utils import timezone

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.diagnostics.actions.answers import answer_part
from spinney.diagnostics.bridge.keeping import Given
from spinney.diagnostics.bridge.sheets import values_of
from spinney.diagnostics.models import OtherAnswer, Part, Sheet
from tests.diagnostics.answering import answer, birch_asked, guest
from tests.diagnostics.parts import colleague, path_of
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db


def say(part, by, answers):
    fresh = Part.objects.select_related("sheet__asked__survey__asks").get(pk=part.pk)
    return answer_part(part=fresh, given=Given(answers), by=by, now=timezone.now())


def test_hers_are_saved_with_the_others(wood):
    asked = birch_asked(wood)
    answer(asked, guest(asked), {"staff": 4})
    part, till = colleague(asked, guest(asked))
    say(part, till, {"rent": 500, "computers[1].age": 2})
    assert values_of(part.sheet) == {"staff": 4, "rent": 500, "computers[1].age": 2}


def test_another_section_is_not_hers(wood):
    asked = birch_asked(wood)
    part, till = colleague(asked, guest(asked))
    with pytest.raises(BadInput):
        say(part, till, {"staff": 4})


def test_what_she_says_otherwise_stands_beside(wood):
    asked = birch_asked(wood)
    answer(asked, guest(asked), {"rent": 100})
    part, till = colleague(asked, guest(asked))
    assert say(part, till, {"rent": 500}).differs == ("rent",)
    assert values_of(part.sheet)["rent"] == 100
    assert OtherAnswer.objects.get().value == 500


def test_only_with_her_link(wood):
    asked = birch_asked(wood)
    part, _ = colleague(asked, guest(asked))
    for who in (guest(asked), wood.ash, wood.sorrel):
        with pytest.raises(NotAllowed):
            say(part, who, {"rent": 500})


def test_on_her_pages(wood):
    asked = birch_asked(wood)
    part, _ = colleague(asked, guest(asked))
    home, visitor = path_of(part), Visitor(Client())
    visitor.fill(home + "q-costs/", **{"q-rent": "900", "q-hours": "3"})
    assert visitor.path.endswith("q-computers-1/")
    visitor.press("Save and add another")
    assert visitor.path.endswith("q-computers-2/")
    visitor.fill(visitor.path, **{"q-computers-2-age": "3"})
    assert visitor.path.endswith("done/")
    assert values_of(Sheet.objects.get(asked=asked))["rent"] == 90_000
