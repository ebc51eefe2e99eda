"""What a protocol lets be seen: never more than a term in force allows, and nothing taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from spinney.agreements.engine.protocol import (
    THOSE_THAT_RUN_IT,
    Asked,
    Belongs,
    Share,
    Taken,
    Why,
    decide,
)

DAY_ONE = date(2026, 3, 1)
WHO = ("birch", "alder", "cedar")
FIELDS = ("room.name", "room.phone")
PURPOSES = ("working_together", "referrals")
ASKED = Asked("room.name", "birch", "alder", "working_together")

days = st.integers(0, 8).map(lambda n: DAY_ONE + timedelta(days=n))
moments = st.integers(0, 8 * 24).map(
    lambda n: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=n)
)
some = lambda of: st.frozensets(st.sampled_from(of), min_size=1)  # noqa: E731
shares = st.builds(
    Share,
    agreement=st.integers(1, 2),
    version=st.integers(1, 2),
    clause=st.just("what_is_shared"),
    fields=some(FIELDS),
    purposes=some(PURPOSES),
    since=days,
    until=st.none() | days,
    givers=st.none() | some(WHO),
    recipients=st.none() | some(WHO),
    runners=st.booleans(),
)
parties = st.builds(
    Belongs,
    agreement=st.integers(1, 2),
    organisation=st.sampled_from(WHO),
    since=days,
    left=st.none() | days,
    suspended=st.booleans(),
)
revocations = st.builds(
    Taken,
    agreement=st.integers(1, 2),
    organisation=st.sampled_from(WHO),
    since=moments,
    lifted=st.none() | moments,
    field=st.sampled_from(("", *FIELDS)),
    recipient=st.sampled_from(("", *WHO)),
    purpose=st.sampled_from(("", *PURPOSES)),
)
asked = st.builds(
    Asked,
    field=st.sampled_from(FIELDS),
    from_=st.sampled_from(WHO),
    to=st.sampled_from((*WHO, THOSE_THAT_RUN_IT)),
    purpose=st.sampled_from(PURPOSES),
)
worlds = st.tuples(
    st.lists(shares, max_size=4),
    # One row for an organisation in an agreement, as the table has it.
    st.lists(parties, max_size=6, unique_by=lambda p: (p.agreement, p.organisation)),
    st.lists(revocations, max_size=3),
    asked,
    moments,
)


def answer(world):
    given_shares, given_parties, given_revocations, question, at = world
    return decide(
        given_shares, given_parties, given_revocations, question, on=at.date(), at=at
    )  # fmt: skip


@given(worlds)
def test_nothing_is_shared_without_a_line_in_force_that_allows_it(world):
    given_shares, given_parties, _, question, at = world
    got = answer(world)
    if not got.allowed or question.from_ == question.to:
        return
    on = at.date()

    def is_party(agreement, organisation):
        return any(
            p.agreement == agreement
            and p.organisation == organisation
            and p.since <= on
            and (p.left is None or on < p.left)
            and not p.suspended
            for p in given_parties
        )

    allowing = [
        s
        for s in given_shares
        if (s.agreement, s.version) == (got.agreement, got.version)
        and s.since <= on
        and (s.until is None or on <= s.until)
        and question.field in s.fields
        and question.purpose in s.purposes
        and (s.givers is None or question.from_ in s.givers)
        and is_party(s.agreement, question.from_)
        and (
            s.runners
            if question.to == THOSE_THAT_RUN_IT
            else is_party(s.agreement, question.to)
            and (s.recipients is None or question.to in s.recipients)
        )
    ]
    assert allowing


@given(worlds, st.integers(1, 2))
def test_taking_everything_back_under_an_agreement_always_wins(world, agreement):
    given_shares, given_parties, given_revocations, question, at = world
    everything = Taken(agreement, question.from_, since=at)
    got = decide(
        given_shares, given_parties, [*given_revocations, everything], question,
        on=at.date(), at=at,
    )  # fmt: skip
    assert got.why is Why.OWN or not (got.allowed and got.agreement == agreement)


@given(worlds, revocations)
def test_one_more_revocation_never_shares_more(world, one_more):
    before = answer(world)
    given_shares, given_parties, given_revocations, question, at = world
    after = answer((given_shares, given_parties, [*given_revocations, one_more], question, at))
    assert before.allowed or not after.allowed


@given(worlds, st.randoms(use_true_random=False))
def test_the_order_changes_nothing(world, random: Random):
    given_shares, given_parties, given_revocations, question, at = world
    mixed = tuple(
        random.sample(rows, len(rows)) for rows in (given_shares, given_parties, given_revocations)
    )
    assert answer((*mixed, question, at)) == answer(world)


SHARE = Share(
    7, 2, "what_is_shared", frozenset(FIELDS[:1]), frozenset(PURPOSES[:1]), DAY_ONE,
    until=DAY_ONE + timedelta(days=6),
)  # fmt: skip
BOTH = [Belongs(7, name, DAY_ONE) for name in ("birch", "alder")]
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


def why(share=SHARE, parties=BOTH, taken=(), question=ASKED, at=NOON):
    return decide([share], parties, taken, question, on=at.date(), at=at).why


def test_the_answer_names_agreement_version_and_clause():
    got = decide([SHARE], BOTH, [], ASKED, on=NOON.date(), at=NOON)
    assert (got.allowed, got.agreement, got.version, got.clause) == (True, 7, 2, "what_is_shared")
    assert bool(got)
    assert got.words == "The protocol in force allows it."


def test_it_says_what_is_missing():
    assert why(at=datetime(2026, 2, 1, tzinfo=UTC)) is Why.NO_PROTOCOL
    assert why(at=datetime(2026, 3, 8, tzinfo=UTC)) is Why.NO_PROTOCOL
    assert why(parties=BOTH[1:]) is Why.GIVER_NO_PARTY
    assert why(parties=BOTH[:1]) is Why.RECIPIENT_NO_PARTY
    assert why(question=replace(ASKED, field="room.phone")) is Why.FIELD_NOT_NAMED
    assert why(question=replace(ASKED, purpose="referrals")) is Why.PURPOSE_NOT_NAMED
    assert why(replace(SHARE, givers=frozenset({"alder"}))) is Why.GIVER_NOT_NAMED
    assert why(replace(SHARE, recipients=frozenset({"birch"}))) is Why.RECIPIENT_NOT_NAMED
    assert why(parties=[BOTH[0], replace(BOTH[1], suspended=True)]) is Why.SUSPENDED
    assert why(question=replace(ASKED, to=THOSE_THAT_RUN_IT)) is Why.RECIPIENT_NOT_NAMED
    assert why(question=replace(ASKED, to="birch"), parties=[]) is Why.OWN


def test_the_last_day_of_a_party_is_the_day_before_it_left():
    left = [BOTH[0], Belongs(7, "alder", DAY_ONE, left=NOON.date())]
    assert why(parties=left, at=NOON - timedelta(days=1)) is Why.ALLOWED
    assert why(parties=left) is Why.RECIPIENT_NO_PARTY


def test_what_was_taken_back_is_shared_again_once_that_is_lifted():
    taken = [Taken(7, "birch", since=NOON, lifted=NOON + timedelta(hours=2))]
    assert why(taken=taken, at=NOON - timedelta(seconds=1)) is Why.ALLOWED
    assert why(taken=taken, at=NOON) is Why.TAKEN_BACK
    assert why(taken=taken, at=NOON + timedelta(hours=2)) is Why.ALLOWED


def test_each_part_can_be_taken_back_by_itself():
    for part in ({"field": "room.name"}, {"recipient": "alder"}, {"purpose": "working_together"}):
        assert why(taken=[Taken(7, "birch", NOON, **part)]) is Why.TAKEN_BACK
    for other in ({"field": "room.phone"}, {"recipient": "cedar"}, {"purpose": "referrals"}):
        assert why(taken=[Taken(7, "birch", NOON, **other)]) is Why.ALLOWED


def test_what_was_taken_back_is_not_shared_by_way_of_another_agreement():
    other = replace(SHARE, agreement=8)
    both = [*BOTH, *(replace(one, agreement=8) for one in BOTH)]
    taken = [Taken(7, "birch", NOON)]
    got = decide([SHARE, other], both, taken, ASKED, on=NOON.date(), at=NOON)
    assert got.why is Why.TAKEN_BACK


def test_an_organisation_that_was_found_to_be_one_with_another_keeps_what_it_was_promised():
    named = replace(SHARE, recipients=frozenset({"alder-as-it-was"}))
    known = replace(BOTH[1], also=frozenset({"alder-as-it-was"}))
    assert why(named) is Why.RECIPIENT_NOT_NAMED
    assert why(named, parties=[BOTH[0], known]) is Why.ALLOWED
