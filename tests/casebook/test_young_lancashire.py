"""D11: 29 organisations sign a statement of intent with agreed values. Three sign in a browser, one
of them on a phone from the mailed link and one without JavaScript; the rest by the public deeds.

That there were 29, led by Young Lancashire, who met each quarter, is the source's; the members'
names, their people and their words are invented (casebook/young_lancashire/illustration.toml).
"""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from spinney.agreements import api as agreements
from spinney.agreements.actions.clauses import leave_out_clause
from spinney.agreements.actions.drafting import (
    PartyLine,
    answer_question,
    answer_term,
    start_agreement,
)
from spinney.agreements.actions.signing import put_out
from spinney.agreements.bridge.site_seal import known_certificates
from spinney.agreements.engine.sealing import Finding
from spinney.agreements.engine.sealing import verify as verify_seal
from spinney.agreements.engine.terms import CATALOGUE, write
from spinney.agreements.models import Agreement, Sealed, Signature, Signing, Version
from spinney.agreements.states import AgreementState, PartyRole
from spinney.base.access.models import Person
from spinney.base.access.sources import actor_for
from spinney.base.access.tokens import make_token
from spinney.base.kernel.actors import Actor
from spinney.base.record.record import verify
from spinney.clusters.models import Cluster, Facilitator, Membership, Tier
from spinney.money import api as money
from spinney.register.models import Mandate, Organisation
from tests.browser import NARROW, WIDE, chromium, visit
from tests.clusters.inviting import last_link

__all__ = ["chromium"]

HERE = Path(__file__).parents[2] / "casebook/young_lancashire"
FACTS = tomllib.loads((HERE / "facts.toml").read_text())["case"]
INVENTED = tomllib.loads((HERE / "illustration.toml").read_text())
MEMBERS = [FACTS["lead"], *INVENTED["members"]]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


def address_of(name: str) -> str:
    letters = "".join(c for c in name.lower() if c.isascii() and c.isalpha())
    return f"{letters}@example.org"


def the_partners() -> tuple[Cluster, Actor, list[Organisation]]:
    """The cluster, whoever facilitates it, and 29 members with somebody who may sign for each."""
    now = timezone.now()
    cluster = Cluster.objects.create(
        name=INVENTED["cluster"], place="The county", state="active", made_at=now
    )
    tier = Tier.objects.create(cluster=cluster, position=0, name="Partner")
    told = INVENTED["facilitator"]
    fell = Person.objects.create_user(told["email"], told["name"])
    Facilitator.objects.create(cluster=cluster, person=fell, starts_on=date(2026, 1, 1))
    organisations = []
    for name in MEMBERS:
        organisation = Organisation.objects.create(name=name)
        person = Person.objects.create_user(address_of(name), f"Signer of {name}")
        Mandate.objects.create(
            organisation=organisation, person=person, post="Chair", may_sign=True, may_vote=True,
            starts_on=date(2026, 1, 1), given_by="system:test", given_at=now,
        )  # fmt: skip
        Membership.objects.create(
            cluster=cluster, organisation=organisation, admitted_to=tier, tier=tier,
            state="active", asked_at=now, joined_on=date(2026, 1, 10),
        )  # fmt: skip
        organisations.append(organisation)
    return cluster, actor_for(fell, timezone.localdate()), organisations


def the_statement(cluster: Cluster, by: Actor, members: list[Organisation]) -> Agreement:
    """The statement of intent, written: its values agreed, the outputs left to contracts of their
    own, the rest as the template proposes it.
    """
    now = timezone.now()
    parties = [PartyLine(one) for one in members]
    parties[0] = PartyLine(members[0], PartyRole.LEAD)
    agreement = start_agreement(
        cluster=cluster, wording=FACTS["signed"], title="Statement of intent", parties=parties,
        by=by, now=now,
    )  # fmt: skip
    version = agreement.versions.get()
    for key in ("deliver", "publicity"):
        version = leave_out_clause(version=version, key=key, by=by, now=now)
    for key in ("purpose", "next_step"):
        version = answer_question(version=version, key=key, words=INVENTED[key], by=by, now=now)
    meetings = write("meetings", CATALOGUE["meetings"].default)
    said = {
        "values": {"values": INVENTED["values"]},
        "lead_body": {"organisation": str(members[0].uid)},
        "meetings": meetings | {"every_months": FACTS["meetings_every_months"]},
    }
    usual = (
        "decision_rule",
        "electorate",
        "quorum",
        "meeting_notice",
        "joining",
        "leaving",
        "review",
    )
    said |= {key: write(key, CATALOGUE[key].default) for key in usual}
    for key, value in said.items():
        version = answer_term(version=version, key=key, value=value, by=by, now=now)
    return agreement


def sign_in_browser(
    chromium: Browser, site: str, path: str, width: int, *, scripts: bool = True, session: str = ""
) -> None:
    """Open what is to be signed, read, tick, and sign."""
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=scripts
    )
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    visitor = visit(context, site)
    page = visitor.open(path)
    assert page.get_by_text(INVENTED["values"][0]).first.is_visible()
    assert page.get_by_text("under a mandate given on").is_visible()
    if scripts:
        assert visitor.problems() == []
    page.get_by_label("I have read it, and I sign it for").check()
    page.get_by_role("button", name="Sign", exact=True).click()
    page.get_by_role("heading", name="You have signed for").wait_for()
    if scripts:
        assert visitor.problems() == []
    context.close()


def session_of(email: str) -> str:
    client = Client()
    client.force_login(
        Person.objects.get(email=email),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client.cookies["sessionid"].value


def sign_over_http(cluster: Cluster, agreement: Agreement, organisation: Organisation) -> None:
    """What is to be signed is read by a program, and signed by the hash of what was read."""
    person = Person.objects.get(email=address_of(organisation.name))
    by = actor_for(person, timezone.localdate(), organisation.pk)
    scopes = ("agreements:read", "agreements:write")
    token = make_token(
        person=person, name="Signs", scopes=scopes, days=1, by=by, now=timezone.now()
    )
    at = f"/api/v1/clusters/{cluster.pk}/agreements/{agreement.pk}/signature"
    headers = {"Authorization": f"Bearer {token}"}
    to_sign = Client().get(at, headers=headers)
    assert to_sign.status_code == 200, to_sign.content
    shown = to_sign.json()
    assert shown["in_the_way"] == ""
    sent = {"read": shown["read"], "name": person.name, "post": "Chair", "agrees": True}
    signed = Client().post(at, sent, content_type="application/json", headers=headers)
    assert signed.status_code in (200, 201), signed.content
    assert signed.json()["organisation"] == organisation.name


def test_29_organisations_sign_a_statement_of_intent(chromium, live_server, do_waiting_work):
    assert len(MEMBERS) == FACTS["organisations"]
    cluster, fell, members = the_partners()
    agreement = the_statement(cluster, fell, members)
    with CaptureQueriesContext(connection) as asked_for:
        put_out(
            version=agreement.versions.get(), deadline=timezone.localdate() + timedelta(days=21),
            by=fell, now=timezone.now(),
        )  # fmt: skip
    assert len(asked_for) < 12 * len(members)

    # Three in a browser: the lead signed in, one on a phone, one without JavaScript.
    at = reverse("agreements:sign", args=[cluster.pk, agreement.pk])
    sign_in_browser(chromium, live_server.url, at, WIDE, session=session_of(address_of(MEMBERS[0])))
    phone, plain = (last_link(address_of(name)) for name in MEMBERS[1:3])
    sign_in_browser(chromium, live_server.url, phone, NARROW)
    sign_in_browser(chromium, live_server.url, plain, WIDE, scripts=False)
    assert Signature.objects.count() == 3

    # The rest over the API, each with a token of her own.
    for organisation in members[3:]:
        with CaptureQueriesContext(connection) as of_one:
            sign_over_http(cluster, agreement, organisation)
        if organisation != members[-1]:
            assert len(of_one) < 90, "a token made, what is asked read, and signed"
            assert Agreement.objects.get(pk=agreement.pk).state == AgreementState.SIGNING

    version = Version.objects.get(agreement=agreement)
    assert Agreement.objects.get(pk=agreement.pk).state == AgreementState.AGREED
    assert version.in_force_from == timezone.localdate()
    given = list(Signature.objects.all())
    assert len(given) == 29
    assert {one.digest for one in given} == {version.digest}
    assert len({one.organisation_name for one in given}) == 29
    assert agreement.parties.filter(joined_on=timezone.localdate()).count() == 29
    assert Signing.objects.get().state == "complete"

    # One file proves it all, to anybody.
    do_waiting_work()
    with Sealed.objects.get(seals=version).file.open("rb") as sealed:
        verdict = verify_seal(sealed.read(), known_certificates())
    assert verdict.finding is Finding.SEALED
    assert verdict.digest == version.digest
    assert len({one["organisation"] for one in verdict.signatures}) == 29

    # What they hold to is what the cluster goes by.
    terms = agreements.terms(cluster)
    assert list(terms.values.values) == INVENTED["values"]
    assert terms.lead_body.organisation == str(members[0].uid)
    assert terms.meetings.every_months == FACTS["meetings_every_months"]
    assert list(verify()) == []

    # Whoever looks after it sees all 29 on a page that costs the same however many there are.
    client = Client()
    client.cookies["sessionid"] = session_of(INVENTED["facilitator"]["email"])
    page = reverse("agreements:signing", args=[cluster.pk, agreement.pk])
    client.get(page)
    with CaptureQueriesContext(connection) as of_page:
        words = client.get(page).content.decode()
    assert len(of_page) < 26
    assert "29 of 29" in words
    file = client.get(page, {"as": "csv"})
    assert sum(version.digest in line for line in _text(file).splitlines()) == 29
    _the_leads_unpaid_work_is_seen(cluster, members)


def _the_leads_unpaid_work_is_seen(cluster: Cluster, members: list[Organisation]) -> None:
    """What the lead gives to develop the partnership is counted, apart from what others give, and
    is no money anywhere.
    """
    assert FACTS["unfunded"] == "development work"
    today = timezone.localdate()
    page = reverse("money:note-contribution", args=[cluster.pk])
    given = ((0, "development", "37.5"), (0, "running", "6"), (1, "development", "4"))
    for number, work, hours in given:
        client = Client()
        client.cookies["sessionid"] = session_of(address_of(MEMBERS[number]))
        said = {
            "organisation": members[number].pk, "what": "Unpaid work", "kind": "time",
            "hours": hours, "work": work, "day_day": today.day, "day_month": today.month,
            "day_year": today.year,
        }  # fmt: skip
        assert client.post(page, said).status_code == 302
    told = money.contributed(cluster)
    assert (told.lead_development.hours, told.lead.hours, told.whole.hours) == (
        Decimal("37.5"), Decimal("43.5"), Decimal("47.5")
    )  # fmt: skip
    assert money.balances_by(cluster, "account") == {}
    shown = client.get(reverse("money:contributions", args=[cluster.pk])).content.decode()
    assert f"<strong>{FACTS['lead']}</strong>, the lead body, gave without pay" in shown
    assert "37.5 hours" in shown


def _text(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8-sig")
