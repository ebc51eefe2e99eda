"""D6: an agreement of about 30 partners; one of them leaves with notice, what it still has to do is
settled, both sides say how they part, and the record stays; a new one joins without all of them
signing again, and the one that left could come back.

Played through pages and what the site does at night. The two organisations, that one leads, the
number of partners and that it is good to stay in touch after a partnership ends are the source's;
the other partners, the people, and what they agreed and say are invented
(casebook/pohwer/illustration.toml).
"""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from spinney.agreements import api
from spinney.agreements.actions.signing import sign as sign_by_api
from spinney.agreements.bridge.signatures import Signer
from spinney.agreements.models import Agreement, AskedToSign, Duty
from spinney.agreements.tasks.life import keep_agreements_true
from spinney.base.access.models import Person
from spinney.base.access.sources import actor_for
from spinney.base.post.models import Message
from spinney.clusters.models import Cluster
from spinney.register.models import Mandate, Organisation
from tests.casebook.agreeing import answer, answer_in_words, at, put_out, sign, take_what_is_usual
from tests.casebook.joining import let_in
from tests.visitor import Visitor

HERE = Path(__file__).parents[2] / "casebook/pohwer"
FACTS = tomllib.loads((HERE / "facts.toml").read_text())["case"]
INVENTED = tomllib.loads((HERE / "illustration.toml").read_text())
LEAD, PARTNER = FACTS["lead"], FACTS["partner"]
LEAVES, JOINS = INVENTED["leaves"], INVENTED["joins"]
PARTING = INVENTED["parting"]
BEGUN = datetime(2026, 3, 2, 10, tzinfo=UTC)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def uid(name: str) -> str:
    return str(Organisation.objects.get(name=name).uid)


BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(visitor: Visitor) -> None:
    visitor.client.force_login(Person.objects.get(email=visitor.email), backend=BACKEND)


def the_partners() -> tuple[Visitor, dict[str, Visitor], Cluster]:
    """A cluster made in a browser, and all its partners but the last, each with somebody who may
    sign for it.
    """
    host = INVENTED["facilitator"]
    person = Person.objects.create_user(host["email"], host["name"])
    client = Client()
    client.force_login(person, backend=BACKEND)
    runs = Visitor(client, email=host["email"])
    runs.fill(reverse("clusters:make-cluster"), name=FACTS["name"], place=INVENTED["place"])
    cluster = Cluster.objects.get()
    others = FACTS["partners"] - 4  # beside the lead, the partner, who leaves and who joins
    names = [LEAD, PARTNER, LEAVES]
    names += [INVENTED["partner"].format(number=number) for number in range(1, others + 1)]
    members = {
        name: let_in(cluster, name, f"partner{number}@example.org")
        for number, name in enumerate(names)
    }
    Mandate.objects.update(may_sign=True)
    return runs, members, cluster


def write_it(runs: Visitor, cluster: Cluster) -> Agreement:
    """A consortium agreement: the lead body, how one leaves, and that a deed is enough to join."""
    start = reverse("agreements:start-agreement", args=[cluster.pk])
    runs.fill(f"{start}?wording=consortium_agreement", title=FACTS["name"])
    made = Agreement.objects.get()
    lead = made.parties.get(organisation__name=LEAD)
    runs.fill(at(made, "set-parties"), **{f"role-{lead.pk}": "lead", f"place-{lead.pk}": "1"})
    runs.open(f"{at(made, 'answer-term', 'lead_body')}?from=draft")
    answer(runs, made, "leaving", notice_days=INVENTED["notice_days"], finishes="yes")
    answer(runs, made, "accession", by_deed="yes", signs_for_us="lead_body")
    does = [{"organisation": uid(n), "what": INVENTED["delivers"]} for n in (LEAD, PARTNER, LEAVES)]
    answer(
        runs, made, "outputs", {"outputs": does},
        report_every_months=INVENTED["report_every_months"],
    )  # fmt: skip
    for clause in ("tiers", "suspension", "ends", "staff_transfer"):
        runs.client.post(at(made, "leave-out-clause", clause))
    answer(
        runs, made, "guarantor", organisation=uid(LEAD), guarantees=INVENTED["guarantees"],
    )  # fmt: skip
    answer(runs, made, "open_books", shown=["costs"])
    answer(runs, made, "joint_decisions", matters=["bids"])
    answer(runs, made, "risks", {"borne": [INVENTED["money"]]})
    answer(runs, made, "insurance", {"covers": [INVENTED["insurance"]]})
    answer_in_words(runs, made, **INVENTED["answers"])
    take_what_is_usual(runs, made)
    return made


def all_sign(agreement: Agreement, members: dict[str, Visitor]) -> None:
    """The lead and its partner sign in a browser; the others by the same action."""
    for name in (LEAD, PARTNER):
        sign(members[name], agreement, name)
    waiting = AskedToSign.objects.filter(signing__signs__agreement=agreement, state="waiting")
    for asked in waiting.select_related("party__organisation"):
        name = asked.party.organisation.name
        person = Person.objects.get(email=members[name].email)
        actor = actor_for(person, timezone.localdate(), asked.party.organisation_id)
        typed = Signer(person.name or name, identified_by="signed in")
        sign_by_api(asked=asked, signer=typed, by=actor, now=timezone.now())


def leaves(runs: Visitor, members: dict[str, Visitor], agreement: Agreement) -> int:
    """The exit procedure, from the notice to the day."""
    leaver = members[LEAVES]
    party = agreement.parties.get(organisation__name=LEAVES).pk
    leaver.open(at(agreement, "agreement"))
    leaver.open(at(agreement, "give-notice", party))
    assert leaver.says(f"You agreed on {INVENTED['notice_days']} days of notice")
    assert leaver.says("Report on what was delivered")
    leaver.fill(at(agreement, "give-notice", party), reason=PARTING["reason"])
    assert not leaver.errors, leaver.errors
    day = timezone.localdate() + timedelta(days=INVENTED["notice_days"])
    assert leaver.says(f"is a party of “{agreement.title}” until the day before {day:%-d %B %Y}")
    told = Message.objects.filter(headline__contains="leaves").values_list("email", flat=True)
    assert len(set(told)) == FACTS["partners"] - 1, "the other 28 partners, and who runs it"

    # What it still has to do: the others see it, and one of them takes it over.
    duty = Duty.objects.get(organisation__name=LEAVES, state="open")
    runs.open("/")
    assert runs.says(f"{LEAVES} leaves"), runs.page.get_text(" ", strip=True)
    partner = str(Organisation.objects.get(name=PARTNER).pk)
    runs.fill(at(agreement, "settle-duty", party, duty.pk), how="handed", to=partner)
    assert runs.says(f"Handed to {PARTNER}")

    # Both sides say how they part, and both read both.
    leaver.fill(at(agreement, "say-relations", party), words=PARTING["its_words"], good="yes")
    runs.fill(at(agreement, "say-relations", party), words=PARTING["their_words"], good="yes")
    leaver.open(at(agreement, "leaving", party))
    assert leaver.says(PARTING["their_words"])
    assert runs.says(PARTING["its_words"])
    return party


def joins(runs: Visitor, members: dict[str, Visitor], cluster: Cluster, made: Agreement) -> None:
    """A new member joins by a deed that it and the lead body sign."""
    members[JOINS] = let_in(cluster, JOINS, "joins@example.org")
    Mandate.objects.update(may_sign=True)
    runs.open("/")
    assert runs.says(f"Let 1 new member join “{made.title}”"), runs.page.get_text(" ", strip=True)
    runs.open(at(made, "joiners"))
    assert runs.says(JOINS)
    runs.press("Begin its deed")
    deed = made.deeds.get(kind="accession_deed")
    runs.open(at(deed, "draft"))
    day = timezone.localdate()
    runs.fill(f"{at(deed, 'answer-question', 'first_day')}?from=draft", answer=day)
    answer_in_words(runs, deed, how_it_was_decided="by the members")
    put_out(runs, deed)
    sign_in(members[LEAD])  # the weeks between have ended its session
    for name in (JOINS, LEAD):
        assert not made.parties.filter(organisation__name=JOINS).exists()
        sign(members[name], deed, name)
    party = made.parties.get(organisation__name=JOINS)
    assert party.belongs(day)
    members[JOINS].open(at(made, "agreement"))
    assert members[JOINS].says(f"party since {day:%-d %B %Y}")


def test_a_partnership_ends_well_and_another_begins():
    with time_machine.travel(BEGUN, tick=True) as clock:
        runs, members, cluster = the_partners()
        made = write_it(runs, cluster)
        put_out(runs, made)
        all_sign(made, members)
        first_day = timezone.localdate()
        made.refresh_from_db()
        assert made.state == "agreed"
        assert made.parties.count() == FACTS["partners"] - 1
        assert api.terms(cluster).leaving.notice_days == INVENTED["notice_days"]

        clock.shift(timedelta(days=10))
        party = leaves(runs, members, made)
        last = timezone.localdate() + timedelta(days=INVENTED["notice_days"] - 1)

        # The day comes. It is a party until midnight whatever runs; then the site says so.
        clock.shift(timedelta(days=INVENTED["notice_days"]))
        row = made.parties.get(pk=party)
        assert row.belongs(last)
        assert not row.belongs(last + timedelta(days=1))
        keep_agreements_true(timezone.now())
        runs.open(at(made, "leaving", party))
        for words in (PARTING["reason"], PARTING["its_words"], PARTING["their_words"]):
            assert runs.says(words), "the record and how they parted are kept"
        assert runs.says(f"Handed to {PARTNER}")
        runs.open(at(made, "agreement"))
        assert runs.says(f"party since {first_day:%-d %B %Y}, left on")
        assert runs.says(f"{LEAVES} has left"), "the history of the agreement tells of it"

        # The thirtieth joins; nobody but it and the lead body signs.
        joins(runs, members, cluster, made)
        here = [one for one in made.parties.all() if one.belongs(timezone.localdate())]
        assert len(here) == FACTS["partners"] - 1
        assert made.versions.count() == 1

        # The one that left is still in touch: it can come back.
        runs.open(at(made, "joiners"))
        assert runs.says("could come back")
        runs.press("Let it join again")
        assert runs.says("is begun"), runs.page.get_text(" ", strip=True)
        assert made.parties.get(pk=party).joined_on == first_day
