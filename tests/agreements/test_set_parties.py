"""Between whom an agreement is: added, taken off, in order, in roles; whoever signed stays."""

from datetime import date

import pytest

from spinney.agreements.actions.drafting import PartyLine, set_parties
from spinney.agreements.models import AskedToSign, Signature, Signing, Version
from spinney.agreements.states import AgreementState, PartyRole
from spinney.base.kernel.errors import BadInput, ChangedMeanwhile
from spinney.base.record.models import Entry
from spinney.register.models import Organisation
from tests.access import client_of
from tests.agreements.making import NOON, an_agreement, another_member
from tests.agreements.writing import a_draft, a_members_draft, address, lines

pytestmark = pytest.mark.django_db


def names(agreement):
    rows = agreement.parties.values_list("organisation__name", "role")
    return [f"{name} {role}" for name, role in rows]


def put(draft, parties, by, read=None):
    return set_parties(version=draft, parties=parties, read=read, by=by, now=NOON)


def test_order_and_roles_and_who_goes(wood):
    another_member(wood, "alder")
    draft = a_draft(wood, ("birch", "cedar"))
    put(draft, lines(wood, "alder", birch=PartyRole.LEAD), wood.ash)
    assert names(draft.agreement) == ["Alder House member", "Birch House lead"]
    detail = Entry.objects.get(verb="agreements.set_parties").detail
    assert len(detail["before"]["parties"]) == len(detail["after"]["parties"]) == 2
    assert "Alder" not in str(detail)


def test_the_second_of_two_people_is_told(wood):
    draft = a_draft(wood)
    read = draft.agreement.version
    put(draft, lines(wood, "birch", "cedar"), wood.ash, read)
    with pytest.raises(ChangedMeanwhile):
        put(draft, lines(wood, "birch"), wood.rowan, read)


def test_whoever_signed_stays_and_so_does_whoever_began_it(wood):
    agreement = an_agreement(wood, ["birch", "cedar"])
    second = Version.objects.create(
        agreement=agreement, number=2, content=agreement.versions.get().content,
        made_at=NOON, made_by="person:1",
    )  # fmt: skip
    with pytest.raises(BadInput, match="has signed"):
        put(second, lines(wood, "birch"), wood.ash)
    with pytest.raises(BadInput, match="has signed as member"):
        put(second, lines(wood, "birch", cedar=PartyRole.LEAD), wood.ash)
    page = client_of(wood, "ash").get(address(agreement, "set_parties")).content.decode()
    assert "It has signed as this." in page
    mine = a_members_draft(wood)
    with pytest.raises(BadInput, match="began this agreement"):
        put(mine, lines(wood, "alder"), wood.birch)
    with pytest.raises(BadInput, match="twice"):
        put(mine, lines(wood, "birch", "birch"), wood.birch)


def test_in_a_browser(wood):
    another_member(wood, "alder")
    draft = a_draft(wood, ("birch", "cedar", "alder"))
    client = client_of(wood, "ash")
    url = address(draft.agreement, "set_parties")
    assert client.get(url).status_code == 200
    birch, cedar, alder = draft.agreement.parties.all()
    data = {"version": draft.agreement.version}
    for at, one in enumerate((birch, cedar, alder), start=1):
        data |= {f"role-{one.pk}": "member", f"place-{one.pk}": str(at)}
    data |= {f"place-{alder.pk}": "1", f"role-{birch.pk}": "host", f"goes-{cedar.pk}": "on"}
    assert client.post(url, data)["Location"] == address(draft.agreement, "draft")
    assert names(draft.agreement) == ["Alder House member", "Birch House host"]
    told = client.post(url, {**data, f"goes-{cedar.pk}": ""})
    assert told.status_code == 200
    assert "Somebody else changed the parties" in told.content.decode()


def test_one_from_outside_the_register_too(wood):
    draft = a_draft(wood)
    client = client_of(wood, "ash")
    url = address(draft.agreement, "add_party")
    council = Organisation.objects.create(name="Elmford Council")
    start = {"role": "commissioner", "version": draft.agreement.version}
    assert "Choose an organisation" in client.post(url, start).content.decode()
    sent = client.post(url, {**start, "organisation_choice": str(council.pk)})
    assert sent["Location"] == address(draft.agreement, "set_parties")
    draft.agreement.refresh_from_db()
    new = {"role": "funder", "new_name": "The Meadow Trust", "version": draft.agreement.version}
    client.post(url, new)
    assert names(draft.agreement) == [
        "Birch House member", "Elmford Council commissioner", "The Meadow Trust funder",
    ]  # fmt: skip
    again = {**start, "organisation_choice": str(council.pk), "version": ""}
    assert "named twice" in client.post(url, again).content.decode()


def test_a_deed_between_two_needs_both(wood):
    draft = a_draft(wood, ("birch",), wording="subcontract", title="A subcontract")
    page = client_of(wood, "ash").get(address(draft.agreement, "set_parties")).content.decode()
    assert "Still needed" in page


def test_a_line_names_its_organisation_as_a_member_unless_said(wood):
    assert PartyLine(wood.organisations["birch"]).role == PartyRole.MEMBER


def test_whoever_left_is_neither_in_the_way_nor_brought_back_unasked(wood):
    agreement = an_agreement(wood, ["birch", "cedar"])
    agreement.parties.filter(organisation=wood.organisations["cedar"]).update(
        left_on=date(2026, 3, 1)
    )
    second = Version.objects.create(
        agreement=agreement, number=2, content=agreement.versions.get().content,
        made_at=NOON, made_by="person:1",
    )  # fmt: skip
    put(second, lines(wood, "birch"), wood.ash)
    assert agreement.parties.count() == 2
    with pytest.raises(BadInput, match="left this agreement on 1 March 2026"):
        put(second, lines(wood, "birch", "cedar"), wood.ash)


def test_a_signature_that_was_given_is_never_lost(wood):
    agreement = an_agreement(wood, ["birch", "cedar"], state=AgreementState.DRAFT)
    draft = agreement.versions.get()
    signing = Signing.objects.create(
        signs=draft, state="withdrawn", opened_at=NOON, opened_by="x", deadline=date(2026, 4, 1)
    )
    asked = AskedToSign.objects.create(
        signing=signing, party=agreement.parties.get(organisation=wood.organisations["cedar"])
    )
    Signature.objects.create(
        asked=asked, name="Cedar", organisation_name="Cedar", how="electronic",
        identified_by="a code", digest="0" * 64, at=NOON,
    )  # fmt: skip
    with pytest.raises(BadInput, match="its signature is kept"):
        put(draft, lines(wood, "birch"), wood.ash)
