"""What is in force in a cluster, read from its agreements: `terms`, `terms_of`, `conflicts_of`."""

from datetime import date

import pytest

from spinney.agreements import api
from spinney.agreements.models import Version
from spinney.agreements.states import AgreementState, SpeaksFor
from tests.agreements.making import an_agreement

FEBRUARY, MARCH, APRIL = date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)
WEEK, FORTNIGHT = {"days": 7}, {"days": 14}


def test_what_is_not_agreed_has_a_default(wood):
    now = api.terms(wood.cluster, MARCH)
    assert now.meeting_notice.days == 7
    assert now.source("meeting_notice") is None
    assert now.agreed() == ()


def test_a_term_says_where_it_comes_from(wood):
    made = an_agreement(wood, terms={"meeting_notice": FORTNIGHT}, starts=FEBRUARY)
    source = api.terms(wood.cluster, MARCH).source("meeting_notice")
    assert (source.agreement, source.number, source.since) == (made.pk, 1, FEBRUARY)
    assert (source.clause.number, source.clause.heading) == ("2", "Meeting Notice")


@pytest.mark.parametrize(
    ("on", "days"),
    [(date(2026, 1, 31), 7), (FEBRUARY, 14), (date(2026, 3, 31), 14), (APRIL, 7)],
)
def test_it_holds_from_its_first_to_its_last_day(wood, on, days):
    an_agreement(
        wood, terms={"meeting_notice": FORTNIGHT}, starts=FEBRUARY, until=date(2026, 3, 31)
    )
    assert api.terms(wood.cluster, on).meeting_notice.days == days


def test_the_later_one_holds_and_a_draft_does_not(wood):
    an_agreement(wood, terms={"meeting_notice": FORTNIGHT}, starts=FEBRUARY)
    an_agreement(wood, terms={"meeting_notice": {"days": 21}}, starts=MARCH)
    an_agreement(wood, terms={"meeting_notice": {"days": 28}}, state=AgreementState.DRAFT)
    an_agreement(wood, terms={"meeting_notice": {"days": 35}}, state=AgreementState.SIGNING)
    assert api.terms(wood.cluster, date(2026, 2, 28)).meeting_notice.days == 14
    assert api.terms(wood.cluster, APRIL).meeting_notice.days == 21


def test_an_agreement_of_its_parties_alone_says_nothing_for_the_cluster(wood):
    made = an_agreement(wood, terms={"payment": {"within_days": 10}}, speaks_for=SpeaksFor.PARTIES)
    assert api.terms(wood.cluster, MARCH).source("payment") is None
    assert api.terms_of(made, MARCH).payment.within_days == 10


def test_the_cluster_next_door_has_its_own(wood):
    an_agreement(wood, terms={"meeting_notice": FORTNIGHT}, cluster=wood.next_door)
    assert api.terms(wood.cluster, MARCH).source("meeting_notice") is None


def test_one_query_however_many_agreements(wood, django_assert_num_queries):
    for day in range(1, 6):
        an_agreement(wood, terms={"meeting_notice": {"days": day}}, starts=date(2026, 2, day))
    api.terms(wood.cluster, MARCH)
    with django_assert_num_queries(1):
        assert api.terms(wood.cluster, MARCH).meeting_notice.days == 5


def test_two_that_say_different_things_clash(wood):
    an_agreement(wood, terms={"meeting_notice": FORTNIGHT}, title="Ground rules")
    new = an_agreement(
        wood, terms={"meeting_notice": WEEK, "quorum": {"percent": 60}}, state=AgreementState.DRAFT
    )
    (clash,) = api.conflicts_of(Version.objects.get(agreement=new))
    assert clash.conflict.key == "meeting_notice"
    assert clash.words == (
        "Notice of meetings: this says “We call meetings at least 7 days before they are held.”"
        " “Ground rules”, version 1, clause 2 says “We call meetings at least 14 days before they"
        " are held.”"
    )


def test_two_that_are_out_for_signature_clash_too(wood):
    an_agreement(wood, terms={"meeting_notice": FORTNIGHT}, state=AgreementState.SIGNING)
    new = an_agreement(wood, terms={"meeting_notice": WEEK}, state=AgreementState.DRAFT)
    assert len(api.conflicts_of(Version.objects.get(agreement=new))) == 1


@pytest.mark.parametrize(
    "harmless",
    [
        {"terms": {"meeting_notice": FORTNIGHT}},
        {"terms": {"meeting_notice": WEEK}, "instead_of": ("meeting_notice",)},
        {"terms": {"meeting_notice": WEEK}, "speaks_for": SpeaksFor.PARTIES},
        {"terms": {"quorum": {"percent": 60}}},
    ],
    ids=["the same", "instead of it", "its parties alone", "another term"],
)
def test_what_does_not_clash(wood, harmless):
    an_agreement(wood, terms={"meeting_notice": FORTNIGHT})
    new = an_agreement(wood, state=AgreementState.DRAFT, **harmless)
    assert api.conflicts_of(Version.objects.get(agreement=new)) == ()


def test_what_is_over_when_the_new_one_begins_does_not_clash(wood):
    an_agreement(wood, terms={"meeting_notice": FORTNIGHT}, until=date(2026, 2, 28))
    new = an_agreement(wood, terms={"meeting_notice": WEEK}, state=AgreementState.DRAFT)
    version = Version.objects.get(agreement=new)
    version.wanted_from = MARCH
    assert api.conflicts_of(version, date(2026, 2, 10)) == ()
    version.wanted_from = None
    assert len(api.conflicts_of(version, date(2026, 2, 10))) == 1


def test_a_renewal_does_not_clash_with_what_it_renews(wood):
    first = an_agreement(wood, terms={"meeting_notice": FORTNIGHT})
    new = an_agreement(wood, terms={"meeting_notice": WEEK}, state=AgreementState.DRAFT)
    new.renews = first
    new.save()
    assert api.conflicts_of(Version.objects.get(agreement=new)) == ()
