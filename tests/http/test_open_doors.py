"""Whoever asks too often where nobody signs in is told to wait, however many workers answer."""

from __future__ import annotations

import json

import pytest
from django.test import RequestFactory

from spinney.http import open_doors
from spinney.http.open_doors import Door, visitor_of
from tests.http.asking import bearer

pytestmark = pytest.mark.django_db
READ, RECONCILE = "/api/hsds/organizations", "/api/reconciliation/"
MINUTE = 1_800_000_000.0  # at the start of a minute


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """A clock that stands still until it is moved."""
    hands = [MINUTE + 15]
    monkeypatch.setattr(open_doors.time, "time", lambda: hands[0])
    return hands


def test_who_reads_too_often_is_told_when_to_come_again(client, settings, clock):
    settings.MOST_READ = 3
    assert [client.get(READ).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = client.get(READ)
    assert refused["Retry-After"] == "45"
    assert refused["Access-Control-Allow-Origin"] == "*"
    assert "45 seconds" in refused.json()["error"]["message"]
    assert client.get(READ, REMOTE_ADDR="203.0.113.9").status_code == 200
    assert client.get(RECONCILE).status_code == 200
    clock[0] += 45
    assert client.get(READ).status_code == 200


def test_a_batch_counts_by_its_names(client, settings):
    settings.MOST_RECONCILED = 10
    batch = {"queries": json.dumps({f"q{n}": {"query": f"Name {n}"} for n in range(5)})}
    assert [client.post(RECONCILE, batch).status_code for _ in range(3)] == [200, 200, 429]


def test_without_a_limit_nothing_is_counted(client, settings):
    settings.MOST_READ = 0
    assert [client.get(READ).status_code for _ in range(5)] == [200] * 5


@pytest.mark.parametrize(
    ("path", "wrong"),
    [("/do/not-a-secret/", 404), ("/api/v1/organisations", 401)],
)
def test_secrets_cannot_be_guessed_at_leisure(client, settings, path, wrong):
    settings.MOST_GUESSES = 2
    headers = {"Authorization": "Bearer spn_wrong"}
    found = [client.get(path, headers=headers).status_code for _ in range(3)]
    assert found == [wrong, wrong, 429]
    assert "Wait" in client.get(path).content.decode()


def test_what_is_not_there_is_no_guess_at_a_token(client, settings, wood):
    settings.MOST_GUESSES = 1
    headers = bearer(wood, "ash")
    asked = [client.get("/api/v1/organisations/0", headers=headers) for _ in range(3)]
    assert [answer.status_code for answer in asked] == [404] * 3


def test_right_answers_are_not_counted_as_guesses(client, settings):
    settings.MOST_GUESSES = 1
    assert [client.get("/api/v1/openapi.json").status_code for _ in range(3)] == [200] * 3


def test_workers_share_what_they_counted(settings, monkeypatch):
    settings.MOST_READ = 40
    one, other = (Door("/x/", "MOST_READ", lambda *_: 1) for _ in range(2))
    for worker, door in ((1, one), (2, other)):
        monkeypatch.setattr(open_doors.os, "getpid", lambda worker=worker: worker)
        for _ in range(20):
            door.add("192.0.2.1", 1, MINUTE)
    assert other.is_closed_to("192.0.2.1", MINUTE)
    assert not one.is_closed_to("192.0.2.1", MINUTE)
    monkeypatch.setattr(open_doors.os, "getpid", lambda: 1)
    one.add("192.0.2.1", 2, MINUTE)
    assert one.is_closed_to("192.0.2.1", MINUTE)
    assert not other.is_closed_to("192.0.2.2", MINUTE)


def test_most_requests_ask_the_database_nothing_extra(settings, django_assert_num_queries):
    settings.MOST_READ = 600
    door = Door("/y/", "MOST_READ", lambda *_: 1)
    with django_assert_num_queries(0):
        for _ in range(29):
            assert not door.is_closed_to("192.0.2.1", MINUTE)
            door.add("192.0.2.1", 1, MINUTE)


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "visitor"),
    [
        (0, "192.0.2.1", "198.51.100.7", "192.0.2.1"),
        (1, "127.0.0.1", "203.0.113.5, 198.51.100.7", "198.51.100.7"),
        (2, "127.0.0.1", "1.1.1.1, 203.0.113.5, 198.51.100.7", "203.0.113.5"),
        (2, "127.0.0.1", "198.51.100.7", "198.51.100.7"),
        (1, "192.0.2.1", "", "192.0.2.1"),
        (1, "127.0.0.1", "2001:db8:1:2:3::9", "2001:db8:1:2::"),
        (0, "::ffff:192.0.2.1", "", "192.0.2.1"),
        (0, "unix socket", "", "unix socket"),
    ],
)
def test_only_servers_of_ours_are_believed(settings, proxies, remote, forwarded, visitor):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote)
    assert visitor_of(request) == visitor
