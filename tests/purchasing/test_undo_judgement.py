"""An answer is taken back by whoever gave it, or who runs the cluster; the pair is asked again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed, NotFound
from spinney.purchasing.actions.judgements import judge_pair, undo_judgement
from spinney.purchasing.models import Judgement
from spinney.purchasing.queries.reviewing import waiting_for
from tests.access import client_of
from tests.purchasing.making import DAY, NOON
from tests.purchasing.spellings import matched, named, three_questions

pytestmark = pytest.mark.django_db


def test_it_is_asked_again(wood):
    pair, *_ = three_questions(wood)
    made = judge_pair(pair=pair, answer="same", by=wood.birch, now=NOON)
    with pytest.raises(NotAllowed):
        undo_judgement(judgement=made, by=wood.actor("maple"), now=NOON)
    undo_judgement(judgement=made, by=wood.birch, now=NOON)
    assert waiting_for(wood.birch, wood.cluster, DAY)[0] == pair
    with pytest.raises(NotFound, match="already"):
        undo_judgement(judgement=made, by=wood.birch, now=NOON)


def test_whoever_runs_it_may_and_the_next_run_has_forgotten(wood):
    pair, *_ = three_questions(wood)
    made = judge_pair(pair=pair, answer="same", by=wood.birch, now=NOON)
    matched(wood)
    undo_judgement(judgement=made, by=wood.ash, now=NOON + timedelta(hours=1))
    matched(wood)
    assert {"Zorvex Imaging", "Northern Print Supplies"} not in named(wood).values()


def test_from_the_page(wood):
    pair, *_ = three_questions(wood)
    client = client_of(wood, "birch")
    judge = reverse("purchasing:judge-pair", args=[wood.cluster.pk, pair.pk])
    page = client.post(judge, {"answer": "different"}, follow=True).content.decode()
    made = Judgement.objects.get()
    undo = reverse("purchasing:undo-judgement", args=[wood.cluster.pk, made.pk])
    assert page.count(undo) == 2  # in the banner, and beside her last answer
    assert "1 of 3" in client.post(undo, follow=True).content.decode()
    other = reverse("purchasing:undo-judgement", args=[wood.next_door.pk, made.pk])
    assert client_of(wood, "sorrel").post(other).status_code == 404
