"""Anybody may begin an answer to a public call; the link goes to her address."""

from dataclasses import replace

import pytest

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import LinkEnded, NotFound, TooMany
from spinney.base.post.models import Message
from spinney.clusters.actions import calls, responses
from spinney.clusters.models import Response
from tests.clusters.calls import applicant, make_call, open_call
from tests.personas import NOON


def start(call, number=1):
    return responses.start_response(
        call=call, applicant=applicant(number), by=Actor.nobody(), now=NOON
    )


def test_it_gives_a_link_and_mails_one(wood):
    secret = start(open_call(wood))
    assert secret
    assert Message.objects.get(kind="clusters.call_started").email == applicant().email


def test_a_second_start_opens_nothing_but_mails(wood):
    call = open_call(wood)
    start(call)
    assert start(call) == ""
    assert Response.objects.count() == 1
    assert Message.objects.filter(kind="clusters.call_started").count() == 2


def test_not_before_it_opens(wood):
    with pytest.raises(LinkEnded, match="not opened"):
        start(make_call(wood))


def test_not_after_it_closed(wood):
    call = calls.close_call(call=open_call(wood), by=wood.ash, now=NOON)
    with pytest.raises(LinkEnded, match="closed on"):
        start(call)


def test_a_call_by_letter_only_is_hidden(wood):
    with pytest.raises(NotFound):
        start(open_call(wood, is_public=False))


@pytest.mark.parametrize("typed", ["1096829", "GB-CHC-1096829", " 109 6829 "])
def test_an_organisation_with_a_number_is_known_again(wood, typed):
    birch = wood.organisations["birch"]
    birch.identifiers.create(scheme="GB-CHC", value="1096829", source="test")
    who = replace(applicant(), org_id=typed)
    responses.start_response(call=open_call(wood), applicant=who, by=Actor.nobody(), now=NOON)
    assert Response.objects.get().organisation == birch


def test_an_unknown_number_is_kept_as_typed(wood):
    who = replace(applicant(), org_id="9999999")
    responses.start_response(call=open_call(wood), applicant=who, by=Actor.nobody(), now=NOON)
    assert (Response.objects.get().organisation, Response.objects.get().org_id) == (None, "9999999")


def test_nobody_floods_an_address_with_links(wood):
    call = open_call(wood)
    for _ in range(3):
        start(call)
    with pytest.raises(TooMany):
        start(call)
    assert Message.objects.filter(kind="clusters.call_started").count() == 3
