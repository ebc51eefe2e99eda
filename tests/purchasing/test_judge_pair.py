"""Answers about pairs of names: the next run holds to them, and they are never asked again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.access.asks import asked_of
from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from spinney.base.record.models import Entry
from spinney.base.work.models import Job
from spinney.purchasing.actions.judgements import judge_pair
from spinney.purchasing.bridge import supplier_rows
from spinney.purchasing.models import DoubtfulPair, Judgement, SpendName, SpendShare
from spinney.purchasing.queries.reviewing import A_ROUND, queue_of, waiting_for
from tests.access import client_of
from tests.purchasing.making import DAY, NOON
from tests.purchasing.spellings import (
    matched,
    named,
    pair_of,
    three_questions,
    two_members,
    two_suppliers,
    writes,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pairs(wood):
    return three_questions(wood)


def waiting(wood, who):
    return [one.pk for one in waiting_for(wood.actor(who), wood.cluster, DAY)]


def test_the_next_run_holds_to_a_yes(wood, pairs):
    judge_pair(pair=pairs[0], answer="same", by=wood.birch, now=NOON)
    matched(wood)
    assert {"Zorvex Imaging", "Northern Print Supplies"} in named(wood).values()
    assert not DoubtfulPair.objects.filter(one="Northern Print Supplies").exists()


def test_the_next_run_holds_to_a_no(wood):
    two_suppliers(wood)
    names = {"Kelbrix Foods", "KELBRIX FOODS LTD"}
    matched(wood)
    assert names in named(wood).values()
    judge_pair(pair=pair_of(wood, *names), answer="different", by=wood.birch, now=NOON)
    matched(wood)
    assert names not in named(wood).values()


def test_it_is_asked_of_nobody_again(wood, pairs):
    judge_pair(pair=pairs[0], answer="same", by=wood.birch, now=NOON)
    assert waiting(wood, "birch") == waiting(wood, "maple") == [pairs[1].pk, pairs[2].pk]
    with pytest.raises(WrongState, match="answered this meanwhile"):
        judge_pair(pair=pairs[0], answer="different", by=wood.actor("maple"), now=NOON)


def test_who_is_not_sure_is_not_asked_again_and_others_are_asked_last(wood, pairs):
    judge_pair(pair=pairs[0], answer="not_sure", by=wood.birch, now=NOON)
    assert waiting(wood, "birch") == [pairs[1].pk, pairs[2].pk]
    assert waiting(wood, "maple") == [pairs[1].pk, pairs[2].pk, pairs[0].pk]
    judge_pair(pair=pairs[0], answer="not_sure", by=wood.actor("maple"), now=NOON)
    assert pairs[0].pk not in waiting(wood, "birch") + waiting(wood, "maple")
    judge_pair(pair=pairs[0], answer="different", by=wood.ash, now=NOON)
    assert Judgement.objects.exclude(answer="not_sure").get().by == wood.ash.label


def test_what_follows_from_answers_is_not_asked(wood, pairs):
    writes(wood.organisations["birch"], "Zorvex Images")
    more = pair_of(wood, "Zorvex Images", "Northern Print Supplies", 4)
    known = pair_of(wood, "Zorvex Images", "Zorvex Imaging", 5)
    judge_pair(pair=pairs[0], answer="same", by=wood.birch, now=NOON)
    judge_pair(pair=known, answer="same", by=wood.birch, now=NOON)
    assert more.pk not in waiting(wood, "maple")


@pytest.mark.parametrize("who", ["cedar", "hazel", "elm", "willow", "sorrel", "nobody"])
def test_nobody_else_answers(wood, pairs, who):
    with pytest.raises((NotAllowed, NotFound)):
        judge_pair(pair=pairs[0], answer="same", by=wood.actor(who), now=NOON)
    assert not Judgement.objects.exists()


@pytest.mark.parametrize("hide", ["taken back", "left", "set aside", "terms"])
def test_a_pair_of_which_a_name_is_not_hers_to_see_is_not_there(wood, pairs, hide, monkeypatch):
    maple = wood.organisations["maple"]
    if hide == "taken back":
        SpendShare.objects.filter(organisation=maple).update(state="taken_back")
    elif hide == "left":
        wood.memberships["maple"].__class__.objects.filter(organisation=maple).update(
            state="left", left_on=DAY - timedelta(days=1)
        )
    elif hide == "set aside":
        SpendName.objects.filter(organisation=maple).update(aside=True)
    else:
        SpendShare.objects.filter(organisation=maple).update(shown="nothing")
    assert waiting(wood, "birch") == []
    with pytest.raises(NotFound):
        judge_pair(pair=pairs[0], answer="same", by=wood.birch, now=NOON)
    url = reverse("purchasing:judge-pair", args=[wood.cluster.pk, pairs[0].pk])
    assert client_of(wood, "birch").post(url, {"answer": "same"}).status_code == 404
    assert not Judgement.objects.exists()


def test_her_last_answer_tells_no_name_that_was_taken_back_since(wood, pairs):
    judge_pair(pair=pairs[0], answer="same", by=wood.birch, now=timezone.now())
    url = reverse("purchasing:review-suppliers", args=[wood.cluster.pk])
    client = client_of(wood, "birch")
    assert "Northern Print Supplies" in client.get(url).content.decode()
    SpendShare.objects.filter(organisation__name="Maple House").update(state="taken_back")
    page = client.get(url).content.decode()
    assert "Northern Print Supplies" not in page
    assert "Your last answer: the same." in page


def test_a_pair_of_the_cluster_next_door_is_not_there(wood, pairs):
    url = reverse("purchasing:judge-pair", args=[wood.next_door.pk, pairs[0].pk])
    assert client_of(wood, "sorrel").post(url, {"answer": "same"}).status_code == 404


def test_another_answer_is_none(wood, pairs):
    with pytest.raises(BadInput):
        judge_pair(pair=pairs[0], answer="perhaps", by=wood.birch, now=NOON)


def test_the_record_has_no_names(wood, pairs):
    judge_pair(pair=pairs[0], answer="same", by=wood.birch, now=NOON)
    assert Entry.objects.get(verb="purchasing.judge_pair").detail == {"answer": "same"}


def test_names_are_compared_when_the_last_question_is_answered(
    wood, pairs, django_capture_on_commit_callbacks
):
    for place, one in enumerate(pairs):
        assert Job.objects.filter(kind="purchasing.match_suppliers").count() == 0, place
        judge_pair(pair=one, answer="different", by=wood.birch, now=NOON)
    assert Job.objects.filter(kind="purchasing.match_suppliers").count() == 1


def test_home_asks_members_and_not_more_than_a_round_in_a_week(wood, pairs):
    def asked(who):
        return [
            one for one in asked_of(wood.actor(who), NOON) if "of names" in one.what
        ]  # fmt: skip

    (ask,) = asked("birch")
    assert (ask.what, ask.minutes) == ("Look at 3 pairs of names: the same supplier?", 1)
    assert asked("ash") == asked("cedar") == asked("sorrel") == []
    for number in range(A_ROUND):
        writes(wood.organisations["birch"], f"Zeta {number}")
        pair = pair_of(wood, f"Zeta {number}", "Zorvex Imaging", 10 + number)
        judge_pair(pair=pair, answer="not_sure", by=wood.birch, now=NOON)
    assert asked("birch") == []
    assert asked("maple")
    week = NOON + timedelta(days=8)
    assert [one for one in asked_of(wood.birch, week) if "of names" in one.what]


def test_the_page_asks_one_and_goes_on_without_a_script(wood, pairs):
    client = client_of(wood, "birch")
    url = reverse("purchasing:review-suppliers", args=[wood.cluster.pk])
    page = client.get(url).content.decode()
    assert "1 of 3" in page
    assert "Northern Print Supplies" in page
    assert "We count these as two, but they may be one." in page
    assert "Why we ask: One trades as the other: Zorvex Imaging." in page
    judge = reverse("purchasing:judge-pair", args=[wood.cluster.pk, pairs[0].pk])
    page = client.post(judge, {"answer": "same"}, follow=True).content.decode()
    assert "2 of 3" in page
    assert "Noted: the same." in page
    page = client.post(judge, {"answer": "different"}, follow=True).content.decode()
    assert "answered this meanwhile" in page


def test_a_pair_that_is_joined_for_now_is_said_to_be_and_a_no_parts_it(wood):
    birch, maple = two_members(wood)
    writes(birch, "Varnholt Joinery", "Oak Joinery", "Elm Services", "Ash Heating")
    writes(maple, "Varnholt Regional Joinery", "Oak Services", "Elm Foods")
    matched(wood)
    names = {"Varnholt Joinery", "Varnholt Regional Joinery"}
    assert names in named(wood).values()
    pair = DoubtfulPair.objects.get(one=min(names), other=max(names))
    url = reverse("purchasing:review-suppliers", args=[wood.cluster.pk])
    page = client_of(wood, "birch").get(url).content.decode()
    assert "We count these two as one, but are not sure." in page
    assert "Why we put them together: One has a word more: regional." in page
    judge_pair(pair=pair, answer="different", by=wood.birch, now=NOON)
    matched(wood)
    assert names not in named(wood).values()


def test_those_that_nobody_was_sure_of_keep_no_other_from_being_asked(wood, monkeypatch):
    monkeypatch.setattr(supplier_rows, "MOST_DOUBTFUL", 1)
    birch, maple = two_members(wood)
    writes(birch, "Varnholt Joinery", "Copperbeck Foods", "Oak Joinery", "Elm Services")
    writes(maple, "Varnholt Regional Joinery", "Copperbeck Foods Group", "Oak Group", "Elm Foods")
    matched(wood)
    first = DoubtfulPair.objects.get()
    judge_pair(pair=first, answer="not_sure", by=wood.birch, now=NOON)
    matched(wood)
    assert DoubtfulPair.objects.get().one != first.one


def test_the_number_of_queries_does_not_grow_with_the_questions(
    wood, pairs, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(16) as seen:
        queue_of(wood.birch, wood.cluster, DAY, NOON)
    for number in range(30):
        pair_of(wood, f"Zeta {number}", "Zorvex Imaging", 10 + number)
    with django_assert_num_queries(len(seen)):
        queue_of(wood.birch, wood.cluster, DAY, NOON)
