"""Answers are saved step by step; nothing that one person said is lost for what another said."""

from datetime import timedelta

import pytest
from django.utils import timezone

from spinney.base.access.links import actor_of
from spinney.base.kernel.errors import BadInput, LinkEnded, NotAllowed
from spinney.base.record.models import Entry
from spinney.diagnostics.actions.answers import answer_survey
from spinney.diagnostics.bridge.keeping import Given
from spinney.diagnostics.bridge.sheets import values_for, values_of
from spinney.diagnostics.bridge.writers import writer_of
from spinney.diagnostics.models import Asked, OtherAnswer, Sheet, Survey
from tests.diagnostics.answering import FULL, answer, birch_asked, guest, link_to

pytestmark = pytest.mark.django_db


def sheet_of(asked):
    return Sheet.objects.get(asked=asked)


def test_what_was_saved_stays(wood):
    asked = birch_asked(wood)
    one = guest(asked)
    answer(asked, one, {"staff": 4})
    answer(asked, one, {"rent": 500})
    answer(asked, one, {"staff": 5})
    assert values_of(sheet_of(asked)) == {"staff": 5, "rent": 500}


def test_the_first_answer_begins_and_freezes_who_sees_what(wood):
    asked = birch_asked(wood)
    answer(asked, guest(asked), {"staff": 4})
    assert Asked.objects.get(pk=asked.pk).state == "started"
    assert Survey.objects.get(pk=asked.survey_id).frozen_at is not None


def test_a_representative_who_is_signed_in_answers_too(wood):
    asked = birch_asked(wood)
    answer(asked, wood.birch, {"staff": 4})
    assert values_of(sheet_of(asked)) == {"staff": 4}


@pytest.mark.parametrize("who", ["ash", "rowan", "cedar", "hazel", "elm", "sorrel"])
def test_nobody_else_may(wood, who):
    asked = birch_asked(wood)
    with pytest.raises(NotAllowed):
        answer(asked, getattr(wood, who), {"staff": 4})


def test_the_link_of_another_does_not_do(wood):
    asked = birch_asked(wood)
    other = birch_asked(wood)
    with pytest.raises(NotAllowed):
        answer(asked, guest(other), {"staff": 4})


@pytest.mark.parametrize("key", ["nonsense", "computers[9].age", "staff[1].age", "computers[1]"])
def test_a_question_that_is_not_there(wood, key):
    asked = birch_asked(wood)
    with pytest.raises(BadInput):
        answer(asked, guest(asked), {key: 1})


@pytest.mark.parametrize(
    "change",
    [
        {"state": "closed"},
        {"state": "draft"},
        {"closes_at": timezone.now() - timedelta(minutes=1)},
    ],
    ids=["closed", "draft", "late"],
)
def test_a_survey_that_takes_no_answers(wood, change):
    asked = birch_asked(wood)
    by = guest(asked)
    Survey.objects.filter(pk=asked.survey_id).update(**change)
    with pytest.raises(LinkEnded):
        answer(asked, by, {"staff": 4})
    assert not Sheet.objects.filter(answers__isnull=False).exists()


def test_a_second_person_s_other_answer_stands_beside_the_first(wood):
    asked = birch_asked(wood)
    first, second = guest(asked), guest(asked, "treasurer@example.org")
    answer(asked, first, {"staff": 3})
    kept = answer(asked, second, {"staff": 5})
    sheet = sheet_of(asked)
    assert kept.differs == ("staff",)
    assert values_of(sheet) == {"staff": 3}
    assert values_for(sheet, writer_of(first))["staff"] == 3
    assert values_for(sheet, writer_of(second))["staff"] == 5


def test_a_second_person_who_agrees_leaves_nothing_to_settle(wood):
    asked = birch_asked(wood)
    first, second = guest(asked), guest(asked, "treasurer@example.org")
    answer(asked, first, {"staff": 3})
    answer(asked, second, {"staff": 5})
    answer(asked, first, {"staff": 5})
    assert not OtherAnswer.objects.filter(settled_at=None).exists()
    assert values_of(sheet_of(asked)) == {"staff": 5}


def test_a_second_person_s_blank_says_nothing_against_the_first(wood):
    asked = birch_asked(wood)
    answer(asked, guest(asked), {"staff": 3})
    kept = answer(asked, guest(asked, "treasurer@example.org"), {"staff": None})
    assert kept.differs == ()
    assert values_of(sheet_of(asked)) == {"staff": 3}


def test_a_second_person_fills_what_the_first_left_blank(wood):
    asked = birch_asked(wood)
    answer(asked, guest(asked), {"staff": None})
    answer(asked, guest(asked, "treasurer@example.org"), {"staff": 3})
    assert values_of(sheet_of(asked)) == {"staff": 3}


def test_a_new_link_to_the_same_address_is_the_same_person(wood):
    asked = birch_asked(wood)
    answer(asked, guest(asked, "Office@example.org"), {"staff": 3})
    kept = answer(asked, guest(asked, "office@example.org"), {"staff": 5})
    assert kept.differs == ()
    assert values_of(sheet_of(asked)) == {"staff": 5}


def test_an_account_at_the_address_of_the_link_is_the_same_person(wood):
    asked = birch_asked(wood)
    person = wood.people["birch"]

    link, _ = link_to(asked, person.email, person=person)
    answer(asked, actor_of(link), {"staff": 3})
    assert answer(asked, wood.birch, {"staff": 5}).differs == ()


def test_the_last_of_two_open_pages_wins_and_says_what_it_replaced(wood):
    asked = birch_asked(wood)
    one = guest(asked)
    answer(asked, one, {"staff": 3}, page="first")
    kept = answer(asked, one, {"staff": 5}, page="second", seen={})
    assert kept.overwrote == {"staff": 3}
    assert values_of(sheet_of(asked)) == {"staff": 5}


def test_what_a_page_only_sends_along_turns_nothing_back(wood):
    asked = birch_asked(wood)
    one = guest(asked)
    answer(asked, one, {"staff": 3, "rent": 100}, page="first")
    answer(asked, one, {"staff": 4}, page="second", seen={"staff": 3})
    answer(asked, one, {"staff": 3, "rent": 900}, page="third", seen={"staff": 3, "rent": 100})
    assert values_of(sheet_of(asked)) == {"staff": 4, "rent": 900}


def test_on_one_page_one_may_go_back_to_what_it_showed(wood):
    asked = birch_asked(wood)
    one = guest(asked)
    answer(asked, one, {"staff": 3}, page="first")
    answer(asked, one, {"staff": 4}, page="second", seen={"staff": 3})
    kept = answer(asked, one, {"staff": 3}, page="second", seen={"staff": 3})
    assert kept.overwrote == {}
    assert values_of(sheet_of(asked)) == {"staff": 3}


def test_saving_takes_the_same_few_queries_however_much_there_is(
    wood, django_assert_max_num_queries
):
    asked = birch_asked(wood)
    one = guest(asked)
    answer(asked, one)
    fresh = Asked.objects.select_related("survey__asks", "organisation").get(pk=asked.pk)
    few, many = {"staff": 9}, {**FULL, "staff": 10, "rent": 1, "hours": "1", "hr_need": "some"}
    for answers in (few, many):
        # writer, savepoint's two, sheet, answers, others, write, sheet's time
        with django_assert_max_num_queries(8):
            answer_survey(asked=fresh, given=Given(answers), by=one, now=timezone.now())


def test_a_detached_survey_leaves_nothing_in_the_record(wood):
    asked = birch_asked(wood, mode="detached")
    before = set(Entry.objects.values_list("verb", flat=True))
    answer(asked, guest(asked), {"staff": 4})
    assert set(Entry.objects.values_list("verb", flat=True)) - before == {"diagnostics.freeze"}
    frozen = Entry.objects.get(verb="diagnostics.freeze")
    assert (frozen.actor, frozen.organisation_id) == ("system:first answer", None)
