"""Who may knock at which door of comments, other words, differences and readers from outside."""

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.agreements.actions import comments, proposed_words
from spinney.agreements.states import AgreementState, SpeaksFor
from tests.access import answers
from tests.agreements.making import NOON, an_agreement
from tests.agreements.talking import a_draft, a_reader, comment, propose, soon

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
OUT = (404, 404, 404, 404, 401)
INSIDE = lambda ok: (ok, ok, ok, 404, *OUT)  # noqa: E731
WRITES = lambda ok, no=403: (ok, ok, no, no if no == 404 else 404, *OUT)  # noqa: E731
ITS_AUTHOR = (403, 403, 200, 404, *OUT)
MATRIX = {
    ("review", "get"): INSIDE(200),
    ("add-comment", "get"): INSIDE(200),
    ("propose-words", "get"): INSIDE(200),
    ("proposed-words", "get"): INSIDE(200),
    ("differences", "get"): INSIDE(200),
    ("edit-comment", "get"): ITS_AUTHOR,
    ("decline-words", "get"): (200, 200, 403, 403, *OUT),
    ("outside-readers", "get"): (200, 200, 403, 403, *OUT),
    ("ask-outside-reader", "get"): (200, 200, 403, 403, *OUT),
    ("outside-reader", "get"): (200, 200, 403, 403, *OUT),
    ("renew-outside-reader", "get"): (200, 200, 403, 403, *OUT),
}
POSTS = {
    "remove-comment": (403, 403, 302, 404, *OUT),
    "restore-comment": (403, 403, 409, 404, *OUT),  # it is there
    "settle-comment": (302, 409, 409, 404, *OUT),  # rowan settled it first
    "reopen-comment": (409, 409, 409, 404, *OUT),  # it is open
    "take-words": (302, 409, 403, 403, *OUT),  # rowan took them first
    "reopen-words": (409, 409, 403, 403, *OUT),  # they are open
    "take-back-words": (403, 403, 302, 404, *OUT),
    "withdraw-outside-reader": (302, 409, 403, 403, *OUT),
}


def address(wood, name):
    version = a_draft(wood)
    number = {
        "comment": lambda: comment(wood, version).pk,
        "words": lambda: propose(wood, version).pk,
        "reader": lambda: a_reader(wood, version, until=soon(), now=timezone.now()).pk,
    }
    args = [wood.cluster.pk, version.agreement_id]
    kind = name.rsplit("-", 1)[-1]
    if name not in ("add-comment", "propose-words", "ask-outside-reader") and kind in number:
        args.append(number[kind]())
    return reverse(f"agreements:{name}", args=args)


@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_pages(wood, name, method):
    url = address(wood, name)
    if name == "edit-comment":
        from spinney.agreements.models import Comment

        Comment.objects.update(at=timezone.now())
    assert answers(wood, method, url) == MATRIX[(name, method)]


@pytest.mark.parametrize("name", POSTS)
def test_deeds(wood, name):
    assert answers(wood, "post", address(wood, name)) == POSTS[name]


@pytest.mark.parametrize("name", POSTS)
def test_nothing_is_done_by_looking(wood, name):
    assert 200 not in answers(wood, "get", address(wood, name))


def test_what_two_parties_agree_is_seen_by_them_and_those_who_run_the_cluster(wood):
    agreement = an_agreement(
        wood, ["cedar"], state=AgreementState.DRAFT, speaks_for=SpeaksFor.PARTIES
    )
    url = reverse("agreements:review", args=[wood.cluster.pk, agreement.pk])
    assert answers(wood, "get", url) == (200, 200, 404, 200, *OUT)


def test_nothing_of_the_cluster_next_door_is_found_here(wood):
    version = a_draft(wood, cluster=wood.next_door)
    args = [wood.cluster.pk, version.agreement_id]
    url = reverse("agreements:review", args=args)
    assert set(answers(wood, "get", url)) == {404, 401}
    own = reverse("agreements:review", args=[wood.next_door.pk, version.agreement_id])
    assert answers(wood, "get", own)[6] == 200  # willow facilitates it


def test_numbers_of_another_agreement_are_not_found_under_this_one(wood):
    version, other = a_draft(wood), a_draft(wood)
    said, words = comment(wood, other), propose(wood, other)
    reader = a_reader(wood, other)
    here = [wood.cluster.pk, version.agreement_id]
    for name, pk in (
        ("edit-comment", said.pk), ("proposed-words", words.pk), ("outside-reader", reader.pk),
    ):  # fmt: skip
        url = reverse(f"agreements:{name}", args=[*here, pk])
        birch = 403 if "reader" in name else 404
        assert answers(wood, "get", url)[:3] == (404, 404, birch)


def test_a_page_of_comments_takes_few_queries(wood, django_assert_max_num_queries):
    from tests.access import client_of

    version = a_draft(wood)
    url = reverse("agreements:review", args=[wood.cluster.pk, version.agreement_id])
    first = comment(wood, version)
    for number in range(30):
        comments.add_comment(
            version=version, text=f"More {number}", clause="purpose", by=wood.ash, now=NOON,
            answers=first if number % 2 else None,
        )  # fmt: skip
    for _ in range(10):
        propose(wood, version)
    client = client_of(wood, "birch")
    client.get(url)
    with django_assert_max_num_queries(26):
        client.get(url)
    assert proposed_words.ProposedWords.objects.count() == 10
