"""Who may knock at which door of calls for interest."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.clusters.models import Call
from tests.access import answers
from tests.clusters.calls import answered, make_call, open_call

pytestmark = pytest.mark.django_db
FAR = timezone.now() + timedelta(days=30)

#          rowan ash birch cedar hazel elm willow sorrel nobody
RUNS = lambda ok: (ok, ok, 403, 403, 404, 404, 404, 404, 401)  # noqa: E731
MATRIX = {
    ("list-calls", "get"): RUNS(200),
    ("make-call", "get"): RUNS(200),
    ("view-call", "get"): RUNS(200),
    ("edit-call", "get"): RUNS(200),
    ("print-call", "get"): RUNS(200),
    ("add-question", "get"): RUNS(200),
    ("edit-question", "get"): RUNS(200),
    ("view-response", "get"): RUNS(200),
    ("ask-organisations", "get"): RUNS(200),
    ("enter-response", "get"): RUNS(200),
    ("reopen-call", "get"): RUNS(200),
    ("tell-outcome", "get"): RUNS(409),  # one answer has no outcome
    ("remove-question", "post"): RUNS(409),  # somebody has answered
    ("open-call", "post"): RUNS(409),  # it is open
    ("sort-responses", "post"): RUNS(422),  # nothing is ticked
    ("note-response", "post"): RUNS(302),
    ("score-response", "post"): RUNS(302),
    ("remind-organisations", "post"): RUNS(302),
    ("start-response", "get"): (200,) * 9,
}


def address(name, call):
    args = [call.cluster_id, call.pk]
    match name:
        case "start-response":
            return reverse("clusters:start-response", args=[call.uid])
        case "list-calls" | "make-call":
            args = args[:1]
        case "edit-question" | "remove-question":
            args.append(call.questions.first().pk)
        case "view-response" | "score-response" | "note-response":
            args.append(call.responses.first().pk)
    return reverse(f"clusters:{name}", args=args)


@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_access(wood, name, method):
    call = open_call(wood, closes_at=FAR)
    answered(wood, call)
    assert answers(wood, method, address(name, call)) == MATRIX[(name, method)]


def test_closing_is_for_those_who_run_it(wood):
    call = open_call(wood, closes_at=FAR)
    got = answers(wood, "post", address("close-call", call))
    assert got == (302, 409, 403, 403, 404, 404, 404, 404, 401)  # rowan closed it first


def test_a_call_that_is_being_written_is_nobodys_business(wood):
    call = make_call(wood)
    assert set(answers(wood, "get", address("start-response", call))) == {404}


def test_a_call_of_next_door_is_not_found_under_this_address(wood):
    call = open_call(wood, closes_at=FAR)
    Call.objects.filter(pk=call.pk).update(cluster=wood.next_door)
    url = reverse("clusters:view-call", args=[wood.cluster.pk, call.pk])
    assert answers(wood, "get", url)[:2] == (404, 404)
