"""The page of comments: what is open, what is new since one looked, what was said before."""

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.agreements.models import Comment
from tests.access import client_of
from tests.agreements.making import NOON
from tests.agreements.talking import a_variation, comment, fix, propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(wood):
    return a_variation(wood)


def page(client, version, **query):
    url = reverse("agreements:review", args=[version.agreement.cluster_id, version.agreement_id])
    answer = client.get(url, query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_only_clauses_with_something_open(wood, version):
    comment(wood, version)
    shown = page(client_of(wood, "birch"), version, show="open")
    assert "What we are for" in shown
    assert "About the whole" not in shown


def test_what_is_new_since_one_looked(wood, version):
    birch = client_of(wood, "birch")
    assert "New</strong>" not in page(birch, version)
    comment(wood, version)
    Comment.objects.create(
        about=version, clause="purpose", text="Mine?", at=timezone.now(), person=wood.people["ash"]
    )
    assert "With something new (1)" in page(birch, version, show="new")
    assert "New</strong>" in page(birch, version)
    assert "New</strong>" not in page(birch, version)


def test_what_was_said_of_the_version_before(wood, version):
    first = version.agreement.versions.get(number=1)
    Comment.objects.create(
        about=first, clause="purpose", text="From before", at=NOON, person=wood.people["birch"]
    )
    birch = client_of(wood, "birch")
    shown = page(birch, version)
    assert "What was said of version 1" in shown
    assert "From before" not in shown
    before = page(birch, version, number=1)
    assert "From before" in before
    assert "The words are fixed now." in before
    url = reverse("agreements:review", args=[wood.cluster.pk, version.agreement_id])
    assert birch.get(url, {"number": 7}).status_code == 404


def test_an_undo_is_offered_and_works(wood, version):
    said = comment(wood, version)
    args = [wood.cluster.pk, version.agreement_id, said.pk]
    birch = client_of(wood, "birch")
    gone = birch.post(reverse("agreements:remove-comment", args=args), follow=True)
    undo = reverse("agreements:restore-comment", args=args)
    assert undo in gone.content.decode()
    birch.post(undo)
    said.refresh_from_db()
    assert said.removed_at is None


def test_once_the_words_are_fixed_it_is_only_read(wood, version):
    comment(wood, version)
    propose(wood, version)
    fix(version)
    shown = page(client_of(wood, "birch"), version)
    assert "Who pays for the van?" in shown
    assert "Propose other words" not in shown
    assert "Take away" not in shown


def test_what_is_typed_stands_as_it_was_typed(wood, version):
    comment(wood, version, text="<script>alert(1)</script>")
    assert "<script>alert" not in page(client_of(wood, "birch"), version)


def test_the_page_of_a_proposal_says_when_somebody_changed_the_clause_meanwhile(wood, version):
    from tests.agreements.talking import change

    words = propose(wood, version)
    args = [wood.cluster.pk, version.agreement_id, words.pk]
    ash = client_of(wood, "ash")
    change(version)
    shown = ash.get(reverse("agreements:proposed-words", args=args)).content.decode()
    assert "This clause was changed after these words were proposed." in shown
    taken = ash.post(reverse("agreements:take-words", args=args), {"read": "old"}, follow=True)
    assert "Somebody changed this clause while you were reading." in taken.content.decode()
    words.refresh_from_db()
    assert words.state == "open"
