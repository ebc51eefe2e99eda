"""Names are compared whenever they, or the answers about them, change: once, and by the site."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.actors import Actor
from spinney.base.work.jobs import run_job
from spinney.base.work.models import Job
from spinney.clusters.events.members import membership_changed
from spinney.purchasing.actions.judgements import judge_pair
from spinney.purchasing.bridge.starting_matching import MATCH, start_matching
from spinney.purchasing.events import shares, uploads
from spinney.purchasing.models import SpendShare, SupplierName
from spinney.purchasing.tasks.suppliers import match_after_answers, match_what_is_out_of_step
from tests.access import client_of
from tests.purchasing.making import NOON
from tests.purchasing.spellings import three_questions, two_members, writes

pytestmark = pytest.mark.django_db

SITE = Actor.system("tests")


def compare():
    """What waits to be compared is compared; what is found out after that is tried elsewhere."""
    for job in Job.objects.filter(kind=MATCH, state=Job.State.WAITING):
        assert run_job.func(str(job.uid)) == Job.State.DONE


def runs():
    return Job.objects.filter(kind=MATCH).count()


def test_news_that_changes_names_starts_one_run(wood):
    birch, _maple = two_members(wood)
    writes(birch, "Kelbrix Foods")
    share = SpendShare.objects.get(organisation=birch)
    told = {"by": SITE, "now": NOON}
    shares.spend_shared.send(SpendShare, share=share, **told)
    uploads.spend_changed.send(
        None, organisation_id=birch.pk, change="added", upload=None, **told
    )  # fmt: skip
    membership_changed.send(None, membership=wood.memberships["birch"], **told)
    membership_changed.send(None, membership=wood.memberships["sorrel"], **told)  # shares nothing
    assert runs() == 1
    compare()
    assert SupplierName.objects.get().written == "Kelbrix Foods"
    share.state = "taken_back"
    share.save()
    shares.spend_taken_back.send(SpendShare, share=share, **told)
    compare()
    assert runs() == 2
    assert not SupplierName.objects.exists()
    job = Job.objects.filter(kind=MATCH).latest("pk")
    assert job.state == "done"
    assert "Kelbrix" not in f"{job.title}{job.given}{job.result}{job.message}"


def test_after_answers_when_it_has_been_quiet_and_once(wood):
    pair, *_ = three_questions(wood)
    now = timezone.now()
    judge_pair(pair=pair, answer="different", by=wood.birch, now=now)
    match_after_answers(now + timedelta(minutes=1))
    assert runs() == 0
    match_after_answers(now + timedelta(minutes=3))
    match_after_answers(now + timedelta(minutes=3))
    assert runs() == 1
    compare()
    match_after_answers(now + timedelta(minutes=30))
    assert runs() == 1


def test_at_night_what_no_news_told_of(wood):
    birch, _maple = two_members(wood)
    writes(birch, "Kelbrix Foods")
    match_what_is_out_of_step(timezone.now())
    compare()
    assert SupplierName.objects.count() == 1
    match_what_is_out_of_step(timezone.now())
    assert runs() == 1


def test_by_hand_with_progress_to_look_at(wood):
    birch, _maple = two_members(wood)
    writes(birch, "Kelbrix Foods")
    client = client_of(wood, "ash")
    url = reverse("purchasing:match-suppliers", args=[wood.cluster.pk])
    assert "Comparing the names of suppliers" in client.post(url, follow=True).content.decode()
    compare()
    job = Job.objects.get(kind=MATCH)
    assert (job.total, job.done, job.unit) == (1, 1, "name")
    start_matching(wood.cluster, now=NOON)
    assert "about to be compared" in client.post(url, follow=True).content.decode()
