"""A scan that is not right is refused, with a reason that reaches whoever sent it."""

import pytest

from spinney.agreements.actions.signing_scans import confirm_scan, refuse_scan
from spinney.agreements.models import Signature
from spinney.agreements.states import ScanState
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from tests.agreements.signing_cases import NOW, a_draft, actor, put_it_out
from tests.agreements.test_send_scan import send

pytestmark = pytest.mark.django_db


def refuse(wood, scan, name="ash", reason="Page 2 is missing."):
    return refuse_scan(scan=scan, reason=reason, by=actor(wood, name), now=NOW)


def test_it_counts_for_nothing_and_its_sender_is_told_why(wood):
    signing = put_it_out(wood, a_draft(wood))
    scan = send(wood, signing)
    assert refuse(wood, scan).state == ScanState.REFUSED
    told = Message.objects.get(kind="agreements.signing_news", email="birch@example.org")
    assert "Page 2 is missing." in told.body
    with pytest.raises(WrongState):
        confirm_scan(scan=scan, by=actor(wood, "rowan"), now=NOW)
    assert Signature.objects.count() == 0
    send(wood, signing)  # another one may come


def test_a_reason_is_needed(wood):
    scan = send(wood, put_it_out(wood, a_draft(wood)))
    with pytest.raises(BadInput):
        refuse(wood, scan, reason=" ")


def test_other_parties_refuse_nothing(wood):
    scan = send(wood, put_it_out(wood, a_draft(wood)))
    with pytest.raises(NotAllowed):
        refuse(wood, scan, "elder")
