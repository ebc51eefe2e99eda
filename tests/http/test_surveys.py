"""Surveys over the API: made, asked, answered and told with the same promises as on the pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from spinney.diagnostics.actions.texts import clear_text
from spinney.diagnostics.bridge.findings import findings_of
from spinney.diagnostics.models import Answer, Asked, Survey, Version
from spinney.diagnostics.queries.texts import words_in
from tests.agreements.making import another_member
from tests.diagnostics.findings import answered_survey, publish
from tests.http.asking import ask, statuses, told

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SURVEY = "clusters/{cluster}/surveys/{survey}"
RUN = (200, 200, 403, 403, 404, 404, 404, 404, 401)
READS = (200, 200, 200, 403, 404, 404, 404, 404, 401)
OWN = (403, 403, 200, 403, 404, 404, 404, 404, 401)
#                              rowan ash birch cedar hazel elm willow sorrel nobody
MATRIX = {
    ("get", "clusters/{cluster}/instruments"): RUN,
    ("get", "clusters/{cluster}/surveys"): (200, 200, 200, 200, 404, 404, 404, 404, 401),
    ("post", "clusters/{cluster}/surveys"): (201, 201, 403, 403, 404, 404, 404, 404, 401),
    ("get", SURVEY): READS,
    ("get", f"{SURVEY}/asked"): RUN,
    ("post", f"{SURVEY}/asked"): RUN,
    ("post", f"{SURVEY}/open"): (409, 409, 403, 403, 404, 404, 404, 404, 401),
    ("post", f"{SURVEY}/remind"): (409, 409, 403, 403, 404, 404, 404, 404, 401),
    ("post", f"{SURVEY}/close"): RUN,
    ("get", f"{SURVEY}/answers"): OWN,
    ("put", f"{SURVEY}/answers"): OWN,
    ("get", f"{SURVEY}/answers/others-see"): OWN,
    ("post", f"{SURVEY}/answers/send"): (403, 403, 409, 403, 404, 404, 404, 404, 401),
    ("post", f"{SURVEY}/answers/take-back"): (403, 403, 409, 403, 404, 404, 404, 404, 401),
    ("post", f"{SURVEY}/answers/decline"): OWN,
    ("get", f"{SURVEY}/results"): (404, 404, 404, 403, 404, 404, 404, 404, 401),
    ("get", f"{SURVEY}/results/preview"): (403, 200, 403, 403, 404, 404, 404, 404, 401),
    ("post", f"{SURVEY}/results"): (403, 409, 403, 403, 404, 404, 404, 404, 401),
    ("get", f"{SURVEY}/named-results"): (403, 200, 403, 403, 404, 404, 404, 404, 401),
}
HOPES = {"hope": "That we lose less time.", "fear": "That nobody has the time."}
SOON = timezone.localdate() + timedelta(days=14)


def asks(key: str = "hopes_and_fears") -> int:
    return int(Version.objects.get(instrument__key=key, state="published").pk)


def made(wood, **more):
    body = {"asks": asks(), "title": "What we hope for", "closes_on": SOON, **more}
    where = f"clusters/{wood.cluster.pk}/surveys"
    return told(ask(wood, "ash", "post", where, body), 201)


def opened(wood, **more) -> str:
    """A survey of the cluster's members that is open; returns where it is."""
    where = f"clusters/{wood.cluster.pk}/surveys/{made(wood, **more)['id']}"
    told(ask(wood, "ash", "post", f"{where}/asked", {"members": True}))
    assert told(ask(wood, "ash", "post", f"{where}/open", {}))["state"] == "open"
    return where


def sent(wood, who, where, **more):
    """Somebody answers and sends, having looked at what the others will see."""
    told(ask(wood, who, "put", f"{where}/answers", {"answers": HOPES}))
    seen = told(ask(wood, who, "get", f"{where}/answers/others-see"))["seen"]
    return ask(wood, who, "post", f"{where}/answers/send", {"seen": seen, **more})


@pytest.mark.parametrize(("method", "path"), MATRIX, ids=lambda v: v)
def test_access(wood, method, path):
    survey = int(opened(wood).rpartition("/")[2])
    told(
        ask(wood, "birch", "put", SURVEY.format(cluster=wood.cluster.pk, survey=survey)
            + "/answers", {"answers": HOPES})
    )  # fmt: skip
    bodies = {
        "clusters/{cluster}/surveys": {"asks": asks(), "title": "Once more", "closes_on": SOON},
        f"{SURVEY}/asked": {
            "organisations": [{"organisation_name": "Moss Lane", "email": "moss@example.org"}]
        },
        f"{SURVEY}/answers": {"answers": HOPES},
        f"{SURVEY}/answers/send": {"seen": "another"},
        f"{SURVEY}/answers/decline": {"why": "No time"},
        f"{SURVEY}/results": {"seen": "another"},
    }
    at = path.format(cluster=wood.cluster.pk, survey=survey)
    assert statuses(wood, method, at, bodies.get(path, {})) == MATRIX[(method, path)]


def test_from_making_to_answers_with_names(wood):
    where = opened(wood)
    sheet = told(ask(wood, "birch", "get", f"{where}/answers"))
    assert {"hope", "fear"} <= set(sheet["in_the_way"])
    assert told(sent(wood, "birch", where))["state"] == "sent"
    (row,) = told(ask(wood, "ash", "get", f"{where}/asked"))["items"]
    assert (row["organisation_name"], row["state"]) == ("Birch House", "sent")
    (row,) = told(ask(wood, "rowan", "get", f"{where}/asked"))["items"]
    assert row["state"] == "asked", "who has answered is the facilitator's to know"
    assert told(ask(wood, "ash", "post", f"{where}/close", {}))["sent"] == 1
    named = told(ask(wood, "ash", "get", f"{where}/named-results"))
    assert named["organisations"] == ["Birch House"]
    assert HOPES["hope"] in {one["answer"] for one in named["answers"]}
    late = ask(wood, "birch", "put", f"{where}/answers", {"answers": {"hope": "More"}})
    assert late.status_code == 409
    assert "closed" in late.json()["error"]["message"]


def test_answers_are_saved_all_or_none_and_each_fault_is_named(wood):
    where = opened(wood)
    body = {"answers": HOPES | {"keen": "9", "unheard_of": "x", "fear": 7}}
    wrong = told(ask(wood, "birch", "put", f"{where}/answers", body), 422)["error"]["fields"]
    assert {"unheard_of", "fear"} <= set(wrong)
    assert not Answer.objects.exists()


def test_what_is_not_asked_given_the_other_answers_is_refused(wood):
    where = opened(wood, asks=asks("follow_up_survey"))
    sheet = told(ask(wood, "birch", "get", f"{where}/answers"))
    keys = [one["key"] for one in sheet["questions"]]
    assert "comes" in keys
    saved = told(ask(wood, "birch", "put", f"{where}/answers", {"answers": {"comes": "yes"}}))
    (one,) = [q for q in saved["questions"] if q["key"] == "comes"]
    assert one["answer"] == "yes"
    taken = told(ask(wood, "birch", "put", f"{where}/answers", {"answers": {"comes": None}}))
    (one,) = [q for q in taken["questions"] if q["key"] == "comes"]
    assert one["answer"] is None


def test_nothing_is_sent_that_was_not_looked_at_as_it_is(wood):
    where = opened(wood)
    told(ask(wood, "birch", "put", f"{where}/answers", {"answers": HOPES}))
    seen = told(ask(wood, "birch", "get", f"{where}/answers/others-see"))
    assert {one["key"] for one in seen["answers"]} == set(HOPES)
    told(ask(wood, "birch", "put", f"{where}/answers", {"answers": {"fear": "Of change."}}))
    late = ask(wood, "birch", "post", f"{where}/answers/send", {"seen": seen["seen"]})
    assert late.status_code == 409
    assert Asked.objects.get().state == "started"


def test_who_is_named_to_the_group_agrees_to_it_first(wood):
    where = opened(wood, mode="group")
    refused = sent(wood, "birch", where)
    assert refused.status_code == 422
    assert "agrees" in refused.json()["error"]["fields"]
    assert told(sent(wood, "birch", where, agrees=True))["state"] == "sent"


def test_where_nobody_can_tell_who_said_what_nothing_comes_back(wood):
    for name in ("alder", "hornbeam"):
        another_member(wood, name)
    where = opened(wood, mode="detached")
    assert sent(wood, "birch", where).status_code == 204
    assert ask(wood, "birch", "get", f"{where}/answers").status_code == 409
    assert ask(wood, "ash", "get", f"{where}/named-results").status_code == 403
    assert told(ask(wood, "ash", "get", where))["sent"] is None
    states = {one["state"] for one in told(ask(wood, "ash", "get", f"{where}/asked"))["items"]}
    assert states == {"asked"}


def test_answers_are_taken_back_and_a_survey_is_declined(wood):
    where = opened(wood)
    told(sent(wood, "birch", where))
    assert told(ask(wood, "birch", "post", f"{where}/answers/take-back", {}))["state"] == "started"
    said = told(ask(wood, "birch", "post", f"{where}/answers/decline", {"why": "No time"}))
    assert said["state"] == "declined"


def test_a_member_reads_protected_figures_and_why_the_rest_is_withheld(wood):
    survey = answered_survey(wood)
    where = f"clusters/{wood.cluster.pk}/surveys/{survey.pk}"
    looked = told(ask(wood, "ash", "get", f"{where}/results/preview"))
    assert looked["in_the_way"] == ""
    late = ask(wood, "ash", "post", f"{where}/results", {"seen": "another"})
    assert late.status_code == 409
    told(ask(wood, "ash", "post", f"{where}/results", {"seen": looked["seen"]}), 201)
    found = told(ask(wood, "birch", "get", f"{where}/results"))
    assert found["figures"] == looked["figures"]
    shown = [one["shown"] for one in found["figures"]]
    assert any("2.3 to 3 on average" in one for one in shown)
    assert all(one["shown"] or one["why"] for one in found["figures"])
    assert "Hedge Group" not in str(found)
    assert ask(wood, "birch", "get", f"{where}/named-results").status_code == 403
    assert ask(wood, "birch", "get", f"{where}/results?number=9").status_code == 404


def test_whoever_publishes_has_looked_at_the_words_that_will_be_shown(wood):
    survey = answered_survey(wood)
    where = f"clusters/{wood.cluster.pk}/surveys/{survey.pk}/results"
    first, *others = words_in(findings_of(survey))
    before = told(ask(wood, "ash", "get", f"{where}/preview"))
    assert (before["words"], before["waiting"]) == ([], 1 + len(others))
    now = timezone.now()
    clear_text(survey=survey, token=first.token, shown="To meet more.", by=wood.ash, now=now)
    looked = told(ask(wood, "ash", "get", f"{where}/preview"))
    assert looked["words"] == [{"question": first.label, "answer": "To meet more."}]
    assert looked["waiting"] == len(others)
    assert looked["shown"] == []
    made = told(ask(wood, "ash", "post", where, {"seen": looked["seen"]}), 201)
    assert [one["words"] for one in made["words"]] == ["To meet more."]


def test_a_survey_that_was_published_is_read_by_its_number(wood):
    survey = answered_survey(wood)
    publish(survey, wood.ash)
    path = f"clusters/{wood.cluster.pk}/surveys/{survey.pk}/results?number=1"
    assert told(ask(wood, "birch", "get", path))["number"] == 1


def test_whom_to_ask_is_named_by_the_register_or_by_name(wood):
    where = f"clusters/{wood.cluster.pk}/surveys/{made(wood)['id']}/asked"
    one = {"email": "a@example.org"}
    for fault in (
        {},
        {"organisations": [one]},
        {"organisations": [one | {"organisation_id": 10**9}]},
        {"organisations": [one | {"organisation_id": 10**30}]},
        {"organisations": [one | {"organisation_name": "See http://spam.example"}]},
        {"organisations": [{"organisation_name": "Moss", "email": "moss"}]},
    ):
        assert ask(wood, "ash", "post", where, fault).status_code == 422, fault
    named = {"organisations": [one | {"organisation_id": wood.organisations["sorrel"].pk}]}
    assert told(ask(wood, "ash", "post", where, named)) == {"asked": 1, "known": 0}
    assert told(ask(wood, "ash", "post", where, named)) == {"asked": 0, "known": 1}


def test_a_survey_that_cannot_be_is_refused_in_words(wood):
    where = f"clusters/{wood.cluster.pk}/surveys"
    good = {"asks": asks(), "title": "Hopes", "closes_on": SOON}
    for change, field in (
        ({"asks": 10**9}, "asks"),
        ({"closes_on": "2020-01-01"}, "closes_on"),
        ({"minimum": 1}, "minimum"),
        ({"title": "See https://spam.example"}, "title"),
        ({"mode": "open"}, "mode"),
    ):
        error = told(ask(wood, "ash", "post", where, good | change), 422)["error"]
        assert field in error["fields"]
    assert not Survey.objects.exists()


def test_an_observer_learns_that_a_survey_is_there(wood):
    opened(wood)
    (one,) = told(ask(wood, "cedar", "get", f"clusters/{wood.cluster.pk}/surveys"))["items"]
    assert (one["title"], one["state"], one["mode"], one["asked"]) == (
        "What we hope for", "open", None, None,
    )  # fmt: skip
