"""A colleague is asked for some parts, by a link for those alone."""

from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from spinney.base.kernel.errors import BadInput, NotAllowed, TooMany
from spinney.base.post.models import Message
from spinney.diagnostics.actions.parts import MOST_PARTS, ask_colleague
from spinney.diagnostics.forms.answers import ColleagueForm
from spinney.diagnostics.models import Asked, Part
from tests.diagnostics.answering import EVERYTHING, answer, birch_asked, guest, link_to
from tests.diagnostics.parts import colleague, path_of
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db


def test_she_is_written_to_and_sees_her_parts_alone(wood):
    asked = birch_asked(wood)
    part, _ = colleague(asked, guest(asked))
    letter = Message.objects.get(kind="diagnostics.answers_part")
    assert letter.email == "till@example.org"
    assert "Costs, Computers" in letter.body
    visitor = Visitor(Client())
    visitor.open(path_of(part))
    assert visitor.says("What is your rent") or visitor.says("Costs")
    assert not visitor.says("About you")
    for step in ("q-staff/", "check/", "others-see/", "copy/"):
        visitor.open(path_of(part) + step)
        assert visitor.status == 404 or visitor.path == path_of(part), step


@pytest.mark.parametrize("sections", [[], ["nonsense"], ["about", "nonsense"]])
def test_parts_that_there_are_not(wood, sections):
    asked = birch_asked(wood)
    with pytest.raises(BadInput):
        colleague(asked, guest(asked), sections=sections)


def test_not_without_end(wood):
    asked = birch_asked(wood)
    by = guest(asked)
    for number in range(MOST_PARTS):
        colleague(asked, by, email=f"c{number}@example.org")
    with pytest.raises(TooMany):
        colleague(asked, by)


def test_nobody_else_asks(wood):
    asked = birch_asked(wood)
    with pytest.raises(NotAllowed):
        ask_colleague(
            asked=asked, email="x@example.org", sections=["about"], by=wood.ash, now=timezone.now()
        )


def test_from_the_page_with_how_far_she_is(wood):
    asked = birch_asked(wood)
    answer(asked, guest(asked), {"rent": 500})
    _, secret = link_to(asked)
    visitor = Visitor(Client())
    visitor.fill(
        f"/do/{secret}/colleague/", email="till@example.org", sections=["costs", "computers"]
    )
    assert visitor.says("We have written to till@example.org")
    assert visitor.says("Costs and Computers: 1 of 4 questions answered.")
    assert Part.objects.get().sections == ["costs", "computers"]
    assert Asked.objects.get(pk=asked.pk).state == "started"


def test_one_question_is_one(wood):
    section = replace(EVERYTHING.sections[0], questions=EVERYTHING.sections[0].questions[:1])
    form = ColleagueForm(None, instrument=replace(EVERYTHING, sections=(section,)))
    assert "1 question" in str(form)
    assert "1 questions" not in str(form)
