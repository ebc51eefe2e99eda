"""Who may knock at which door of drafting: begun, questions, clauses, parties."""

import pytest
from django.urls import reverse

from tests.access import answers, client_of
from tests.agreements.making import another_member
from tests.agreements.writing import a_draft, a_members_draft, address

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
WRITES = lambda ok: (ok, ok, 403, 403, 404, 404, 404, 404, 401)  # noqa: E731
MATRIX = {
    ("draft", "get"): WRITES(200),
    ("rename_agreement", "get"): WRITES(200),
    ("answer_term", "get", "quorum"): WRITES(200),
    ("clear_term", "post", "quorum"): WRITES(302),
    ("set_instead_of", "post", "quorum"): WRITES(422),  # it says nothing of that yet
    ("answer_question", "get", "purpose"): WRITES(200),
    ("edit_clause", "get", "aims"): WRITES(200),
    ("add_clause", "get"): WRITES(200),
    ("move_clause", "get", "aims"): WRITES(200),
    ("leave_out_clause", "post", "aims"): WRITES(422),  # it belongs to every one of this kind
    ("put_back_clause", "post", "aims"): WRITES(302),
    ("undo_change", "post", 1): WRITES(409),  # there is nothing to undo
    ("set_parties", "get"): WRITES(200),
    ("add_party", "get"): WRITES(200),
}


@pytest.mark.parametrize("door", MATRIX, ids=lambda door: door[0])
def test_access(wood, door):
    verb, method, *more = door
    draft = a_draft(wood)
    assert answers(wood, method, address(draft.agreement, verb, *more)) == MATRIX[door]


def test_beginning(wood):
    url = reverse("agreements:start-agreement", args=[wood.cluster.pk])
    may = (200, 200, 200, 403, 404, 404, 404, 404, 401)
    assert answers(wood, "get", url) == may
    assert answers(wood, "get", f"{url}?wording=ground_rules") == may


def test_what_a_member_began_its_people_write_and_the_other_party_reads(wood):
    draft = a_members_draft(wood)
    for verb, *more in (("draft",), ("answer_term", "quorum"), ("set_parties",)):
        url = address(draft.agreement, verb, *more)
        assert client_of(wood, "birch").get(url).status_code == 200
        assert client_of(wood, "alder").get(url).status_code == 403


def test_what_the_draft_does_not_ask_is_not_there(wood):
    draft = a_draft(wood)
    client = client_of(wood, "ash")
    for verb, key in (
        ("answer_term", "tea"), ("answer_term", "hosted_post"), ("answer_question", "tea"),
        ("answer_question", "quorum"), ("edit_clause", "tea"), ("move_clause", "tea"),
    ):  # fmt: skip
        assert client.get(address(draft.agreement, verb, key)).status_code == 404, (verb, key)


def test_few_queries(wood, django_assert_max_num_queries):
    for name in ("alder", "oak", "elder"):
        another_member(wood, name)
    draft = a_draft(wood, ("birch", "alder", "oak"))
    client = client_of(wood, "ash")
    for verb, most, *more in (
        ("draft", 22), ("answer_term", 24, "electorate"), ("answer_term", 16, "meetings"),
        ("answer_question", 16, "purpose"), ("edit_clause", 16, "aims"), ("set_parties", 17),
    ):  # fmt: skip
        with django_assert_max_num_queries(most):
            assert client.get(address(draft.agreement, verb, *more)).status_code == 200


def test_what_is_being_written_is_waited_for_and_asked_on_home(wood):
    draft = a_draft(wood)
    page = client_of(wood, "birch").get(reverse("clusters:cluster", args=[wood.cluster.pk]))
    assert "finish writing “Ground rules”" in page.content.decode()
    home = client_of(wood, "ash").get("/")
    assert "Go on writing “Ground rules”" in home.content.decode()
    assert address(draft.agreement, "draft") in home.content.decode()
    assert "Go on writing" not in client_of(wood, "rowan").get("/").content.decode()
