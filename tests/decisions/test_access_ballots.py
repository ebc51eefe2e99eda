"""Who may knock at which door of ballots."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from spinney.decisions.models import Ballot, OptionFile
from spinney.diagnostics.models import Theme
from tests.access import answers, client_of
from tests.decisions.making import WEEK, a_ballot
from tests.decisions.writing import address
from tests.personas import Wood

pytestmark = pytest.mark.django_db

#      rowan ash birch cedar hazel elm willow sorrel nobody
OUT = (404, 404, 404, 404, 401)
SEEN = (200, 200, 200, 200, *OUT)
WRITERS = (200, 200, 200, 403, *OUT)
ITS_WRITERS = (200, 200, 404, 403, *OUT)  # a draft of others is nobody's to see
DOES = (302, 302, 404, 403, *OUT)
RUNS = (200, 200, 403, 403, *OUT)

LISTS = {
    "ballots": SEEN,
    "ballots-calendar": SEEN,
    "draft-ballot": WRITERS,
    "ballot-from-themes": WRITERS,
}
DRAFT = {
    "ballot": ("get", (200, 200, 404, 404, *OUT)),
    "edit-ballot": ("get", ITS_WRITERS),
    "preview-ballot": ("get", ITS_WRITERS),
    "copy-ballot": ("get", ITS_WRITERS),
    "add-option": ("get", ITS_WRITERS),
    "announce-ballot": ("get", RUNS),
    "open-ballot": ("get", RUNS),
    "discard-ballot": ("post", (302, 409, 404, 403, *OUT)),  # rowan threw it away before
    "restore-ballot": ("post", (409, 409, 404, 403, *OUT)),
}
ITS_OPTION = {
    "edit-option": ("get", ITS_WRITERS),
    "move-option": ("post", DOES),
    "remove-option": ("get", ITS_WRITERS),
    "add-option-file": ("get", ITS_WRITERS),
}
ITS_FILE = {
    "option-file": ("get", (200, 200, 404, 404, *OUT)),
    "remove-option-file": ("post", (302, 404, 404, 403, *OUT)),  # rowan took it away before
}
OPEN = {
    "ballot": ("get", SEEN),
    "copy-ballot": ("get", WRITERS),
    "edit-ballot": ("get", (409, 409, 403, 403, *OUT)),
    "extend-ballot": ("get", RUNS),
    "withdraw-ballot": ("get", RUNS),
    "renew-ballot": ("get", RUNS),
    "remind-voters": ("post", (302, 302, 403, 403, *OUT)),
    "open-ballot": ("get", (409, 409, 403, 403, *OUT)),
    "rewrite-ballot": ("post", (409, 409, 403, 403, *OUT)),
}


def a_full_draft(wood: Wood) -> tuple[Ballot, OptionFile]:
    ballot = a_ballot(wood, "approve", state="draft")
    file = OptionFile(option=ballot.options.get(number=1), name="q.pdf", added_at=timezone.now())
    file.file.save("q.pdf", ContentFile(b"%PDF-1"), save=True)
    return ballot, file


def an_open_one(wood: Wood, way: str = "approve") -> Ballot:
    now = timezone.now()
    return a_ballot(wood, way, opened_at=now - timedelta(hours=1), closes_at=now + WEEK)


@pytest.mark.parametrize("name", LISTS)
def test_lists(wood: Wood, name: str) -> None:
    Theme.objects.create(cluster=wood.cluster, title="HR", added_at=timezone.now())
    url = reverse(f"decisions:{name}", args=[wood.cluster.pk])
    assert answers(wood, "get", url) == LISTS[name]


@pytest.mark.parametrize("name", DRAFT)
def test_of_a_draft(wood: Wood, name: str) -> None:
    method, expected = DRAFT[name]
    assert answers(wood, method, address(a_full_draft(wood)[0], name)) == expected


@pytest.mark.parametrize("name", [*ITS_OPTION, *ITS_FILE])
def test_of_an_option_of_a_draft(wood: Wood, name: str) -> None:
    method, expected = (ITS_OPTION | ITS_FILE)[name]
    ballot, file = a_full_draft(wood)
    more = [file.option_id, *([file.pk] if name in ITS_FILE else [])]
    assert answers(wood, method, address(ballot, name, *more)) == expected


@pytest.mark.parametrize("name", OPEN)
def test_of_an_open_ballot(wood: Wood, name: str) -> None:
    method, expected = OPEN[name]
    assert answers(wood, method, address(an_open_one(wood), name)) == expected


def test_of_an_option_of_an_open_ballot(wood: Wood) -> None:
    ballot = an_open_one(wood)
    option = ballot.options.get(number=1)
    assert answers(wood, "get", address(ballot, "withdraw-option", option.pk)) == RUNS
    assert answers(wood, "get", address(ballot, "edit-option", option.pk))[:4] == (
        409, 409, 403, 403,
    )  # fmt: skip


def test_a_member_s_own_draft_is_hers_and_of_those_who_run_the_cluster(wood: Wood) -> None:
    ballot = a_ballot(wood, "approve", state="draft", made_by=wood.birch.label)
    assert answers(wood, "get", address(ballot, "edit-ballot")) == WRITERS
    assert answers(wood, "get", address(ballot, "open-ballot"))[:3] == (200, 200, 403)


def test_a_ballot_is_not_found_under_another_cluster(wood: Wood) -> None:
    ballot = an_open_one(wood)
    url = reverse("decisions:ballot", args=[wood.next_door.pk, ballot.pk])
    assert answers(wood, "get", url)[6:8] == (404, 404)


def test_pages_take_few_queries_however_long(wood: Wood, django_assert_max_num_queries) -> None:
    ballots = [an_open_one(wood, way) for way in ("approve", "motion", "score") * 4]
    client = client_of(wood, "birch")
    listed = reverse("decisions:ballots", args=[wood.cluster.pk])
    client.get(listed)
    with django_assert_max_num_queries(22):
        assert client.get(listed).content.decode().count("What shall we share first?") >= 12
    with django_assert_max_num_queries(26):
        client.get(address(ballots[0]))
