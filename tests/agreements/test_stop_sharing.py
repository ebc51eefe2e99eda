"""A member takes back what it shares: gone at the next click, told without a reason, and recipients
have to destroy what they hold.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.agreements import api
from spinney.agreements.actions.duties import finish_duty
from spinney.agreements.actions.sharing import TakenBack, stop_sharing
from spinney.agreements.bridge.duties import end_duties, replace_duties
from spinney.agreements.models import Duty, Revocation
from spinney.agreements.queries.asking_life import waits_of_duties
from spinney.agreements.states import AgreementState, DutyKind
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from tests.access import client_of
from tests.agreements.making import an_agreement, another_member
from tests.agreements.protocols import a_contact, a_protocol, line
from tests.personas import Wood

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
EMAIL, PHONE = "agreements.contact_email", "agreements.contact_phone"


def stop(wood: Wood, protocol, who="birch", *, at=NOON, **what) -> Revocation:
    return stop_sharing(
        agreement=protocol,
        organisation_id=wood.organisations[who].pk,
        what=TakenBack(**what),
        by=wood.actor(who),
        now=at,
    )


def sees(wood: Wood, field=EMAIL, to="alder", at=NOON) -> bool:
    pks = [wood.organisations[name].pk for name in ("birch", to)]
    return api.may_share(field, *pks, "working_together", at).allowed


def test_everything_at_once(wood):
    protocol = a_protocol(wood, ["birch", "alder", "oak"])
    assert sees(wood)
    stop(wood, protocol)
    assert not any(sees(wood, field, to) for field in (EMAIL, PHONE) for to in ("alder", "oak"))


@pytest.mark.parametrize(
    ("what", "gone"),
    [
        ({"field": EMAIL}, {(EMAIL, "alder"), (EMAIL, "oak")}),
        ({"recipient": "alder"}, {(EMAIL, "alder"), (PHONE, "alder")}),
        ({"field": EMAIL, "recipient": "alder"}, {(EMAIL, "alder")}),
        ({"purpose": "working_together"}, set(product((EMAIL, PHONE), ("alder", "oak")))),
    ],
)  # fmt: skip
def test_or_a_part(wood, what, gone):
    protocol = a_protocol(wood, ["birch", "alder", "oak"])
    if "recipient" in what:
        what["recipient_id"] = wood.organisations[what.pop("recipient")].pk
    stop(wood, protocol, **what)
    for field in (EMAIL, PHONE):
        for to in ("alder", "oak"):
            assert sees(wood, field, to) is ((field, to) not in gone)


def test_recipients_have_to_destroy_what_they_hold_in_the_time_that_the_protocol_gives(wood):
    protocol = a_protocol(wood, ["birch", "alder", "oak"], line(retention_months=6))
    stop(wood, protocol, field=PHONE)
    duties = Duty.objects.filter(agreement=protocol, from_term="data_taken_back").order_by("pk")
    assert [(one.organisation.name, str(one.due_on)) for one in duties] == [
        ("Alder House", "2026-09-20"), ("Oak House", "2026-09-20"),
    ]  # fmt: skip
    assert duties[0].kind == DutyKind.RETENTION
    assert duties[0].title == (
        "Destroy what you hold of Birch House: telephone numbers of people to ask"
    )
    assert "law obliges" in duties[0].note


def test_who_has_to_destroy_it_sees_that_and_nobody_else_learns_of_it(wood):
    protocol = a_protocol(wood, ["birch", "alder", "oak"])
    stop(wood, protocol, recipient_id=wood.organisations["alder"].pk)
    duty = Duty.objects.get()
    url = reverse("agreements:duties", args=[wood.cluster.pk])
    page = reverse("agreements:agreement", args=[wood.cluster.pk, protocol.pk])
    assert duty.title in client_of(wood, "alder").get(url).content.decode()
    for who in ("oak", "ash", "rowan"):
        for there in (url, page):
            assert duty.title not in client_of(wood, who).get(there).content.decode()


def test_nor_from_the_clusters_book_or_from_what_it_waits_for(wood):
    protocol = a_protocol(wood)
    stop(wood, protocol)
    duty = Duty.objects.get()
    Duty.objects.update(due_on=NOON.date())
    waits = waits_of_duties(wood.cluster, NOON.date() + timedelta(days=1), True)
    assert list(waits) == []
    finish_duty(duty=duty, by=wood.actor("alder"), now=NOON)
    told = Entry.objects.get(verb="agreements.finish_duty").detail
    assert "Birch" not in str(told)


def test_it_outlives_the_agreement_and_its_variations(wood):
    protocol = a_protocol(wood)
    stop(wood, protocol)
    version = protocol.versions.get()
    end_duties(protocol, version, NOON.date(), by=wood.birch, on=NOON.date())
    replace_duties(version, version, by=wood.birch, on=NOON.date())
    assert Duty.objects.get(from_term="data_taken_back").state == "open"


def test_only_those_whom_it_reached_are_told_and_without_a_reason(wood):
    protocol = a_protocol(wood, ["birch", "alder", "oak"])
    alder = wood.organisations["alder"].pk
    stop(wood, protocol, recipient_id=alder, reason="We fell out with them.")
    letter = Message.objects.get(kind="agreements.sharing_stopped")
    assert letter.person == wood.people["alder"]
    assert "Birch House shares less with you" in letter.subject
    assert "20 September 2026" in " ".join(letter.body.split())
    assert "fell out" not in letter.body
    assert Duty.objects.filter(from_term="data_taken_back").count() == 1


def test_those_that_run_the_cluster_are_told_if_it_reached_them(wood):
    protocol = a_protocol(wood, ["birch", "alder"], line(recipients="runners"))
    stop(wood, protocol)
    told = Message.objects.filter(kind="agreements.sharing_stopped")
    assert {one.person for one in told} == {wood.people["ash"], wood.people["alder"]}


def test_from_those_that_run_the_cluster_alone(wood):
    protocol = a_protocol(wood, ["birch", "alder"], line(recipients="runners"))
    a_contact(wood, "birch")
    birch = wood.organisations["birch"].pk
    directory = reverse("agreements:directory", args=[wood.cluster.pk])
    assert "Robin Birchwood" in client_of(wood, "ash").get(directory).content.decode()
    there = reverse("agreements:stop-sharing", args=[birch, protocol.pk])
    typed = {"field": "all", "recipient": "runners", "purpose": "all"}
    page = client_of(wood, "birch").post(there, typed, follow=True).content.decode()
    assert "Those that run the cluster" in page
    assert "Robin Birchwood" not in client_of(wood, "ash").get(directory).content.decode()
    assert "Robin Birchwood" in client_of(wood, "alder").get(directory).content.decode()
    told = Message.objects.filter(kind="agreements.sharing_stopped")
    assert {one.person for one in told} == {wood.people["ash"]}
    assert not Duty.objects.filter(from_term="data_taken_back").exists()
    with pytest.raises(WrongState, match="already"):
        stop(wood, protocol, field=EMAIL, runners=True)
    stop(wood, protocol, recipient_id=wood.organisations["alder"].pk)


def test_it_is_recorded_for_its_own_people_and_in_no_book_of_the_cluster(wood):
    protocol = a_protocol(wood)
    stop(wood, protocol, field=EMAIL, reason="Robin asked us to.")
    entry = Entry.objects.get(verb="agreements.stop_sharing")
    assert entry.book == f"organisation:{wood.organisations['birch'].pk}"
    assert (entry.detail["field"], entry.detail["agreement_id"]) == (EMAIL, protocol.pk)
    assert "Robin" not in str(entry.detail)


def test_what_is_stopped_already_is_not_stopped_twice(wood):
    protocol = a_protocol(wood)
    stop(wood, protocol, field=EMAIL)
    with pytest.raises(WrongState, match="already"):
        stop(wood, protocol, field=EMAIL, recipient_id=wood.organisations["alder"].pk)
    stop(wood, protocol, field=PHONE)
    stop(wood, protocol)
    with pytest.raises(WrongState, match="already"):
        stop(wood, protocol, field="agreements.contact_name")
    assert Revocation.objects.count() == 3


def test_what_it_does_not_share_cannot_be_taken_back(wood):
    protocol = a_protocol(wood)
    with pytest.raises(BadInput, match="does not share this"):
        stop(wood, protocol, field="register.income")
    with pytest.raises(BadInput, match="Choose one of the others"):
        stop(wood, protocol, recipient_id=wood.organisations["sorrel"].pk)


def test_only_under_an_agreement_that_it_signed(wood):
    another_member(wood, "alder")
    draft = an_agreement(wood, ["birch"], state=AgreementState.DRAFT)
    with pytest.raises(WrongState, match="not signed yet"):
        stop(wood, draft)
    others = a_protocol(wood, ["alder", "oak"])
    with pytest.raises(WrongState, match="no party"):
        stop(wood, others)


def test_nobody_else_takes_it_back(wood):
    protocol = a_protocol(wood)
    for who in ("rowan", "ash", "cedar", "hazel", "elm", "willow", "sorrel", "alder"):
        with pytest.raises(NotAllowed):
            stop_sharing(
                agreement=protocol, organisation_id=wood.organisations["birch"].pk,
                what=TakenBack(), by=wood.actor(who), now=NOON,
            )  # fmt: skip
    assert not Revocation.objects.exists()


def test_from_the_page_and_gone_at_the_next_click(wood):
    protocol = a_protocol(wood)
    a_contact(wood, "birch")
    directory = reverse("agreements:directory", args=[wood.cluster.pk])
    reader = client_of(wood, "alder")
    assert "robin@birch.example.org" in reader.get(directory).content.decode()
    birch = wood.organisations["birch"].pk
    there = reverse("agreements:stop-sharing", args=[birch, protocol.pk])
    owner = client_of(wood, "birch")
    page = owner.get(f"{there}?field={EMAIL}&purpose=working_together").content.decode()
    assert f'<option value="{EMAIL}" selected>' in page
    assert "They are not told why." in page
    answer = owner.post(there, {"field": EMAIL, "recipient": "all", "purpose": "all", "reason": ""})
    assert answer["Location"] == reverse("agreements:what-we-share", args=[birch])
    after = reader.get(directory).content.decode()
    assert "robin@birch.example.org" not in after
    assert "Robin Birchwood" in after
    page = owner.get(answer["Location"]).content.decode()
    assert "It is no longer shared" in page
    assert "No longer shared" in page


def test_of_what_is_stopped_already_the_page_says_so(wood):
    protocol = a_protocol(wood)
    stop(wood, protocol, at=timezone.now())
    there = reverse("agreements:stop-sharing", args=[wood.organisations["birch"].pk, protocol.pk])
    typed = {"field": EMAIL, "recipient": "all", "purpose": "all"}
    answer = client_of(wood, "birch").post(there, typed)
    assert "You have stopped sharing this already." in answer.content.decode()
