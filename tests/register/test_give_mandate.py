"""Somebody is given a mandate: the powers she holds, from when to when, and who gave them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from spinney.base.access.leaving import leave
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.kernel.money import Money
from spinney.base.record.models import Entry
from spinney.base.record.timeline import timeline
from spinney.register import api
from spinney.register.actions.mandates import give_mandate
from spinney.register.policies.people import Powers, Term
from tests.register.acting import (
    as_actor,
    book_of,
    days,
    from_today,
    last_entry,
    mails,
    mandate,
    now,
    powers,
    someone,
    today,
)


def give(wood, what: Powers, term: Term | None = None, by="birch", to=None):
    return give_mandate(
        organisation=wood.organisations["birch"],
        person=to or someone("Fern"),
        powers=what,
        term=term or from_today(post="Deputy director"),
        by=wood.actor(by),
        now=now(),
    )


def test_she_may_do_what_was_given_and_no_more(wood):
    given = give(wood, powers("represent", "vote"))
    here = given.organisation_id
    assert api.may_represent(given.person_id, here, today())
    assert api.may_vote(given.person_id, here, today())
    assert not api.may_sign(given.person_id, here, today())
    assert api.spend_limit(given.person_id, here, today()) is None
    assert as_actor(given.person).organisation_name == "Birch House"


def test_the_record_tells_who_gave_what_and_she_is_told(wood):
    given = give(wood, powers("represent"))
    entry = last_entry(book_of(given.organisation))
    assert (entry.verb, entry.actor) == ("register.give_mandate", wood.birch.label)
    assert entry.detail["powers"] == "represent"
    assert "Fern" not in str(entry.detail)
    assert timeline([entry])[0].text == "Fern may now act for us: represent."
    (mail,) = mails("fern@example.org")
    assert "you now act for Birch House" in f"y{mail.subject[1:]}"


def test_nobody_gives_what_she_does_not_hold(wood):
    plain = someone("Maple")
    mandate(plain, wood.organisations["birch"])
    by = as_actor(plain, wood.organisations["birch"])
    for what in (powers("sign"), powers("represent", "vote"), powers("represent", spend=1)):
        with pytest.raises(NotAllowed, match="You cannot give"):
            give_mandate(
                organisation=wood.organisations["birch"],
                person=someone(f"To{what.in_words[:3]}{what.spend_limit_pence}"),
                powers=what,
                term=from_today(),
                by=by,
                now=now(),
            )


def test_a_spending_limit_is_at_most_ones_own(wood):
    wood.organisations["birch"].mandates.update(spend_limit_pence=50_000)
    with pytest.raises(NotAllowed, match="your own limit is £500"):
        give(wood, powers("represent", spend=50_001))
    given = give(wood, powers("represent", spend=50_000), to=someone("Ivy"))
    assert api.spend_limit(given.person_id, given.organisation_id, today()) == Money(50_000)


def test_a_host_gives_what_she_does_not_hold(wood):
    given = give(wood, powers("sign", spend=100_000), by="hazel")
    assert api.may_sign(given.person_id, given.organisation_id, today())


def test_a_facilitator_gives_the_first_mandate_but_none_once_somebody_represents(wood):
    with pytest.raises(NotAllowed):
        give(wood, powers("represent"), by="ash")
    wood.organisations["birch"].mandates.update(ended_early_at=now())
    given = give(wood, powers("represent", "sign"), by="ash", to=someone("Rose"))
    assert given.given_by == wood.people["ash"].label


@pytest.mark.parametrize("name", ["elm", "cedar", "sorrel", "willow", "rowan"])
def test_others_may_not(wood, name):
    with pytest.raises(NotAllowed):
        give(wood, powers("represent"), by=name)


def test_it_holds_on_its_first_and_last_day_and_not_around_them(wood):
    term = Term(days(5), days(9))
    given = give(wood, powers("represent", "sign"), term)
    on = {n: api.may_sign(given.person_id, given.organisation_id, days(n)) for n in (4, 5, 9, 10)}
    assert on == {4: False, 5: True, 9: True, 10: False}


def test_a_mandate_must_give_something_and_end_after_it_begins(wood):
    with pytest.raises(BadInput, match="at least one thing"):
        give(wood, powers())
    with pytest.raises(BadInput, match="before the first"):
        give(wood, powers("represent"), Term(today(), days(-1)), to=someone("Ivy"))
    with pytest.raises(BadInput, match="passed already"):
        give(wood, powers("represent"), Term(days(-9), days(-2)), to=someone("Oak"))


def test_twice_the_same_is_refused(wood):
    fern = someone("Fern")
    give(wood, powers("represent"), to=fern)
    with pytest.raises(WrongState, match="already"):
        give(wood, powers("represent", "vote"), to=fern)


def test_a_deputy_does_no_more_and_no_longer_than_her_principal(wood):
    principal = wood.organisations["birch"].mandates.get()
    principal.may_sign, principal.ends_on = False, days(30)
    principal.save()
    with pytest.raises(BadInput, match="no more than the person"):
        give(wood, powers("sign"), Term(today(), days(2), deputy_for=principal), by="hazel")
    term = Term(today(), deputy_for=principal)
    with pytest.raises(BadInput, match="last day must be"):
        give(wood, powers("represent"), term, to=someone("Ivy"))
    term = Term(today(), days(30), deputy_for=principal)
    given = give(wood, powers("represent"), term, to=someone("Oak"))
    assert given.deputy_for == principal


def test_one_person_may_serve_two_organisations_and_acts_for_one_at_a_time(wood):
    person = wood.people["birch"]
    mandate(person, wood.organisations["sorrel"], may_represent=True)
    birch = as_actor(person, wood.organisations["birch"])
    sorrel = as_actor(person, wood.organisations["sorrel"])
    assert birch.organisation_id != sorrel.organisation_id
    assert not birch.ids_of("organisation") & sorrel.ids_of("organisation")


def test_how_it_stood_on_a_past_day_can_still_be_told(wood):
    given = wood.organisations["birch"].mandates.get()
    given.ended_early_at = now() - timedelta(days=3)
    given.save()
    held = {n: api.may_sign(given.person_id, given.organisation_id, days(n)) for n in (-5, -3, 0)}
    assert held == {-5: True, -3: False, 0: False}
    assert date(2025, 12, 31) < given.starts_on
    assert not api.may_sign(given.person_id, given.organisation_id, date(2025, 12, 31))


def test_when_she_has_left_the_record_no_longer_says_who_she_was(wood):
    given = give(wood, powers("represent"))
    leave(by=as_actor(given.person), now=now())
    told = timeline(Entry.objects.filter(book=str(book_of(given.organisation))))
    assert not [line.text for line in told if "Fern" in line.text]
    assert "Somebody who has left may now act for us: represent." in [line.text for line in told]
