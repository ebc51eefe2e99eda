"""Who may knock at which door of agreeing to a version."""

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.agreements.states import Voice
from tests.access import answers
from tests.agreements.agreeing import say
from tests.agreements.talking import a_variation, ask, soon

pytestmark = pytest.mark.django_db

#      rowan ash birch cedar hazel elm willow sorrel nobody
OUT = (404, 404, 404, 404, 401)
PAGES = {
    "approval": (200, 200, 200, 404, *OUT),
    "agree-to-version": (403, 403, 200, 404, *OUT),
    "extend-approval": (200, 200, 403, 404, *OUT),
    "record-decision": (200, 200, 403, 404, *OUT),
}
DEEDS = {
    "remind-to-agree": (302, 302, 403, 404, *OUT),
    "close-approval": (409, 409, 403, 404, *OUT),  # birch has not answered
    "withdraw-approval": (302, 409, 403, 404, *OUT),  # rowan took it back first
}


def address(wood, name):
    approval = ask(wood, a_variation(wood), closes_on=soon(), now=timezone.now())
    args = [wood.cluster.pk, approval.about.agreement_id]
    if name not in ("ask-to-agree", "record-decision"):
        args.append(approval.pk)
    return reverse(f"agreements:{name}", args=args), approval


@pytest.mark.parametrize("name", PAGES)
def test_pages(wood, name):
    assert answers(wood, "get", address(wood, name)[0]) == PAGES[name]


@pytest.mark.parametrize("name", DEEDS)
def test_deeds(wood, name):
    assert answers(wood, "post", address(wood, name)[0]) == DEEDS[name]


def test_asking(wood):
    version = a_variation(wood)
    url = reverse("agreements:ask-to-agree", args=[wood.cluster.pk, version.agreement_id])
    assert answers(wood, "get", url) == (200, 200, 403, 404, *OUT)


def test_only_an_organisation_that_is_asked_answers(wood):
    url, approval = address(wood, "agree-to-version")
    said = {"says": Voice.AGREES, "reason": ""}
    assert answers(wood, "post", url, said) == (403, 403, 302, 404, *OUT)
    assert [one.organisation for one in approval.answers.all()] == [wood.organisations["birch"]]


def test_a_question_of_another_agreement_is_not_found_under_this_one(wood):
    _, approval = address(wood, "approval")
    other = a_variation(wood)
    url = reverse("agreements:approval", args=[wood.cluster.pk, other.agreement_id, approval.pk])
    assert answers(wood, "get", url)[:3] == (404, 404, 404)


def test_the_page_takes_few_queries(wood, django_assert_max_num_queries):
    from tests.access import client_of

    url, approval = address(wood, "approval")
    say(wood, approval, "birch", now=timezone.now())
    client = client_of(wood, "birch")
    client.get(url)
    with django_assert_max_num_queries(30):
        page = client.get(url).content.decode()
    assert "Birch House" in page
    assert "agrees" in page
