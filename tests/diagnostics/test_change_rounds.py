"""Another computer: added, changed, removed; those after it move up."""

import pytest
from django.test import Client
from django.utils import timezone

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.diagnostics.actions.answers import change_rounds
from spinney.diagnostics.actions.sending import send_answers
from spinney.diagnostics.bridge.sheets import sent_values, values_of
from spinney.diagnostics.models import Asked, Sheet
from tests.diagnostics.answering import FULL, answer, birch_asked, guest, link_to
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
THREE = {f"computers[{n}].age": n for n in (1, 2, 3)} | {"computers[]": 3}


def change(asked, by, **more):
    fresh = Asked.objects.get(pk=asked.pk)
    change_rounds(asked=fresh, by=by, now=timezone.now(), **more)
    return values_of(Sheet.objects.get(asked=asked))


def test_one_is_added(wood):
    asked = birch_asked(wood)
    by = guest(asked)
    assert change(asked, by, section="computers")["computers[]"] == 2


def test_one_is_removed_and_the_others_move_up(wood):
    asked = birch_asked(wood)
    by = guest(asked)
    answer(asked, by, THREE)
    said = change(asked, by, section="computers", remove=2)
    assert said == {"computers[]": 2, "computers[1].age": 1, "computers[2].age": 3}


def test_what_was_sent_stays_sent_until_it_is_sent_again(wood):
    asked = birch_asked(wood)
    by = guest(asked)
    answer(asked, by, FULL | THREE)
    send_answers(asked=Asked.objects.get(pk=asked.pk), by=by, now=timezone.now())
    change(asked, by, section="computers", remove=1)
    sent = sent_values(asked.survey)[0].values
    assert [sent[f"computers[{n}].age"] for n in (1, 2, 3)] == [1, 2, 3]
    send_answers(asked=Asked.objects.get(pk=asked.pk), by=by, now=timezone.now())
    sent = sent_values(asked.survey)[0].values
    assert [sent.get(f"computers[{n}].age") for n in (1, 2, 3)] == [2, 3, None]


@pytest.mark.parametrize(
    "given", [{"section": "about"}, {"section": "x"}, {"section": "computers", "remove": 9}]
)
def test_what_cannot_be_changed(wood, given):
    asked = birch_asked(wood)
    with pytest.raises(BadInput):
        change(asked, guest(asked), **given)


def test_nobody_else(wood):
    asked = birch_asked(wood)
    with pytest.raises(NotAllowed):
        change(asked, wood.ash, section="computers")


def test_on_the_pages(wood):
    asked = birch_asked(wood)
    answer(asked, guest(asked))
    _, secret = link_to(asked)
    visitor = Visitor(Client())
    visitor.open(f"/do/{secret}/q-computers-1/")
    visitor.press("Save and add another")
    assert visitor.path.endswith("q-computers-2/")
    visitor.fill(visitor.path, **{"q-computers-2-age": "7"})
    visitor.open(f"/do/{secret}/q-computers-1/")
    visitor.press("Remove this one")
    assert visitor.says("It is removed")
    assert visitor.page.find(attrs={"name": "q-computers-1-age"})["value"] == "7"
    visitor.press("Remove this one")
    assert visitor.says("You have added none so far")
    visitor.press("Add one")
    assert visitor.path.endswith("q-computers-1/")
