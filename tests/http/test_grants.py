"""A grant applied for, approved, released by two people, reported on and closed by programs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from spinney.money.actions.grant_changes import ask_grant_change
from spinney.money.actions.grant_decisions import approve_grant, ask_about_grant, decline_grant
from spinney.money.actions.grants import apply_for_grant
from spinney.money.bridge.schemes import ConditionText
from spinney.money.models import Entry, Grant, Instalment
from spinney.money.policies.grants import ChangeText
from tests.http.asking import ask, statuses, told
from tests.money.granting import NOW, RULES, drafted, rules_set, sign_ground_rules, spend

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=30)
READS = (200, 200, 200, 403, 404, 404, 404, 404, 401)
RUNS = (200, 200, 403, 403, 404, 404, 404, 404, 401)
FUNDS = (200, 403, 403, 403, 404, 404, 404, 404, 401)
SPEAKS = (403, 200, 403, 403, 404, 404, 404, 404, 401)


def but(row, *, yes):
    """The same with another answer for those who may."""
    return tuple(yes if one == 200 else one for one in row)


AT = "clusters/{cluster}/grants"
PART = AT + "/{grant}/instalments/{part}"
#                                  rowan ash birch cedar hazel elm willow sorrel nobody
MATRIX = {
    ("get", AT): READS,
    ("get", AT + "/{grant}"): READS,
    ("post", AT): but(RUNS, yes=201),
    ("patch", AT + "/{draft}"): RUNS,
    ("post", AT + "/{draft}/apply"): RUNS,
    ("post", AT + "/{applied}/withdraw"): RUNS,
    ("post", AT + "/{declined}/take-up"): RUNS,
    ("post", AT + "/{applied}/questions"): but(FUNDS, yes=201),
    ("post", AT + "/{applied}/questions/{question}/answer"): SPEAKS,
    ("post", AT + "/{applied}/send-back"): FUNDS,
    ("post", AT + "/{applied}/approve"): FUNDS,
    ("post", AT + "/{applied}/decline"): FUNDS,
    ("put", PART): FUNDS,
    ("post", PART + "/conditions/{condition}/met"): FUNDS,
    ("post", PART + "/ask"): RUNS,
    ("post", PART + "/stop"): but(RUNS, yes=409),
    ("post", PART + "/release"): but(FUNDS, yes=409),  # nobody asked for it
    ("post", PART + "/unrelease"): but(FUNDS, yes=409),
    ("post", PART + "/received"): but(SPEAKS, yes=409),
    ("post", PART + "/unreceived"): but(SPEAKS, yes=409),
    ("get", AT + "/{grant}/reports"): READS,
    ("post", AT + "/{grant}/reports"): but(FUNDS, yes=201),
    ("post", AT + "/{grant}/reports/{number}/send"): SPEAKS,
    ("post", AT + "/{grant}/reports/{number}/answer"): but(FUNDS, yes=409),
    ("get", AT + "/{grant}/changes"): READS,
    ("post", AT + "/{grant}/changes"): but(SPEAKS, yes=201),
    ("post", AT + "/{grant}/changes/{number}/withdraw"): SPEAKS,
    ("post", AT + "/{grant}/changes/{number}/answer"): FUNDS,
    ("get", AT + "/{grant}/statement"): READS,
    ("post", AT + "/{grant}/statement/sign"): SPEAKS,
    ("post", AT + "/{grant}/close"): but(FUNDS, yes=409),
}
WHY = {"why": "It was a mistake."}
BODIES = {
    AT: {"title": "Sharing what we have", "asked_pence": 200_000},
    AT + "/{draft}": {"title": "Sharing more"},
    AT + "/{applied}/questions": {"question": "Who trains you?"},
    AT + "/{applied}/questions/{question}/answer": {"answer": "A trainer from Leeds."},
    AT + "/{applied}/send-back": {"reasons": "Say who trains you."},
    AT + "/{applied}/approve": {"awarded_pence": 200_000},
    AT + "/{applied}/decline": {"reasons": "Not this year."},
    PART: {"amount_pence": 500_000, "why": "It is theirs."},
    PART + "/conditions/{condition}/met": {"met_on": TODAY, "shown_by": "Seen."},
    PART + "/unrelease": WHY,
    PART + "/received": {"received_on": TODAY},
    PART + "/unreceived": WHY,
    AT + "/{grant}/reports": {"title": "At the end", "due_on": SOON},
    AT + "/{grant}/reports/{number}/send": {"words": "We trained 40 people."},
    AT + "/{grant}/reports/{number}/answer": {"accepted": True},
    AT + "/{grant}/changes": {"kind": "timetable", "reason": "Ill.", "ends_on": SOON},
    AT + "/{grant}/changes/{number}/answer": {"agreed": True},
    AT + "/{grant}/statement/sign": {"sure": True},
    AT + "/{grant}/close": {"sure": True},
}
WORDS = ConditionText("words", "", "Seen by us")


@pytest.fixture
def ids(wood):
    """A grant in each state, the approved one with two instalments whose conditions are met."""
    rules_set(wood, (60, (RULES, WORDS)), (40, (RULES, ConditionText("report", "1"))))
    sign_ground_rules(wood)
    by, now = wood.ash, timezone.now()
    made = {
        name: drafted(wood, asked_pence=pence)
        for name, pence in (("grant", 1_000_000), ("applied", 200_000), ("declined", 100_000))
    }
    sent = {name: apply_for_grant(grant=one, by=by, now=NOW) for name, one in made.items()}
    approve_grant(grant=sent["grant"], awarded_pence=1_000_000, by=wood.rowan, now=NOW)
    decline_grant(grant=sent["declined"], reasons="No.", by=wood.rowan, now=NOW)
    asked = ask_about_grant(grant=sent["applied"], question="Who?", by=wood.rowan, now=NOW)
    grant = Grant.objects.get(pk=made["grant"].pk)
    text = ChangeText("timetable", "A trainer is ill.", ends_on=SOON)
    ask_grant_change(grant=grant, text=text, by=by, now=now)
    condition = grant.instalments.get(number=1).conditions.get(kind="words")
    condition.met_on, condition.shown_by = TODAY, "A letter"
    condition.save()
    made["draft"] = drafted(wood, asked_pence=100_000)
    more = {"question": asked.pk, "condition": condition.pk, "cluster": wood.cluster.pk}
    more |= {"part": 1, "number": 1}
    return {name: one.pk for name, one in made.items()} | more


@pytest.mark.parametrize(("method", "path"), MATRIX, ids=lambda v: v)
def test_access(wood, ids, method, path):
    body = BODIES.get(path) if method != "get" else None
    assert statuses(wood, method, path.format(**ids), body) == MATRIX[(method, path)]


def test_the_cluster_next_door_cannot_be_reached_by_what_is_in_ours(wood, ids):
    wood_beside = ids | {"cluster": wood.next_door.pk}
    for method, path in MATRIX:
        if path.count("{") > 1:
            body = BODIES.get(path) if method != "get" else None
            status = ask(wood, "willow", method, path.format(**wood_beside), body).status_code
            # Who manages a programme is asked before the grant: there is none next door.
            assert status in (403, 404), path
    assert Instalment.objects.filter(state="planned").count() == 2


def test_a_grant_goes_its_way(wood):
    """Applied for by one, approved by another, released by two, spent, reported on, closed."""
    rules_set(wood, (60, (RULES,)), (40, (ConditionText("report", "1"),)))
    at = f"clusters/{wood.cluster.pk}/grants"
    body = {"title": "Sharing", "asked_pence": 1_000_000}
    holder = {"holder_id": wood.organisations["birch"].pk}
    made = told(ask(wood, "ash", "post", at, body | holder), 201)
    one = f"{at}/{made['id']}"
    assert "apply_for_grant" in made["can"]
    assert told(ask(wood, "ash", "post", f"{one}/apply"))["state"] == "applied"
    told(ask(wood, "ash", "post", f"{one}/approve", {"awarded_pence": 1}), 403)
    more = told(ask(wood, "rowan", "post", f"{one}/approve", {"awarded_pence": 1_000_001}), 422)
    assert "awarded_pence" in more["error"]["fields"]
    approved = told(ask(wood, "rowan", "post", f"{one}/approve", {"awarded_pence": 1_000_000}))
    assert [part["amount_pence"] for part in approved["instalments"]] == [600_000, 400_000]
    assert approved["released_pence"] == 0

    early = told(ask(wood, "rowan", "post", f"{one}/instalments/1/release"), 409)
    (reason,) = approved["instalments"][0]["reasons"]
    assert reason in early["error"]["message"]
    assert not Entry.objects.exists()
    sign_ground_rules(wood)
    told(ask(wood, "ash", "post", f"{one}/instalments/1/ask"))
    released = told(ask(wood, "rowan", "post", f"{one}/instalments/1/release"))
    assert released["released_pence"] == 600_000
    again = told(ask(wood, "rowan", "post", f"{one}/instalments/1/release"), 409)
    assert "released already" in again["error"]["message"]
    came = told(ask(wood, "ash", "post", f"{one}/instalments/1/received", {"received_on": TODAY}))
    assert came["instalments"][0]["state"] == "received"
    spend(wood, Grant.objects.get(pk=made["id"]), 600_000)

    waits = told(ask(wood, "ash", "post", f"{one}/instalments/2/ask"), 409)
    assert "Report 1 is not accepted." in waits["error"]["message"]
    words = {"words": "We trained 40 people."}
    sent = told(ask(wood, "ash", "post", f"{one}/reports/1/send", words))
    assert (sent["state"], sent["spent_pence"]) == ("sent", 600_000)
    told(ask(wood, "rowan", "post", f"{one}/reports/1/answer", {"accepted": True}))
    told(ask(wood, "ash", "post", f"{one}/instalments/2/ask"))
    told(ask(wood, "rowan", "post", f"{one}/instalments/2/release"))
    told(ask(wood, "ash", "post", f"{one}/instalments/2/received", {"received_on": TODAY}))
    stands = told(ask(wood, "birch", "get", f"{one}/statement"))
    sums = [stands[f"{name}_pence"] for name in ("awarded", "received", "spent", "left")]
    assert sums == [1_000_000, 1_000_000, 600_000, 400_000]
    told(ask(wood, "ash", "post", f"{one}/statement/sign", {}))
    closed = told(ask(wood, "rowan", "post", f"{one}/close", {}))
    assert closed["state"] == "closed"


def test_the_end_is_asked_about_while_something_is_open(wood, ids):
    grant = f"clusters/{ids['cluster']}/grants/{ids['grant']}"
    for name, path in (("ash", "statement/sign"), ("rowan", "close")):
        refused = told(ask(wood, name, "post", f"{grant}/{path}", {}), 422)
        assert "sure" in refused["error"]["fields"]


def test_two_people_release_the_same_instalment_once(wood, ids):
    """The second is told; whoever asked for a release does not release it."""
    part = f"clusters/{ids['cluster']}/grants/{ids['grant']}/instalments/1"
    told(ask(wood, "rowan", "post", f"{part}/ask"))
    own = told(ask(wood, "rowan", "post", f"{part}/release"), 409)
    assert "somebody else" in own["error"]["message"]
    told(ask(wood, "rowan", "post", f"{part}/stop"))
    told(ask(wood, "ash", "post", f"{part}/ask"))
    told(ask(wood, "ash", "post", f"{part}/release"), 403)
    assert [ask(wood, "rowan", "post", f"{part}/release").status_code for _ in range(2)] == [
        200,
        409,
    ]
    assert Entry.objects.filter(cluster=wood.cluster).count() == 1


def test_to_ask_less_needs_a_reason(wood, ids):
    part = f"clusters/{ids['cluster']}/grants/{ids['grant']}/instalments/1"
    refused = told(ask(wood, "rowan", "put", part, {"amount_pence": 600_000}), 422)
    assert "why" in refused["error"]["fields"]
    body = {"amount_pence": 600_000, "why": "They are known to us."}
    planned = told(ask(wood, "rowan", "put", part, body))["instalments"][0]
    assert (planned["conditions"], planned["needs_second"]) == ([], True)
    told(ask(wood, "rowan", "put", part, body | {"read": 1}), 409)


def test_only_a_condition_in_words_is_noted(wood, ids):
    grant = f"clusters/{ids['cluster']}/grants/{ids['grant']}"
    rows = told(ask(wood, "rowan", "get", grant))["instalments"][0]["conditions"]
    assert [one["id"] for one in rows] == [None, ids["condition"]]
    other = Instalment.objects.get(grant=ids["grant"], number=1).conditions.get(kind="agreement")
    met = {"met_on": TODAY, "shown_by": "A letter"}
    path = f"{grant}/instalments/1/conditions"
    told(ask(wood, "rowan", "post", f"{path}/{other.pk}/met", met), 409)
    told(ask(wood, "rowan", "post", f"{path}/0/met", met), 404)


def test_a_question_is_answered_once(wood, ids):
    at = f"clusters/{ids['cluster']}/grants/{ids['applied']}/questions/{ids['question']}/answer"
    told(ask(wood, "ash", "post", at, {"answer": " "}), 422)
    assert told(ask(wood, "ash", "post", at, {"answer": "We."}))["answer"] == "We."
    told(ask(wood, "ash", "post", at, {"answer": "You."}), 409)


def test_a_change_that_is_agreed_holds(wood, ids):
    grant = f"clusters/{ids['cluster']}/grants/{ids['grant']}"
    told(ask(wood, "rowan", "post", f"{grant}/changes/1/answer", {"agreed": False}), 422)
    told(ask(wood, "rowan", "post", f"{grant}/changes/1/answer", {"agreed": True}))
    assert told(ask(wood, "birch", "get", grant))["ends_on"] == str(SOON)
    parts = {"kind": "instalments", "reason": "Later.", "instalments": [{"number": 2}]}
    told(ask(wood, "ash", "post", f"{grant}/changes", parts), 422)
    parts["instalments"] = [{"number": 2, "due_on": SOON}]
    told(ask(wood, "ash", "post", f"{grant}/changes", parts), 201)
    told(ask(wood, "ash", "post", f"{grant}/changes", {"kind": "budget", "reason": "More.",
        "budget": 3}), 404)  # fmt: skip
    assert told(ask(wood, "birch", "get", f"{grant}/changes"))["count"] == 2


def test_an_application_is_changed_by_what_was_sent(wood, ids):
    one = f"clusters/{ids['cluster']}/grants/{ids['draft']}"
    changed = told(ask(wood, "ash", "patch", one, {"asked_pence": 90_000, "ends_on": SOON}))
    assert (changed["title"], changed["asked_pence"]) == ("Working together", 90_000)
    told(ask(wood, "ash", "patch", one, {"title": "Other", "read": 1}), 409)
    no_holder = told(ask(wood, "ash", "patch", one, {"holder_id": 9_999}), 422)
    assert "holder" in no_holder["error"]["fields"]
    told(ask(wood, "ash", "patch", one, {"holder_id": None}))
    told(ask(wood, "ash", "post", f"{one}/apply"), 409)
