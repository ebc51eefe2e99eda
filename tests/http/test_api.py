"""The JSON API does what its bearer's person may, in the token's scopes, and says what is wrong."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from spinney.base.access.models import AccessToken
from spinney.base.access.tokens import API_SCOPES
from spinney.clusters.actions.stages import move_stage
from spinney.clusters.models import Day, Invitation
from spinney.http.api import api
from tests.http.asking import ask, bearer, label, operations, statuses
from tests.personas import NOON

pytestmark = pytest.mark.django_db


#                              rowan ash birch cedar hazel elm willow sorrel nobody
MATRIX = {
    ("get", "organisations?q=birch"): (200,) * 8 + (401,),
    ("get", "organisations/{birch}"): (200,) * 8 + (401,),
    ("patch", "organisations/{birch}"): (403, 403, 200, 403, 200, 403, 403, 403, 401),
    ("get", "programmes"): (200,) * 8 + (401,),
    ("get", "programmes/{programme}/standing"): (200, 403, 403, 403, 404, 404, 404, 404, 401),
    ("get", "clusters"): (200,) * 8 + (401,),
    ("get", "clusters/{cluster}"): (200, 200, 200, 200, 404, 404, 404, 404, 401),
    ("get", "clusters/{cluster}/members"): (200, 200, 200, 200, 404, 404, 404, 404, 401),
    ("get", "clusters/{cluster}/timeline"): (200, 200, 200, 200, 404, 404, 404, 404, 401),
    ("post", "organisations"): (201,) * 8 + (401,),
    ("post", "clusters"): (201,) * 8 + (401,),
    ("post", "clusters/{cluster}/invitations"): (201, 201, 403, 403, 404, 404, 404, 404, 401),
    ("post", "clusters/{cluster}/days"): (201, 201, 403, 403, 404, 404, 404, 404, 401),
}
BODIES = {
    "organisations": {"name": "Moss Lane Cooks"},
    "clusters": {"name": "The Thicket"},
    "clusters/{cluster}/invitations": {
        "organisation_name": "Meadow Group",
        "email": "office@meadow.example.org",
        "tier": "core",
        "answer_by": timezone.localdate() + timedelta(days=30),
    },
    "organisations/{birch}": {"staff": 4},
    "clusters/{cluster}/days": {"worked_on": "2026-03-02", "days": "0.5", "what": "First visit"},
}


@pytest.mark.parametrize(("method", "path"), MATRIX, ids=lambda v: v)
def test_access(wood, method, path):
    ids = {
        "birch": wood.organisations["birch"].pk,
        "programme": wood.programme.pk,
        "cluster": wood.cluster.pk,
    }
    got = statuses(wood, method, path.format(**ids), BODIES.get(path))
    assert got == MATRIX[(method, path)]


def test_every_operation_stands_in_a_matrix():
    """MATRIX of this file and of the others beside it: who gets which answer, for each persona."""
    told: set[str] = set()
    for file in sorted(Path(__file__).parent.glob("test_*.py")):
        module = import_module(f"{__package__}.{file.stem}")
        told |= {label(method, path) for method, path in getattr(module, "MATRIX", ())}
    assert sorted(set(operations()) - told) == []


@pytest.mark.parametrize("scope", API_SCOPES)
def test_no_operation_opens_without_its_scope(wood, settings, scope):
    """Signed out 401, and 403 with a token that may do everything else."""
    settings.MOST_GUESSES = 0  # it asks without a token at every address
    headers = bearer(wood, "ash", *(one for one in API_SCOPES if one != scope))
    for (method, path), needed in operations().items():
        if needed == scope:
            where = f"/api/v1/{path.replace('{}', '1')}"
            send = getattr(Client(), method)
            assert send(where).status_code == 401, path
            refused = send(where, headers=headers)
            assert refused.status_code == 403, path
            assert scope in refused.json()["error"]["message"]


def test_a_cluster_is_read_with_its_stage(wood):
    move_stage(cluster=wood.cluster, leaving=None, by=wood.ash, now=NOON)
    told = ask(wood, "birch", "get", f"clusters/{wood.cluster.pk}").json()
    assert (told["name"], told["members"], told["stage"]) == ("The Spinney", 1, "Finding out")
    assert told["programme_name"] == "Growing Together"


def test_a_token_without_the_scope(wood):
    answer = ask(wood, "birch", "get", "clusters", None, "register:read")
    assert answer.status_code == 403
    assert "clusters:read" in answer.json()["error"]["message"]


def test_a_token_that_ended(wood):
    headers = bearer(wood, "birch")
    AccessToken.objects.update(expires_at=timezone.now())
    answer = Client().get("/api/v1/clusters", headers=headers)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_only_what_one_may_see_is_listed(wood):
    names = [c["name"] for c in ask(wood, "birch", "get", "clusters").json()["items"]]
    assert names == ["The Spinney"]


def test_what_does_not_fit_is_named(wood):
    body = {"worked_on": "yesterday", "days": "-1", "what": ""}
    answer = ask(wood, "ash", "post", f"clusters/{wood.cluster.pk}/days", body)
    assert answer.status_code == 422
    assert set(answer.json()["error"]["fields"]) == {"worked_on", "days", "what"}
    assert not Day.objects.exists()


@pytest.mark.parametrize(
    ("path", "field"),
    [("clusters", "place"), ("organisations", "name"), ("organisations", "summary")],
)
def test_a_character_that_cannot_be_kept_is_refused(wood, path, field):
    answer = ask(wood, "ash", "post", path, {"name": "Moss Lane", field: "Le\x00eds"})
    assert answer.status_code == 422
    assert "NUL" in answer.json()["error"]["fields"][field][0]


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("agreements/1/terms/leaving", '{"value": ' + "[" * 4000 + "]" * 4000 + "}", "value"),
        ("agreements/1/terms/leaving", '{"value": {"words": "\\ud800"}}', "value"),
        ("days", '{"worked_on": "0001-01-01", "days": "1", "what": "x"}', "worked_on"),
        ("reports", '{"title": "R", "first_day": "0001-01-01", "last_day": "2026-01-01"}',
         "first_day"),
        ("ballots", '{"title": "B", "way": "times", "options": [{"title": "Then",'
         ' "starts_at": "9999-12-31T23:59:59-14:00"}]}', "options.0.starts_at"),
    ],
)  # fmt: skip
def test_what_nothing_could_work_with_is_refused_by_field(wood, path, body, field):
    """Lists in lists without end, half a character, and days from which none can be reckoned."""
    where, headers = f"/api/v1/clusters/{wood.cluster.pk}/{path}", bearer(wood, "ash")
    send = Client().put if "terms" in path else Client().post
    answer = send(where, data=body, content_type="application/json", headers=headers)
    assert answer.status_code == 422, answer.content
    assert list(answer.json()["error"]["fields"]) == [field]


@pytest.mark.parametrize(
    ("method", "path", "body", "field", "words"),
    [
        ("post", "days", {"worked_on": 0, "days": "1", "what": "x"}, "worked_on", "a day like"),
        ("post", "days", {"worked_on": "86400", "days": "1", "what": "x"}, "worked_on", "a day li"),
        ("post", "risks", {"title": "T", "likelihood": True, "impact": 2}, "likelihood", "number"),
        ("post", "attendance-payments/approve", {"payments": [True]}, "payments", "a number"),
        ("post", "shared-costs", {"made_of": 5}, "made_of", "an object"),
        ("put", "purchases/1/marks", {"marks": ["x"]}, "marks.0", "an object"),
        ("patch", "risks/1", "the trainer leaves", "body", "an object"),
        ("patch", "risks/1", [1], "body", "an object"),
    ],
)
def test_what_would_be_taken_for_something_else_is_refused(
    wood, method, path, body, field, words
):  # fmt: skip
    """A number is no day, true is no number, and a text is no object: Python would have found a
    `title` of it.
    """
    answer = ask(wood, "ash", method, f"clusters/{wood.cluster.pk}/{path}", body)
    assert answer.status_code == 422, answer.content
    told = answer.json()["error"]["fields"][field][0]
    assert words in told
    assert told.startswith(("Send", "Write")), "in our own words"


def test_an_invitation_goes_out(wood):
    body = {
        "organisation_name": "Meadow Group",
        "email": "office@meadow.example.org",
        "tier": "core",
        "answer_by": str(timezone.localdate().replace(year=timezone.localdate().year + 1)),
    }
    path = f"clusters/{wood.cluster.pk}/invitations"
    answer = ask(wood, "ash", "post", path, body)
    assert answer.status_code == 201, answer.content
    assert Invitation.objects.get().tier == wood.tiers["core"]
    wrong = ask(wood, "ash", "post", path, body | {"tier": "gold"})
    assert "Core" in wrong.json()["error"]["fields"]["tier"][0]


def test_a_change_made_meanwhile_is_told(wood):
    path = f"organisations/{wood.organisations['birch'].pk}"
    assert ask(wood, "birch", "patch", path, {"staff": 4}).status_code == 200
    late = ask(wood, "birch", "patch", path, {"staff": 9, "read": {"staff": None}})
    assert late.status_code == 409
    assert ask(wood, "birch", "get", path).json()["staff"] == 4


def test_an_unregistered_group_is_welcome_once(wood):
    made = ask(wood, "ash", "post", "organisations", {"name": "Moss Lane Cooks"})
    assert made.status_code == 201
    assert made.json()["identifiers"] == []
    body = {"name": "Moss Lane Cooks CIO", "identifier": "GB-CHC-1096829"}
    assert ask(wood, "ash", "post", "organisations", body).status_code == 201
    assert ask(wood, "ash", "post", "organisations", body).status_code == 422


def test_every_operation_asks_for_a_token_of_a_scope():
    assert [where for where, scope in operations().items() if not scope] == []


def test_the_page_and_the_description_are_public():
    page = Client().get("/api/").content.decode()
    assert "Find organisations" in page
    assert "Needs <code>diagnostics:write</code>" in page
    assert "Takes a file" in page
    schema = Client().get("/api/v1/openapi.json").json()
    assert api.get_openapi_schema() is api.get_openapi_schema(), "worked out once"
    told = {
        label(verb, path.removeprefix("/api/v1/")): operation["x-scope"]
        for path, verbs in schema["paths"].items()
        for verb, operation in verbs.items()
    }
    assert told == operations(), "each says which scope it needs"
    assert schema["openapi"].startswith("3.")
    assert "/api/v1/organisations" in schema["paths"]


@pytest.mark.parametrize("method", ["get", "post", "delete"])
@pytest.mark.parametrize("path", ["nothing", "organisations/1/nothing/", ""])
def test_an_address_that_there_is_not_is_told_as_other_errors_are(db, method, path):
    response = getattr(Client(enforce_csrf_checks=True), method)(f"/api/v1/{path}")
    assert response.status_code == 404
    assert response["Content-Type"].startswith("application/json")
    told = {"message": "The API has no such address. /api/ describes it.", "fields": {}}
    assert response.json() == {"error": told}
