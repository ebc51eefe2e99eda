"""An agreement is begun from a template, between whom it is, by whoever may."""

import pytest
from django.urls import reverse

from spinney.agreements.actions.drafting import start_agreement
from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.models import Agreement
from spinney.agreements.states import AgreementState, PartyRole, SpeaksFor
from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.base.record.models import Entry
from tests.access import client_of
from tests.agreements.making import NOON, an_agreement, another_member
from tests.agreements.writing import a_draft, a_members_draft, address, content, lines

pytestmark = pytest.mark.django_db


def begin(wood, by, parties, **changes):
    said = {"wording": "ground_rules", "title": "Ground rules"} | changes
    return start_agreement(cluster=wood.cluster, parties=parties, by=by, now=NOON, **said)


def test_it_has_every_clause_of_its_template_and_its_parties_in_order(wood):
    another_member(wood, "alder")
    parties = lines(wood, "birch", alder=PartyRole.HOST)
    made = begin(wood, wood.ash, parties, title="  Our   rules ")
    assert made.title == "Our rules"
    assert made.speaks_for == SpeaksFor.CLUSTER
    assert made.state == AgreementState.DRAFT
    assert made.begun_by is None
    draft = made.versions.get()
    said = content(draft)
    template = wordings()["ground_rules"]
    assert [one.key for one in said.clauses] == [one.key for one in template.clauses]
    assert (said.title, said.edition) == ("Our rules", template.edition)
    rows = made.parties.values_list("organisation__name", "role", "joined_on")
    assert list(rows) == [("Birch House", "member", None), ("Alder House", "host", None)]
    entry = Entry.objects.get(verb="agreements.start_agreement")
    assert entry.detail["agreement"] == made.pk
    assert "Birch House" not in str(entry.detail)  # organisations are known by their uids


def test_a_member_begins_agreements_of_its_own_organisation_with_others(wood):
    draft = a_members_draft(wood)
    assert draft.agreement.begun_by == wood.organisations["birch"]
    assert draft.agreement.speaks_for == SpeaksFor.PARTIES


def test_a_member_begins_nothing_for_the_whole_cluster_nor_for_others(wood):
    another_member(wood, "alder")
    with pytest.raises(NotAllowed, match="whole cluster"):
        begin(wood, wood.birch, lines(wood, "birch", "alder"))
    with pytest.raises(NotAllowed, match="your own organisation"):
        begin(wood, wood.birch, lines(wood, "alder"), speaks_for=SpeaksFor.PARTIES)
    with pytest.raises(NotAllowed):
        begin(wood, wood.cedar, lines(wood, "cedar"), speaks_for=SpeaksFor.PARTIES)
    with pytest.raises(NotFound):
        begin(wood, wood.sorrel, lines(wood, "sorrel"), speaks_for=SpeaksFor.PARTIES)
    assert not Agreement.objects.exists()


def test_a_template_for_some_never_speaks_for_all(wood):
    draft = a_draft(wood, ("birch", "cedar"), wording="subcontract", title="A subcontract")
    assert draft.agreement.speaks_for == SpeaksFor.PARTIES


@pytest.mark.parametrize("title", ["", "   ", "See https://example.org", "x" * 201])
def test_a_name_that_cannot_stand_in_a_letter_is_refused(wood, title):
    with pytest.raises(BadInput) as told:
        begin(wood, wood.ash, lines(wood, "birch"), title=title)
    assert "title" in told.value.fields


def test_nobody_is_named_twice_and_there_is_no_other_template(wood):
    with pytest.raises(BadInput, match="twice"):
        begin(wood, wood.ash, lines(wood, "birch", "birch"))
    with pytest.raises(NotFound):
        begin(wood, wood.ash, lines(wood, "birch"), wording="marriage")


def test_in_a_browser_roles_are_preset_as_far_as_they_are_known(wood):
    alder = another_member(wood, "alder")
    an_agreement(wood, terms={"lead_body": str(alder.uid)})
    client = client_of(wood, "ash")
    url = reverse("agreements:start-agreement", args=[wood.cluster.pk])
    ids = [wood.organisations[name].pk for name in ("birch", "alder")]
    sent = client.post(f"{url}?wording=subcontract", {"title": "A part of it", "parties": ids})
    made = Agreement.objects.get(title="A part of it")
    roles = {one.organisation.name: one.role for one in made.parties.all()}
    assert roles == {"Birch House": "subcontractor", "Alder House": "lead"}
    assert "/draft/questions/" in sent["Location"] or "/draft/terms/" in sent["Location"]
    sent = client.post(f"{url}?wording=service_level", {"title": "Payroll", "parties": ids})
    payroll = Agreement.objects.get(title="Payroll")
    assert sent["Location"] == address(payroll, "set_parties"), "a supplier is still needed"
