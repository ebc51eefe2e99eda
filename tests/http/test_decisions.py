"""Ballots over the API: proposed, opened, voted on and counted as on the pages; secrets stay so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from spinney.base.record.models import Entry
from spinney.decisions.models import Ballot, Decision, Vote
from tests.agreements.making import another_member
from tests.http.asking import ask, statuses, told

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

BALLOT = "clusters/{cluster}/ballots/{ballot}"
DECISION = "clusters/{cluster}/decisions/{number}"
INSIDE = (200, 200, 200, 200, 404, 404, 404, 404, 401)
RUN = (200, 200, 403, 403, 404, 404, 404, 404, 401)
#                              rowan ash birch cedar hazel elm willow sorrel nobody
MATRIX = {
    ("get", "clusters/{cluster}/ballots"): INSIDE,
    ("post", "clusters/{cluster}/ballots"): (201, 201, 201, 403, 404, 404, 404, 404, 401),
    ("get", BALLOT): INSIDE,
    ("post", f"{BALLOT}/announce"): (409, 409, 403, 403, 404, 404, 404, 404, 401),
    ("post", f"{BALLOT}/open"): (409, 409, 403, 403, 404, 404, 404, 404, 401),
    ("post", f"{BALLOT}/withdraw"): RUN,
    ("post", f"{BALLOT}/close"): (409, 409, 403, 403, 404, 404, 404, 404, 401),
    ("get", f"{BALLOT}/result"): (409, 409, 409, 409, 404, 404, 404, 404, 401),
    ("get", f"{BALLOT}/vote"): (403, 403, 200, 403, 404, 404, 404, 404, 401),
    ("post", f"{BALLOT}/vote"): (403, 403, 200, 403, 404, 404, 404, 404, 401),
    ("post", f"{BALLOT}/vote/take-back"): (403, 403, 200, 403, 404, 404, 404, 404, 401),
    ("get", "clusters/{cluster}/decisions"): INSIDE,
    ("get", DECISION): INSIDE,
    ("post", f"{DECISION}/steps/{{kind}}/take"): RUN,
    ("post", f"{DECISION}/steps/{{kind}}/decline"): RUN,
    ("get", "clusters/{cluster}/outline"): INSIDE,
}
OPTIONS = [{"title": "Joint training", "cost_pence": 400_000}, {"title": "A minibus"}]


def closes():
    return (timezone.now() + timedelta(days=14)).isoformat()


def drafted(wood, who="ash", **more) -> str:
    """A ballot that is being written; returns where it is."""
    body = {"title": "What do we do?", "way": "approve", "options": OPTIONS, **more}
    made = told(ask(wood, who, "post", f"clusters/{wood.cluster.pk}/ballots", body), 201)
    return f"clusters/{wood.cluster.pk}/ballots/{made['id']}"


def opened(wood, **more) -> str:
    where = drafted(wood, **more)
    shown = told(ask(wood, "ash", "post", f"{where}/open", {"closes_at": closes()}))
    assert shown["state"] == "open"
    return where


def decided(wood, **more) -> str:
    """The register's entry of a ballot on which Birch alone voted; returns where it is."""
    where = opened(wood, **more)
    told(ask(wood, "birch", "post", f"{where}/vote", {"marks": {"1": 1}}))
    came = told(ask(wood, "ash", "post", f"{where}/close", {}))
    return f"clusters/{wood.cluster.pk}/decisions/{came['decision_number']}"


@pytest.mark.parametrize(("method", "path"), MATRIX, ids=lambda v: v)
def test_access(wood, method, path):
    another_member(wood, "alder")
    ballot = opened(wood).rpartition("/")[2]
    if "decisions" in path or "outline" in path:
        Ballot.objects.all().delete()
        wood.memberships["alder"].delete()
        decided(wood)
    bodies = {
        "clusters/{cluster}/ballots": {"title": "Again?", "way": "motion"},
        f"{BALLOT}/announce": {"opens_at": closes(), "closes_at": closes()},
        f"{BALLOT}/withdraw": {"why": "Not now"},
        f"{BALLOT}/vote": {"marks": {"2": 1}},
    }
    at = path.format(cluster=wood.cluster.pk, ballot=ballot, number=1, kind="outline")
    assert statuses(wood, method, at, bodies.get(path, {})) == MATRIX[(method, path)]


def test_from_the_question_to_the_outline(wood):
    number = decided(wood)
    found = told(ask(wood, "cedar", "get", number))
    assert found["asked"] == ["Birch House"]
    assert [one["title"] for one in found["choices"] if one["chosen"]] == ["Joint training"]
    kinds = {one["kind"]: one["state"] for one in found["steps"]}
    assert kinds["outline"] == "offered"
    assert told(ask(wood, "ash", "post", f"{number}/steps/outline/take", {}))["state"] == "done"
    again = told(ask(wood, "ash", "post", f"{number}/steps/outline/take", {}))
    assert again["state"] == "done", "taken twice it is done once"
    (line,) = told(ask(wood, "birch", "get", f"clusters/{wood.cluster.pk}/outline"))["items"]
    assert (line["title"], line["cost_pence"]) == ("Joint training", 400_000)
    assert ask(wood, "ash", "post", f"{number}/steps/lead/take", {}).status_code == 404
    assert ask(wood, "ash", "post", f"{number}/steps/outline/decline", {}).status_code == 409


def test_a_result_says_why_and_how_each_voted_in_an_open_ballot(wood):
    another_member(wood, "alder")
    where = opened(wood)
    told(ask(wood, "birch", "post", f"{where}/vote", {"marks": {"1": 1}, "reason": "It helps"}))
    early = ask(wood, "ash", "post", f"{where}/close", {})
    assert early.status_code == 409, "Alder has not voted"
    assert ask(wood, "birch", "get", f"{where}/result").status_code == 409
    told(ask(wood, "alder", "post", f"{where}/vote", {"marks": {"1": 1, "2": 1}}))
    told(ask(wood, "ash", "post", f"{where}/close", {}))
    found = told(ask(wood, "birch", "get", f"{where}/result"))
    assert found["sentence"]
    assert found["why"]
    votes = {one["name"]: one for one in found["votes"]}
    assert votes["Birch House"]["reason"] == "It helps"
    assert votes["Birch House"]["how"] == "Through a program of theirs"
    assert Vote.objects.filter(how="api").count() == 2


def test_a_vote_is_changed_and_counts_once(wood):
    another_member(wood, "alder")
    where = opened(wood)
    path = f"{where}/vote"
    assert told(ask(wood, "birch", "post", path, {"marks": {"1": 1}}))["again"] is False
    assert told(ask(wood, "birch", "post", path, {"marks": {"1": 1}}))["again"] is True
    assert told(ask(wood, "birch", "post", path, {"marks": {"2": 1}}))["changed"] is True
    assert told(ask(wood, "birch", "get", path))["marks"] == {"2": 1}
    assert told(ask(wood, "birch", "post", f"{path}/take-back", {})) == {"had_voted": True}
    assert told(ask(wood, "birch", "get", path))["has_voted"] is False


@pytest.mark.parametrize("marks", [{"9": 1}, {"1": -1}, {"1": 99}, {"1": "yes"}])
def test_marks_that_cannot_be_are_refused_by_field(wood, marks):
    where = opened(wood)
    error = told(ask(wood, "birch", "post", f"{where}/vote", {"marks": marks}), 422)["error"]
    assert error["fields"]
    assert not Vote.objects.exists()


def test_a_secret_ballot_tells_nobody_who_voted_what(wood):
    for name in ("alder", "hornbeam"):
        another_member(wood, name)
    where = opened(wood, secret=True)
    cast = told(ask(wood, "birch", "post", f"{where}/vote", {"marks": {"1": 1}}))
    assert cast["receipt"]
    paper = told(ask(wood, "birch", "get", f"{where}/vote"))
    assert (paper["has_voted"], paper["marks"], paper["reason"]) == (True, {}, "")
    unknown = ask(wood, "birch", "post", f"{where}/vote", {"marks": {"2": 1}})
    assert unknown.status_code == 422, "without its receipt nobody finds the vote"
    words = {one["words"] for one in told(ask(wood, "ash", "get", where))["takes_part"]}
    assert words == {""}
    body = {"marks": {"1": 1, "2": 1}, "receipt": cast["receipt"]}
    told(ask(wood, "birch", "post", f"{where}/vote", body))
    for name, marks in (("alder", {"2": 1}), ("hornbeam", {"1": 1})):
        told(ask(wood, name, "post", f"{where}/vote", {"marks": marks}))
    found = told(ask(wood, "ash", "post", f"{where}/close", {}))
    assert found["votes"] == []
    assert not Vote.objects.exists()
    kept = Entry.objects.filter(verb="decisions.cast_vote")
    assert {one.detail.get("how") for one in kept} == {None}


def test_a_secret_vote_of_which_no_answer_came_is_sent_again(wood):
    for name in ("alder", "hornbeam"):
        another_member(wood, name)
    where = opened(wood, secret=True)
    code = told(ask(wood, "birch", "get", f"{where}/vote"))["new_receipt"]
    vote = {"marks": {"1": 1}, "receipt": code}
    told(ask(wood, "birch", "post", f"{where}/vote", vote))
    again = told(ask(wood, "birch", "post", f"{where}/vote", vote))
    assert (again["again"], again["receipt"]) == (True, code)
    assert told(ask(wood, "birch", "get", f"{where}/vote"))["new_receipt"] == ""
    assert told(ask(wood, "birch", "get", f"{opened(wood)}/vote"))["new_receipt"] == ""


def test_a_voter_proposes_and_those_who_run_the_cluster_open(wood):
    where = drafted(wood, "birch")
    assert ask(wood, "cedar", "get", where).status_code == 404, "it is still being written"
    assert ask(wood, "birch", "post", f"{where}/open", {}).status_code == 403
    unsaid = told(ask(wood, "ash", "post", f"{where}/open", {}), 422)["error"]
    assert "closes_on" in unsaid["fields"]
    told(ask(wood, "ash", "post", f"{where}/open", {"closes_at": closes()}))
    back = told(ask(wood, "ash", "post", f"{where}/withdraw", {"why": "Not now"}))
    assert back["state"] == "withdrawn"
    assert not Decision.objects.exists()


def test_a_ballot_is_announced_and_cannot_open_before(wood):
    where = drafted(wood)
    opens = timezone.now() + timedelta(days=3)
    body = {"opens_at": opens.isoformat(), "closes_at": closes()}
    assert told(ask(wood, "ash", "post", f"{where}/announce", body))["state"] == "announced"
    assert ask(wood, "ash", "post", f"{where}/open", {}).status_code == 409


def test_a_ballot_that_cannot_be_is_refused_by_field(wood):
    path = f"clusters/{wood.cluster.pk}/ballots"
    stranger = wood.organisations["sorrel"].pk
    for body, field in (
        ({"title": "Who?", "way": "by_magic"}, "way"),
        ({"title": "See https://spam.example", "way": "motion"}, "title"),
        (
            {"title": "Who?", "way": "election", "options": [{"organisation_id": stranger}]},
            "options.0.organisation_id",
        ),
        ({"title": "Who?", "way": "consent", "secret": True}, "secret"),
        ({"title": "Who?", "way": "score", "settings": {"top_mark": 99}}, "settings.top_mark"),
    ):
        error = told(ask(wood, "ash", "post", path, body), 422)["error"]
        assert field in error["fields"], error
    assert not Ballot.objects.exists()


def test_an_id_that_nothing_can_have_is_refused_in_words(wood):
    """No database could keep it: it is an answer all the same, not a fault of the site."""
    where, much = opened(wood), 10**30
    told(ask(wood, "birch", "get", f"{where}/vote?organisation_id={much}"), 422)
    for path in ("vote", "vote/take-back"):
        told(ask(wood, "birch", "post", f"{where}/{path}", {"organisation_id": much}), 422)
