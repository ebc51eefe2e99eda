"""What a new signature brings its party."""

import pytest

from spinney.agreements.states import AskedState
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from tests.agreements.signing_cases import a_draft, asked_of, colleague, put_it_out, signs

pytestmark = pytest.mark.django_db


def test_where_two_are_needed_the_other_is_written_to_and_only_she(wood):
    colleague(wood, "bay", wood.organisations["birch"])
    signing = put_it_out(wood, a_draft(wood), asked=[("birch", {"signatories": 2})])
    before = Message.objects.count()
    signs(wood, signing, "birch")
    new = Message.objects.order_by("pk")[before:]
    assert [one.email for one in new] == ["bay@example.org"]
    entry = Entry.objects.get(verb="agreements.count_signature")
    assert (entry.detail["given"], entry.detail["needed"]) == (1, 2)
    assert asked_of(signing, "birch").state == AskedState.WAITING


def test_the_number_that_was_needed_is_kept_with_the_party(wood):
    birch = wood.organisations["birch"]
    birch.mandates.update(spend_limit_pence=100)
    colleague(wood, "bay", birch, spend_limit_pence=100)
    signing = put_it_out(wood, a_draft(wood), asked=[("birch", {})], amount_pence=500)
    signs(wood, signing, "birch")
    signs(wood, signing, "bay", of="birch")
    asked = asked_of(signing, "birch")
    assert (asked.state, asked.signatories) == (AskedState.SIGNED, 2)
