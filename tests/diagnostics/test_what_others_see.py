"""Before sending, each organisation is shown what becomes of each of its answers."""

import pytest
from django.test import Client
from django.utils import timezone

from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.engine.walking import walk
from spinney.diagnostics.models import Version
from spinney.diagnostics.queries.preview import NAMED, eyes_on, others_see
from spinney.diagnostics.queries.release import what_others_see
from tests.diagnostics.answering import FULL, answer, birch_asked, guest, link_to, make_survey
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db


def seen(wood, **more):
    survey = make_survey(wood, **more)
    instrument = definition_of(survey.asks)
    way = walk(instrument, FULL, today=timezone.localdate())
    rows = others_see(survey, instrument, way, eyes_on(survey))
    return {row.key: row for _, section in rows for row in section}


def test_every_answer_that_would_be_sent_is_there(wood):
    assert set(seen(wood)) == {k for k in FULL if k != "computers[]"} | {"rent_each"}


def test_named_to_the_facilitator_totals_to_the_group(wood):
    rows = seen(wood)
    assert {row.runner for row in rows.values()} == {NAMED}
    assert "once at least 3 have answered" in rows["rent"].group
    assert rows["lead"].group == "Nothing"  # for the facilitator alone
    assert rows["hopes"].group.startswith("Your words, if they were cleared first")
    assert rows["founded"].group == "Nothing"


def test_a_larger_minimum_is_kept_to(wood):
    assert "once at least 7 have answered" in seen(wood, minimum=7)["rent"].group


def test_named_to_the_group_but_for_what_is_the_facilitator_s(wood):
    rows = seen(wood, mode="group")
    assert rows["rent"].group == NAMED
    assert rows["lead"].group == "Nothing"


def test_detached_names_nobody(wood):
    rows = seen(wood, mode="detached")
    assert NAMED not in {row.runner for row in rows.values()} | {r.group for r in rows.values()}
    assert rows["hopes"].runner == "These words, without your name"


def test_the_words_are_those_of_the_release(wood):
    survey = make_survey(wood)
    instrument = definition_of(survey.asks)
    rows = seen(wood)
    for key in ("rent", "hr_need", "offers", "staff"):
        words = what_others_see(survey, instrument, instrument.question(key)).words
        assert rows[key].group.lower() == words.lower()


def test_who_sees_it_is_said_by_name(wood):
    asked = birch_asked(wood)
    answer(asked, guest(asked))
    _, secret = link_to(asked)
    visitor = Visitor(Client())
    visitor.open(f"/do/{secret}/others-see/")
    assert visitor.says("Ash sees")
    assert visitor.says("The members of The Spinney see")
    assert visitor.says("Growing Together sees no answer with your name")


def test_answers_keep_the_version_that_they_were_given_to(wood):
    asked = birch_asked(wood)
    answer(asked, guest(asked), {"staff": 4})
    old = asked.survey.asks
    changed = {**old.definition, "sections": old.definition["sections"][:1]}
    Version.objects.create(
        instrument=old.instrument,
        number=2,
        definition=changed,
        digest="1" * 64,
        minutes=1,
        state="published",
        made_at=timezone.now(),
    )
    _, secret = link_to(asked)
    visitor = Visitor(Client())
    visitor.open(f"/do/{secret}/q-hopes/")
    assert visitor.says("What do you hope for?")
