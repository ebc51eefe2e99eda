"""A grant from the first word to the closed file, by the pages; and what the pages ask of the
database.
"""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.money.engine.threesixty.checking import check_package
from spinney.money.engine.threesixty.reading import read_package
from spinney.money.models import Claim, Grant
from spinney.register.models.organisations import Identifier
from tests.access import client_of
from tests.money.claiming import a_picture, drafted
from tests.money.engine.threesixty import schema
from tests.money.granting import part, released, sign_ground_rules, spend
from tests.money.keeping import day_parts
from tests.money.making import a_claim, a_grant, an_instalment

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def day(name, when):
    return dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), when.split("/"), strict=True))


@pytest.fixture
def go(wood):
    """Post a form as somebody; it has to be taken."""

    def posted(who, name, *args, **data):
        url = reverse(f"money:{name}", args=args)
        answer = client_of(wood, who).post(url, data)
        assert answer.status_code == 302, answer.content.decode()[-3_000:]
        return answer["Location"]

    return posted


def test_from_the_first_word_to_the_closed_file(wood, go):
    rules = {
        "rules-TOTAL_FORMS": 4, "rules-INITIAL_FORMS": 1, "rules-0-percent": 60,
        "rules-0-agreement": "ground_rules", "rules-1-percent": 40, "rules-1-report": 1,
        "two_people_above_pence": "500", "guidance": "Ask for what you need.",
    }  # fmt: skip
    go("rowan", "set-grant-scheme", wood.programme.pk, **rules)
    place = go(
        "ash", "draft-grant", wood.cluster.pk, title="Working together", asked_pence="15,000",
        holder=wood.organisations["birch"].pk, **day("ends_on", "30/09/2026"),
    )  # fmt: skip
    grant = Grant.objects.get()
    one = (wood.cluster.pk, grant.pk)
    assert "Ask for what you need." in client_of(wood, "ash").get(place).content.decode()
    go("ash", "apply-for-grant", *one)
    go("rowan", "ask-about-grant", *one, question="Who trains?")
    go("ash", "answer-about-grant", *one, grant.questions.get().pk, answer="Birch House does.")
    go("rowan", "approve-grant", *one, awarded_pence="14,000")
    sign_ground_rules(wood)
    go("ash", "ask-release", *one, 1)
    go("rowan", "release-instalment", *one, 1)
    go("ash", "receive-instalment", *one, 1, **day("received_on", f"{localdate():%d/%m/%Y}"))
    url = reverse("money:ask-grant-change", args=one) + "?kind=timetable"
    change = {"reason": "The trainer is ill."} | day("ends_on", "31/12/2026")
    assert client_of(wood, "ash").post(url, change).status_code == 302
    go("rowan", "answer-grant-change", *one, 1, yes="yes")
    go("ash", "send-grant-report", *one, 1, words="Forty people came.")
    go("rowan", "answer-grant-report", *one, 1, yes="yes")
    plan = {"pence": "5,600", "report": 1, "version": part(grant, 2).version}
    go("rowan", "plan-instalment", *one, 2, **plan | day("due_on", "01/05/2026"))
    page = client_of(wood, "birch").get(reverse("money:grant", args=one)).content.decode()
    assert "Report 1 is accepted." in page
    assert "end on 31 December 2026 instead of 30 September 2026" in page
    go("ash", "sign-grant-statement", *one, sure="yes")
    go("rowan", "close-grant", *one, sure="yes")
    statement = client_of(wood, "birch").get(reverse("money:grant-statement", args=one))
    assert "£8,400 is not spent: it is to be returned" in statement.content.decode()
    sheet = client_of(wood, "birch").get(f"{statement.request['PATH_INFO']}?format=xlsx")
    assert sheet.status_code == 200


def test_a_claim_by_its_pages(wood, go):
    place = wood.cluster.pk
    go(
        "birch", "draft-claim", place, organisation=wood.organisations["birch"].pk,
        **day("first_day", "01/01/2026") | day("last_day", "15/03/2026"),
    )  # fmt: skip
    line = {"what": "Room hire", "pence": "120.50", "file": a_picture()}
    go("birch", "add-claim-line", place, 1, **line | day("day", "03/02/2026"))
    go("birch", "send-claim", place, 1)
    go("ash", "question-claim", place, 1, question="For which meeting?")
    go("birch", "answer-claim", place, 1, answer="The first.")
    go("ash", "approve-claim", place, 1)
    go("ash", "pay-claim", place, 1, **day_parts("paid_on", localdate()))
    assert Claim.objects.get().state == "paid"


def test_what_cannot_be_claimed_is_told_at_its_field(wood):
    claim = drafted(wood)
    url = reverse("money:add-claim-line", args=[wood.cluster.pk, claim.number])
    form = {"what": "Room", "pence": "-5", "file": a_picture()} | day("day", "03/02/2026")
    answer = client_of(wood, "birch").post(url, form)
    assert "cannot be below nought" in answer.content.decode()
    answer = client_of(wood, "birch").post(
        url, form | {"pence": "5", "day_year": "2025", "file": a_picture()}
    )
    assert "3 February 2025 is outside the time of this claim" in answer.content.decode()


def test_the_file_for_360giving_is_valid_and_read_back(wood):
    client = client_of(wood, "rowan")
    url = reverse("money:export-grants", args=[wood.programme.pk])
    assert client.get(url).status_code == 422  # nothing to publish yet
    Identifier.objects.create(
        organisation=wood.organisations["birch"], scheme="GB-CHC", value="1999999", source="x"
    )
    grant = released(wood)
    a_grant(wood.cluster, title="A draft")
    whole = json.loads(client.get(f"{url}?prefix=Meadow-T!").content)
    assert check_package(whole) == ()
    assert schema.errors_of(whole) == []
    [award] = read_package(whole).awards
    assert (award.identifier, award.pence) == (f"360G-MeadowT-{grant.uid}", 1_500_000)
    assert award.recipient.org_id == "GB-CHC-1999999"
    assert [one.pence for one in award.paid] == [900_000]


@pytest.mark.parametrize("name", ["grant", "grants", "programme-grants", "grant-statement"])
def test_queries_do_not_grow_with_rows(wood, name):
    grant = released(wood)
    spend(wood, grant, 5_000)
    args = [wood.programme.pk] if name == "programme-grants" else [wood.cluster.pk]
    if name in ("grant", "grant-statement"):
        args.append(grant.pk)
    client, url = client_of(wood, "rowan"), reverse(f"money:{name}", args=args)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    before = queries()
    for number in range(3, 8):
        an_instalment(grant, number=number, pence=1)
        more = a_grant(wood.cluster, state="approved", awarded_pence=5)
        an_instalment(more, pence=1)
        grant.questions.create(question="Why?", asked_at=more.made_at, asked_by="x")
        a_claim(wood.cluster, wood.organisations["birch"])
    assert queries() == before
