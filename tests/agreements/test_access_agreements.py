"""Who may knock at which door of agreements: listed, opened, read, thrown away, copied."""

from datetime import date

import pytest
from django.urls import reverse

from spinney.agreements.actions.agreements import discard_agreement
from spinney.agreements.actions.comments import add_comment
from spinney.agreements.models import Approval, Version
from spinney.agreements.states import AgreementState, SpeaksFor
from spinney.base.kernel.errors import NotFound
from tests.access import answers, client_of
from tests.agreements.making import NOON, an_agreement, another_member
from tests.agreements.writing import a_draft, a_members_draft, address

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
RUNS = lambda ok: (ok, ok, 403, 403, 404, 404, 404, 404, 401)  # noqa: E731
SEES = lambda ok: (ok, ok, ok, 404, 404, 404, 404, 404, 401)  # noqa: E731
MATRIX = {
    ("agreements", "get"): (200, 200, 200, 200, 404, 404, 404, 404, 401),
    ("agreement", "get"): SEES(200),
    ("read-agreement", "get"): SEES(200),
    ("discard-agreement", "get"): RUNS(200),
    ("copy-agreement", "get"): RUNS(200),
}


@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_access(wood, name, method):
    """An agreement of the whole cluster, with a member and a supporter that is no party."""
    draft = a_draft(wood)
    args = [wood.cluster.pk] if name == "agreements" else [wood.cluster.pk, draft.agreement_id]
    assert answers(wood, method, reverse(f"agreements:{name}", args=args)) == MATRIX[name, method]


def test_bringing_back(wood):
    draft = a_draft(wood)
    discard_agreement(version=draft, by=wood.ash, now=NOON)
    url = address(draft.agreement, "restore_agreement", 1)
    # The first who may brings it back; then there is nothing more to bring back. To members, what
    # was thrown away is not there.
    found = answers(wood, "post", url)
    assert found == (409, 409, 404, 403, 404, 404, 404, 404, 401)  # thrown away long ago


def test_what_only_some_make_is_seen_by_them_and_by_those_who_run_the_cluster(wood):
    draft = a_members_draft(wood)
    another_member(wood, "oak")
    url = address(draft.agreement, "agreement")
    assert client_of(wood, "birch").get(url).status_code == 200
    assert client_of(wood, "alder").get(url).status_code == 200
    assert client_of(wood, "ash").get(url).status_code == 200
    assert client_of(wood, "oak").get(url).status_code == 404
    listed = reverse("agreements:agreements", args=[wood.cluster.pk])
    assert "Sharing a van" not in client_of(wood, "oak").get(listed).content.decode()
    assert "Sharing a van" in client_of(wood, "alder").get(listed).content.decode()
    page = client_of(wood, "oak").get(reverse("clusters:cluster", args=[wood.cluster.pk]))
    assert "Sharing a van" not in page.content.decode()


def test_a_supporter_opens_what_it_is_a_party_of(wood):
    mine = an_agreement(wood, ["birch", "cedar"], speaks_for=SpeaksFor.PARTIES)
    assert client_of(wood, "cedar").get(address(mine, "agreement")).status_code == 200
    assert client_of(wood, "cedar").get(address(mine, "read_agreement")).status_code == 200


def test_whoever_left_reads_what_it_signed_and_nothing_later(wood):
    another_member(wood, "alder")
    ours = an_agreement(wood, ["birch", "alder"], speaks_for=SpeaksFor.PARTIES)
    first = ours.versions.get()
    ours.parties.filter(organisation=wood.organisations["alder"]).update(left_on=date(2026, 3, 1))
    later = {**first.content, "title": "A secret name"}
    Version.objects.create(agreement=ours, number=2, content=later, made_at=NOON, made_by="x")
    left, stays = client_of(wood, "alder"), client_of(wood, "birch")
    page = stays.get(address(ours, "read_agreement")).content.decode()
    assert "A secret name" in page
    for verb in ("agreement", "read_agreement"):
        seen = left.get(address(ours, verb), {"version": "2"})
        assert seen.status_code == 200
        assert "A secret name" not in seen.content.decode()
        assert "being written" not in seen.content.decode()
    for verb, more, status in (
        ("download_pdf", (1,), 200), ("download_pdf", (2,), 404), ("review", (), 404),
    ):  # fmt: skip
        assert left.get(address(ours, verb, *more)).status_code == status, (verb, more)
    assert stays.get(address(ours, "review")).status_code == 200
    first.delete()
    assert left.get(address(ours, "read_agreement")).status_code == 404


def test_whoever_left_neither_compares_nor_answers_what_came_later(wood):
    another_member(wood, "alder")
    ours = an_agreement(wood, ["birch", "alder"], speaks_for=SpeaksFor.PARTIES)
    first = ours.versions.get()
    ours.parties.filter(organisation=wood.organisations["alder"]).update(left_on=date(2026, 3, 1))
    second = Version.objects.create(
        agreement=ours, number=2, content={**first.content, "title": "A secret name"},
        state="agreed", text=first.text, digest=first.digest, what_changed="Secret reasons",
        in_force_from=date(2026, 3, 5), made_at=NOON, made_by="x",
    )  # fmt: skip
    asked = Approval.objects.create(
        about=second, state="agreed", rule={}, opened_at=NOON, opened_by="x",
        closes_on=date(2026, 3, 4), digest="", decided_elsewhere="A secret meeting",
    )  # fmt: skip
    left, stays = client_of(wood, "alder"), client_of(wood, "birch")
    clauses = [one | {"text": "Secret words"} for one in first.content["clauses"]]
    Version.objects.create(
        agreement=ours, number=3, content=first.content | {"clauses": clauses}, made_at=NOON,
        made_by="x",
    )  # fmt: skip
    pair = {"before": "1", "after": "3"}
    for verb, more, query in (
        ("differences", (), pair), ("versions", (), {}), ("approval", (asked.pk,), {})
    ):  # fmt: skip
        url = address(ours, verb, *more)
        assert "ecret" in stays.get(url, query).content.decode(), verb
        assert "ecret" not in left.get(url, query).content.decode()
    with pytest.raises(NotFound):
        add_comment(version=second, text="Why?", by=wood.actor("alder"), now=NOON)


def test_an_address_of_another_cluster_leads_nowhere(wood):
    draft = a_draft(wood)
    url = reverse("agreements:agreement", args=[wood.next_door.pk, draft.agreement_id])
    assert client_of(wood, "willow").get(url).status_code == 404


def test_few_queries(wood, django_assert_max_num_queries):
    for name in ("alder", "oak", "elder"):
        another_member(wood, name)
    for number in range(6):
        an_agreement(wood, ["birch", "alder", "oak", "elder"], title=f"Agreement {number}")
        an_agreement(wood, ["birch", "alder"], state=AgreementState.SIGNING, title=f"Out {number}")
    draft = a_draft(wood, ("birch", "alder", "oak"))
    client = client_of(wood, "ash")
    listed = reverse("agreements:agreements", args=[wood.cluster.pk])
    for url, most in (
        (listed, 18),
        (address(draft.agreement, "agreement"), 45),
        (address(draft.agreement, "read_agreement"), 20),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(url).status_code == 200
