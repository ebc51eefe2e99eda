"""Many organisations are asked at once, each with a link of its own, nobody twice."""

from spinney.base.post.models import Message
from spinney.clusters.actions import responses
from tests.clusters.calls import applicant, open_call
from tests.personas import NOON


def test_three_hundred(wood):
    call = open_call(wood)
    everybody = [applicant(n) for n in range(300)]
    done = responses.ask_organisations(call=call, applicants=everybody, by=wood.ash, now=NOON)
    assert done == {"asked": 300, "known": 0}
    links = Message.objects.filter(kind="clusters.call_asked").values_list("link_id", flat=True)
    assert len(set(links)) == 300


def test_nobody_twice(wood):
    call = open_call(wood)
    responses.ask_organisations(call=call, applicants=[applicant()], by=wood.ash, now=NOON)
    both = [applicant(), applicant(2), applicant(2)]
    done = responses.ask_organisations(call=call, applicants=both, by=wood.ash, now=NOON)
    assert done == {"asked": 1, "known": 2}
