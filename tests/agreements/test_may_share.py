"""Other rooms ask what may be shown: the protocol in force answers, in two queries."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from spinney.agreements import api
from spinney.agreements.engine.protocol import Why
from spinney.agreements.models import Look, Party, Revocation, Version
from spinney.agreements.states import AgreementState, PartyRole, SpeaksFor
from spinney.clusters.models import MembershipChange
from spinney.register.models import Organisation
from tests.agreements.making import an_agreement, another_member
from tests.agreements.protocols import a_protocol, line
from tests.personas import Wood

pytestmark = pytest.mark.django_db
EMAIL = "agreements.contact_email"
TOGETHER = "working_together"


def ask(wood: Wood, from_="birch", to="alder", field=EMAIL, purpose=TOGETHER, at=None):
    pks = [wood.organisations[name].pk for name in (from_, to)]
    return api.may_share(field, *pks, purpose, at)


def test_the_protocol_in_force_allows_it_and_says_where(wood):
    protocol = a_protocol(wood)
    answer = ask(wood)
    assert (answer.allowed, answer.why, answer.agreement) == (True, Why.ALLOWED, protocol.pk)
    assert (answer.version, answer.clause) == (1, "about_data_shared")


def test_an_organisation_sees_its_own_without_any_protocol(wood):
    assert ask(wood, to="birch").why is Why.OWN


def test_without_a_protocol_nothing_is_shared(wood):
    another_member(wood, "alder")
    an_agreement(wood, ["birch", "alder"], terms={"lead_body": "u1"})
    assert ask(wood).why is Why.NO_PROTOCOL


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"field": "register.evidence_files"}, Why.FIELD_NOT_NAMED),
        ({"purpose": "joint_bids"}, Why.PURPOSE_NOT_NAMED),
        ({"to": "sorrel"}, Why.RECIPIENT_NO_PARTY),
        ({"from_": "cedar"}, Why.GIVER_NO_PARTY),
    ],
)
def test_what_it_does_not_name_is_not_shared(wood, changes, why):
    a_protocol(wood)
    assert ask(wood, **changes).why is why


def test_only_on_the_days_on_which_it_is_in_force(wood):
    a_protocol(wood, starts=date(2026, 2, 1), until=date(2026, 3, 31))
    noon = datetime(2026, 3, 31, 12, tzinfo=UTC)
    assert ask(wood, at=noon).allowed
    assert ask(wood, at=noon + timedelta(days=1)).why is Why.NO_PROTOCOL
    assert ask(wood, at=datetime(2026, 1, 31, 12, tzinfo=UTC)).why is Why.NO_PROTOCOL


def test_nothing_from_the_day_on_which_the_agreement_ended(wood):
    protocol = a_protocol(wood)
    protocol.ended_on = date(2026, 3, 20)
    protocol.save()
    assert ask(wood, at=datetime(2026, 3, 19, 12, tzinfo=UTC)).allowed
    assert ask(wood, at=datetime(2026, 3, 20, 12, tzinfo=UTC)).why is Why.NO_PROTOCOL


def test_what_is_drafted_or_out_for_signature_shares_nothing(wood):
    another_member(wood, "alder")
    for state in (AgreementState.DRAFT, AgreementState.SIGNING):
        a_protocol(wood, ["birch", "alder"], state=state)
    assert ask(wood).why is Why.NO_PROTOCOL


def test_the_day_is_the_day_where_the_cluster_is(wood):
    """In British summer time the first day begins while it is still the day before at Greenwich."""
    a_protocol(wood, starts=date(2026, 6, 10))
    assert ask(wood, at=datetime(2026, 6, 9, 23, 30, tzinfo=UTC)).allowed
    assert not ask(wood, at=datetime(2026, 6, 9, 22, 30, tzinfo=UTC)).allowed


def test_a_party_that_left_sees_and_shows_nothing_from_that_day(wood):
    protocol = a_protocol(wood)
    Party.objects.filter(agreement=protocol, organisation=wood.organisations["alder"]).update(
        left_on=date(2026, 3, 20)
    )
    at = datetime(2026, 3, 19, 12, tzinfo=UTC)
    assert ask(wood, at=at).allowed
    assert ask(wood, at=at + timedelta(days=1)).why is Why.RECIPIENT_NO_PARTY
    assert ask(wood, "alder", "birch", at=at + timedelta(days=1)).why is Why.GIVER_NO_PARTY


def test_who_is_suspended_sees_and_shows_nothing(wood):
    a_protocol(wood)
    membership = wood.memberships["alder"]
    membership.state = "suspended"
    membership.save()
    assert ask(wood).why is Why.SUSPENDED
    assert ask(wood, "alder", "birch").why is Why.SUSPENDED


def test_on_a_past_day_what_counts_is_how_it_stood_then(wood):
    a_protocol(wood)
    MembershipChange.objects.create(
        membership=wood.memberships["alder"], at=timezone.now(), by="person:1",
        to_state="active", to_tier="Core", effective_on=date(2026, 2, 1),
    )  # fmt: skip
    MembershipChange.objects.create(
        membership=wood.memberships["alder"], at=timezone.now(), by="person:1",
        to_state="suspended", to_tier="Core", effective_on=date(2026, 3, 10),
    )  # fmt: skip
    assert ask(wood, at=datetime(2026, 3, 9, 12, tzinfo=UTC)).allowed
    assert ask(wood, at=datetime(2026, 3, 10, 12, tzinfo=UTC)).why is Why.SUSPENDED


def test_who_left_the_cluster_is_out_of_its_protocol_but_not_of_one_of_its_own(wood):
    a_protocol(wood)
    wood.memberships["alder"].state = "left"
    wood.memberships["alder"].save()
    assert not ask(wood).allowed
    own = a_protocol(wood, ["birch", "alder"], speaks_for=SpeaksFor.PARTIES)
    assert ask(wood).agreement == own.pk


def test_a_party_that_is_no_member_counts(wood):
    """A commissioner signs, but is not in the cluster's list."""
    wood.organisations["council"] = Organisation.objects.create(name="Elm Valley Council")
    protocol = a_protocol(wood, ["birch", "council"])
    protocol.parties.filter(organisation__name="Elm Valley Council").update(
        role=PartyRole.COMMISSIONER
    )
    assert ask(wood, to="council").allowed


def test_of_two_protocols_of_the_cluster_the_later_says_it(wood):
    a_protocol(wood, starts=date(2026, 2, 1))
    later = a_protocol(
        wood, ["birch", "alder"], line(fields=["register.income_band"]), starts=date(2026, 3, 1)
    )
    at = datetime(2026, 3, 20, 12, tzinfo=UTC)
    assert ask(wood, at=at).why is Why.FIELD_NOT_NAMED
    assert ask(wood, field="register.income_band", at=at).agreement == later.pk
    assert ask(wood, at=datetime(2026, 2, 20, 12, tzinfo=UTC)).allowed


def test_with_the_lead_body_alone(wood):
    another_member(wood, "alder")
    lead = str(wood.organisations["alder"].uid)
    an_agreement(wood, ["birch", "alder"], terms={"lead_body": lead}, title="Consortium")
    a_protocol(wood, ["birch", "alder", "oak"], line(recipients="lead_body"))
    assert ask(wood, to="alder").allowed
    assert ask(wood, to="oak").why is Why.RECIPIENT_NOT_NAMED


def test_with_those_that_are_named_under_the_name_that_they_had(wood):
    another_member(wood, "alder")
    old = Organisation.objects.create(name="Alder as it was")
    a_protocol(wood, ["birch", "alder"], line(recipients="named", given_to=[str(old.uid)]))
    assert ask(wood).why is Why.RECIPIENT_NOT_NAMED
    old.merged_into = wood.organisations["alder"]
    old.save()
    assert ask(wood).allowed
    between = Organisation.objects.create(
        name="Alder in between", merged_into=wood.organisations["alder"]
    )
    old.merged_into = between
    old.save()
    assert ask(wood).allowed


def test_a_revocation_stops_it_from_its_moment_until_it_is_lifted(wood):
    protocol = a_protocol(wood)
    at = datetime(2026, 3, 20, 12, tzinfo=UTC)
    revocation = Revocation.objects.create(
        agreement=protocol, organisation=wood.organisations["birch"], at=at, by="person:1"
    )
    assert ask(wood, at=at - timedelta(microseconds=1)).allowed
    assert ask(wood, at=at).why is Why.TAKEN_BACK
    revocation.lifted_at = at + timedelta(hours=1)
    revocation.save()
    assert ask(wood, at=at + timedelta(hours=1)).allowed
    assert ask(wood, "alder", "birch", at=at).allowed


def test_what_cannot_be_read_shares_nothing(wood):
    protocol = a_protocol(wood)
    version = protocol.versions.get()
    broken = version.text | {"terms": {"data_shared": [{"purpose": "world_domination"}]}}
    Version.objects.filter(pk=version.pk).delete()
    Version.objects.create(
        agreement=protocol, number=1, state="agreed", content=version.content, text=broken,
        digest=version.digest, in_force_from=version.in_force_from, made_at=version.made_at,
        made_by=version.made_by,
    )  # fmt: skip
    assert ask(wood).why is Why.NO_PROTOCOL


def test_two_queries_for_one_or_for_many(wood, django_assert_num_queries):
    a_protocol(wood, ["birch", "alder", "oak", "lime"])
    pks = {name: wood.organisations[name].pk for name in ("birch", "alder", "oak", "lime")}
    with django_assert_num_queries(2):
        assert api.may_share(EMAIL, pks["birch"], pks["alder"], TOGETHER).allowed
    questions = [
        api.Question(field, one, other, TOGETHER)
        for field in (EMAIL, "agreements.contact_phone")
        for one in pks.values()
        for other in pks.values()
    ]
    with django_assert_num_queries(2):
        answers = api.may_share_many(questions)
    assert len(answers) == 32
    assert all(answer.allowed for answer in answers.values())


def test_those_that_run_a_cluster_are_asked_for_with_the_cluster(wood):
    a_protocol(wood, ["birch", "alder"], line(recipients="runners"))
    birch = wood.organisations["birch"].pk
    here = api.Question(EMAIL, birch, None, TOGETHER, wood.cluster.pk)
    next_door = api.Question(EMAIL, birch, None, TOGETHER, wood.next_door.pk)
    answers = api.may_share_many([here, next_door])
    assert (answers[here].allowed, answers[next_door].allowed) == (True, False)
    with pytest.raises(ValueError, match="Say of which cluster"):
        api.may_share_many([api.Question(EMAIL, birch, None, TOGETHER)])


def test_what_is_shown_is_a_look_each_time(wood, django_assert_num_queries):
    protocol = a_protocol(wood)
    birch, alder = wood.organisations["birch"], wood.organisations["alder"]
    questions = [
        api.Question(EMAIL, birch.pk, alder.pk, TOGETHER),
        api.Question("register.income", birch.pk, alder.pk, TOGETHER),
        api.Question(EMAIL, alder.pk, alder.pk, TOGETHER),
    ]
    by = wood.actor("alder")
    with django_assert_num_queries(3):
        api.shown(questions, cluster_id=wood.cluster.pk, by=by)
    look = Look.objects.get()
    assert (look.of, look.by_organisation, look.person) == (birch, alder, wood.people["alder"])
    assert (look.field, look.agreement, look.number) == (EMAIL, protocol, 1)
    api.shown(questions, cluster_id=wood.cluster.pk, by=by)
    api.shown(questions, cluster_id=wood.cluster.pk, by=by, in_file=True)
    api.shown(questions, cluster_id=wood.cluster.pk, by=by)
    found = [one.in_file for one in Look.objects.order_by("pk")]
    assert found == [False, False, True, False]
