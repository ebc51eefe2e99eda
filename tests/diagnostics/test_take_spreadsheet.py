"""The answers of a spreadsheet are taken in one step, beside what colleagues said."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.diagnostics.actions.spreadsheets import Filled, read_spreadsheet, take_spreadsheet
from spinney.diagnostics.bridge.sheets import sent_values, values_of
from spinney.diagnostics.models import Asked, OtherAnswer, Sheet, Upload
from tests.access import client_of
from tests.diagnostics.answering import answer, birch_asked, guest, link_to
from tests.diagnostics.spreadsheets import filled, upload
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
READ = {"staff": 6, "rent": 120_000, "computers[2].age": 4}


def read(asked, by, answers=None):
    fresh = Asked.objects.get(pk=asked.pk)
    given = Filled("answers.xlsx", READ if answers is None else answers)
    return read_spreadsheet(asked=fresh, filled=given, by=by, now=timezone.now())


def test_all_of_them_with_as_many_computers_as_there_are(wood):
    asked = birch_asked(wood)
    by = guest(asked)
    take_spreadsheet(upload=read(asked, by), by=by, now=timezone.now())
    assert values_of(Sheet.objects.get(asked=asked)) == READ | {"computers[]": 2}
    assert Asked.objects.get(pk=asked.pk).state == "started"


def test_what_a_colleague_said_otherwise_stands_beside(wood):
    asked = birch_asked(wood)
    answer(asked, guest(asked, "first@example.org"), {"staff": 9})
    by = guest(asked)
    take_spreadsheet(upload=read(asked, by), by=by, now=timezone.now())
    assert values_of(Sheet.objects.get(asked=asked))["staff"] == 9
    assert OtherAnswer.objects.get().value == 6


def test_once(wood):
    asked = birch_asked(wood)
    by = guest(asked)
    upload = read(asked, by)
    take_spreadsheet(upload=upload, by=by, now=timezone.now())
    with pytest.raises(WrongState):
        take_spreadsheet(upload=upload, by=by, now=timezone.now())


def test_nobody_else(wood):
    asked = birch_asked(wood)
    upload = read(asked, guest(asked))
    for who in (wood.rowan, wood.sorrel, wood.hazel):
        with pytest.raises(NotAllowed):
            take_spreadsheet(upload=upload, by=who, now=timezone.now())


def test_from_the_page(wood):
    asked = birch_asked(wood)
    _, secret = link_to(asked)
    client = Client()
    client.post(f"/do/{secret}/spreadsheet/", {"file": upload(filled({"staff": 6}))})
    visitor = Visitor(client)
    visitor.open(f"/do/{secret}/spreadsheet/")
    visitor.press("Take these answers")
    assert visitor.says("Its answers are taken.")
    assert values_of(Sheet.objects.get(asked=asked)) == {"staff": 6}
    visitor.press("Take them out again")
    assert values_of(Sheet.objects.get(asked=asked)) == {}


def test_brought_by_the_facilitator_it_counts_as_sent(wood):
    asked = birch_asked(wood)
    client = client_of(wood, "ash")
    url = reverse("diagnostics:load-sheet", args=[asked.survey.scope, asked.survey_id, asked.pk])
    assert client.post(url, {"file": upload(filled({"staff": 6}))}).status_code == 302
    visitor = Visitor(client)
    visitor.open(url)
    visitor.press("Take these answers")
    assert visitor.says("The answers of Birch House are taken")
    assert sent_values(asked.survey)[0].values == {"staff": 6}
    assert Message.objects.filter(kind="diagnostics.answers_keyed").exists()
    visitor.press("Take them out again")
    assert sent_values(asked.survey) == []
    assert Upload.objects.get().taken_back_at is not None
