"""Who may knock at which door of what comes after signing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.agreements.actions.leaving import give_notice
from spinney.agreements.models import Duty
from spinney.agreements.states import SpeaksFor
from tests.access import answers, client_of
from tests.agreements.life import a_leaver, party_of
from tests.agreements.making import an_agreement, another_member

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 404, 404, 404, 404, 404, 401)
RUN_IT = (200, 200, 403, 403, 404, 404, 404, 404, 401)
MEMBERS_REFUSED = (200, 200, 403, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("versions", "get"): INSIDE,
    ("vary-agreement", "get"): MEMBERS_REFUSED,
    ("renew-agreement", "get"): MEMBERS_REFUSED,
    ("ask-to-end", "get"): MEMBERS_REFUSED,
    ("end-agreement", "get"): MEMBERS_REFUSED,
    ("undo-end", "post"): (409, 409, 403, 403, 404, 404, 404, 404, 401),  # nobody ended it
    ("joiners", "get"): RUN_IT,
    ("start-accession", "post"): (302, 409, 403, 403, 404, 404, 404, 404, 401),  # Ash: begun
    ("duties", "get"): (200, 200, 200, 200, 404, 404, 404, 404, 401),
    ("note-duty", "get"): MEMBERS_REFUSED,
    ("duty", "get"): INSIDE,
    ("edit-duty", "get"): MEMBERS_REFUSED,
    ("finish-duty", "get"): INSIDE,
    ("reopen-duty", "post"): (409, 409, 409, 404, 404, 404, 404, 404, 401),  # it is open
    ("drop-duty", "get"): MEMBERS_REFUSED,
    ("follow-duties", "get"): (200, 200, 200, 200, 404, 404, 404, 404, 401),
    ("stop-following-duties", "post"): (302, 302, 302, 302, 404, 404, 404, 404, 401),
    ("give-notice", "get"): INSIDE,
    ("leaving", "get"): INSIDE,
    ("take-back-notice", "post"): (302, 404, 404, 404, 404, 404, 404, 404, 401),  # Rowan did
    ("settle-duty", "get"): INSIDE,
    ("say-relations", "get"): INSIDE,
    ("start-exit-agreement", "post"): (302, 409, 403, 403, 404, 404, 404, 404, 401),
}
ABOUT_LEAVING = {
    "leaving", "take-back-notice", "settle-duty", "say-relations", "start-exit-agreement",
}  # fmt: skip
OF_CLUSTER = {"duties", "follow-duties", "stop-following-duties"}
OF_DUTY = {"duty", "edit-duty", "finish-duty", "reopen-duty", "drop-duty"}


@pytest.fixture
def agreement(wood):
    """Birch House and Maple House, in force; Elder House came later."""
    made = a_leaver(wood, terms={"accession": {"by_deed": True, "signs_for_us": "nobody"}})
    Duty.objects.create(
        agreement=made, kind="report", title="Report", organisation=wood.organisations["birch"],
        due_on=timezone.localdate() + timedelta(days=60),
    )  # fmt: skip
    another_member(wood, "elder")
    return made


def address(wood, name, agreement):
    here = [agreement.cluster_id]
    duty = Duty.objects.get(title="Report")
    if name in OF_CLUSTER:
        more = here
    elif name in OF_DUTY:
        more = [*here, duty.pk]
    else:
        more = [*here, agreement.pk]
    if name == "start-accession":
        more = [*more, wood.organisations["elder"].pk]
    if name in ABOUT_LEAVING | {"give-notice"}:
        more = [*more, party_of(agreement, "birch").pk]
    if name == "settle-duty":
        more = [*more, duty.pk]
    return reverse(f"agreements:{name}", args=more)


@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_access(wood, agreement, name, method):
    if name in ABOUT_LEAVING:
        party = party_of(agreement, "birch")
        give_notice(party=party, by=wood.ash, now=timezone.now())
    assert answers(wood, method, address(wood, name, agreement)) == MATRIX[(name, method)]


@pytest.mark.parametrize("name", ["give-notice", "leaving", "settle-duty", "say-relations"])
def test_nobody_leaves_for_another_party(wood, agreement, name):
    if name in ABOUT_LEAVING:
        give_notice(party=party_of(agreement, "birch"), by=wood.ash, now=timezone.now())
    got = client_of(wood, "maple").get(address(wood, name, agreement)).status_code
    assert got == (200 if name == "leaving" else 403)  # how it leaves is read by all parties


def test_what_is_due_under_others_agreements_is_not_seen(wood):
    another_member(wood, "elder")
    theirs = an_agreement(wood, ["elder"], speaks_for=SpeaksFor.PARTIES)
    duty = Duty.objects.create(
        agreement=theirs, kind="other", title="Theirs", due_on=timezone.localdate()
    )
    base = f"/clusters/{wood.cluster.pk}/agreements/duties/"
    client = client_of(wood, "birch")
    assert b"Theirs" not in client.get(base).content
    assert client.get(f"{base}{duty.pk}/").status_code == 404
    assert b"Theirs" in client_of(wood, "elder").get(base).content


def test_next_door_is_another_cluster(wood, agreement):
    """A row of one cluster is not found under the address of another."""
    duty = Duty.objects.get(title="Report")
    for address in (
        f"/clusters/{wood.next_door.pk}/agreements/duties/{duty.pk}/",
        f"/clusters/{wood.next_door.pk}/agreements/{agreement.pk}/versions/",
    ):
        assert client_of(wood, "willow").get(address).status_code == 404
