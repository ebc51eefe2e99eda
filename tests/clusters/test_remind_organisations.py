"""Those who have not sent an answer are written to again; their old link ends."""

from spinney.base.access.models import TaskLink
from spinney.base.post.models import Message
from spinney.clusters.actions import responses
from tests.clusters.calls import answered, applicant, open_call
from tests.personas import NOON


def test_only_those_who_have_not_sent(wood):
    call = open_call(wood)
    answered(wood, call, 1)
    responses.ask_organisations(call=call, applicants=[applicant(2)], by=wood.ash, now=NOON)
    assert responses.remind_organisations(call=call, by=wood.ash, now=NOON) == 1
    assert {m.email for m in Message.objects.filter(kind="clusters.call_asked")} == {
        applicant(2).email
    }
    assert TaskLink.objects.filter(revoked_at=None).count() == 1
