"""D13: a memorandum is negotiated by comments and other words, checked by a solicitor at a link,
signed, and later varied: agreed by the rule that it states itself, and signed again.

Played through pages and mailed links only. Who leads, that solicitors checked the memorandum, that
two of the host team are employed by other partners, and that the university and another partner
did paid pieces of work are the source's; all else is invented
(casebook/norfolk/illustration.toml).
"""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from spinney.agreements import api
from spinney.agreements.models import Agreement, AskedToSign
from spinney.agreements.states import AgreementState, AskedState, VersionState
from spinney.base.access.models import Person
from spinney.clusters.models import Cluster
from spinney.register.models import Mandate, Organisation
from tests.casebook.agreeing import answer, answer_in_words, at, put_out, sign, take_what_is_usual
from tests.casebook.joining import let_in
from tests.clusters.inviting import last_link
from tests.visitor import Visitor

HERE = Path(__file__).parents[2] / "casebook/norfolk"
FACTS = tomllib.loads((HERE / "facts.toml").read_text())["case"]
INVENTED = tomllib.loads((HERE / "illustration.toml").read_text())
LEAD = FACTS["lead"]
UNIVERSITY, MEADOW, SALTMARSH = (one["name"] for one in INVENTED["partners"])
SOLICITOR, TALK = INVENTED["solicitor"], INVENTED["talk"]

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def uid(name: str) -> str:
    return str(Organisation.objects.get(name=name).uid)


def the_network() -> tuple[Visitor, dict[str, Visitor], Cluster]:
    """The cluster, and its members with somebody who may vote and sign for each."""
    host = INVENTED["facilitator"]
    person = Person.objects.create_user(host["email"], host["name"])
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    runs = Visitor(client)
    runs.fill(reverse("clusters:make-cluster"), name=FACTS["name"], place=INVENTED["place"])
    cluster = Cluster.objects.get()
    members = {LEAD: let_in(cluster, LEAD, INVENTED["lead"]["email"])}
    for one in INVENTED["partners"]:
        members[one["name"]] = let_in(cluster, one["name"], one["email"])
    Mandate.objects.update(may_sign=True)
    return runs, members, cluster


def draft_it(runs: Visitor, cluster: Cluster) -> Agreement:
    """A memorandum with all of them, one the lead body, and two posts that partners employ."""
    start = reverse("agreements:start-agreement", args=[cluster.pk])
    runs.fill(f"{start}?wording=memorandum", title=f"{FACTS['name']} memorandum")
    made = Agreement.objects.get()
    lead = made.parties.get(organisation__name=LEAD)
    runs.fill(at(made, "set-parties"), **{f"role-{lead.pk}": "lead", f"place-{lead.pk}": "1"})
    assert not runs.errors, runs.errors
    posts = [
        {
            "title": one["title"],
            "employer": uid(one["employer"]),
            "answers_to": "lead_body",
            "workload_by": "members",
        }
        for one in INVENTED["posts"]
    ]
    assert len(posts) == FACTS["employed_by_partners"]
    answer(runs, made, "hosted_post", {"posts": posts})
    answer(
        runs, made, "decision_rule", rule="consensus", fallback="two_thirds",
        fallback_after_days="7",
    )  # fmt: skip
    answer_in_words(runs, made, **INVENTED["answers"])
    answer(runs, made, "joint_decisions", matters=INVENTED["usual"]["matters"])
    answer(runs, made, "risks", {"borne": [INVENTED["usual"]["risk"]]})
    answer(runs, made, "insurance", {"covers": [INVENTED["usual"]["insurance"]]})
    for clause in ("deliver", "ends"):
        runs.client.post(at(made, "leave-out-clause", clause))
    return made


def test_it_is_negotiated_checked_signed_and_varied():
    runs, members, cluster = the_network()
    made = draft_it(runs, cluster)
    negotiate(runs, members, made)
    have_it_checked(runs, made)
    take_what_is_usual(runs, made)
    sign_it(runs, members, made)
    assert api.terms(cluster).lead_body.organisation == uid(LEAD)
    employers = {one.employer for one in api.terms(cluster).hosted_post.posts}
    assert employers == {uid(MEADOW), uid(SALTMARSH)}
    assert api.terms(cluster).outputs.outputs == ()
    varied_on = vary(runs, members, made)
    paid = {one.organisation for one in api.terms(cluster, varied_on).outputs.outputs}
    assert paid == {uid(UNIVERSITY), uid(SALTMARSH)}
    assert len(paid) == len(FACTS["paid_pieces_of_work"])
    assert made.versions.get(number=1).text != made.versions.get(number=2).text


def negotiate(runs: Visitor, members: dict[str, Visitor], made: Agreement) -> None:
    """A partner asks about a clause, another proposes words; both are dealt with."""
    partner = members[MEADOW]
    partner.fill(f"{at(made, 'add-comment')}?clause=posts", text=TALK["comment"])
    assert partner.says(TALK["comment"]), partner.errors
    proposer = members[SALTMARSH]
    proposer.open(f"{at(made, 'propose-words')}?clause=roles")
    words = proposer.page.find("textarea", attrs={"name": "text"}).get_text().strip()
    assert "[Lead body]" in words, words
    proposer.fill(
        f"{at(made, 'propose-words')}?clause=roles",
        text=f"{words}\n\n{TALK['member_words']}", why="So that everybody knows.",
    )  # fmt: skip
    assert not proposer.errors, proposer.errors

    runs.open(f"{at(made, 'review')}?show=open")
    assert runs.says("2. Who does what")
    assert not runs.says("When it ends")
    comment = made.versions.get().comments.get()
    runs.fill(f"{at(made, 'add-comment')}?answers={comment.pk}", text=TALK["answer"])
    runs.open(at(made, "review"))
    runs.press("Settle")
    take_over(runs, made)
    runs.open(at(made, "read-agreement"))
    assert runs.says(TALK["member_words"])


def take_over(runs: Visitor, made: Agreement) -> None:
    """Whoever writes it looks at the newest proposal, and takes it over."""
    words = made.versions.latest("number").proposed_words.latest("pk")
    runs.open(at(made, "proposed-words", words.pk))
    runs.press("Take these words over")
    assert runs.says("The words are taken over into the draft.")


def have_it_checked(runs: Visitor, made: Agreement) -> None:
    """A solicitor reads what she was given, while the draft goes on; her words are taken over."""
    runs.fill(
        at(made, "ask-outside-reader"), name=SOLICITOR["name"], email=SOLICITOR["email"],
        capacity=FACTS["checked_by"],
    )  # fmt: skip
    assert not runs.errors, runs.errors
    link = last_link(SOLICITOR["email"])
    reader = Visitor(Client())
    reader.open(link)
    assert reader.says(TALK["member_words"])
    assert not reader.says(TALK["comment"]), "what members say is not hers to read"
    assert len(reader.page.find_all("details")) > 20, "each clause is explained"
    assert not reader.page.select('a[href^="/clusters/"]')

    answer_in_words(runs, made, first_contact="its treasurer")  # the draft goes on
    reader.open(link)
    assert not reader.says("treasurer")
    reader.open(f"{link}words/?clause=risks")
    words = reader.page.find("textarea", attrs={"name": "text"}).get_text().strip()
    reader.fill(f"{link}words/?clause=risks", text=f"{words}\n\n{TALK['solicitor_words']}")
    assert reader.says("Your words are proposed."), reader.errors
    reader.fill(f"{link}verdict/", text=SOLICITOR["says"])

    asked = made.versions.get().outside_readers.get()
    runs.open(at(made, "outside-reader", asked.pk))
    assert runs.says(SOLICITOR["says"])
    assert runs.says("treasurer"), "what has changed since she was given it"
    take_over(runs, made)
    runs.open(at(made, "outside-reader", asked.pk))
    runs.press("End the link now")
    assert reader.client.get(link).status_code == 410


def sign_it(runs: Visitor, members: dict[str, Visitor], made: Agreement) -> None:
    """It is put out, and every party signs."""
    put_out(runs, made)
    for name, member in members.items():
        made.refresh_from_db()
        assert made.state == AgreementState.SIGNING
        sign(member, made, name)
    made.refresh_from_db()
    assert made.state == AgreementState.AGREED


def vary(runs: Visitor, members: dict[str, Visitor], made: Agreement) -> date:
    """Paid pieces of work are added: agreed by the rule in force, then signed. Returns the day from
    which they are in force: the first version came into force today, so the day after it.
    """
    runs.fill(at(made, "vary-agreement"), why="Two partners are paid for pieces of work.")
    assert not runs.errors, runs.errors
    runs.client.post(at(made, "put-back-clause", "deliver"))
    outputs = [dict(one, organisation=uid(one["organisation"])) for one in INVENTED["outputs"]]
    answer(runs, made, "outputs", {"outputs": outputs})
    take_what_is_usual(runs, made)
    refused = runs.client.post(
        at(made, "put-out"), {"deadline_day": "1", "deadline_month": "1", "deadline_year": "2100"}
    )
    assert made.versions.get(number=2).state == VersionState.DRAFT
    assert "have not been asked yet" in " ".join(refused.content.decode().split())

    runs.open(at(made, "ask-to-agree"))
    assert runs.says("We decide by consensus")
    assert runs.says(f"“{made.title}”")
    runs.fill(at(made, "ask-to-agree"))
    assert runs.says("0 of 4 organisations answered so far."), runs.errors
    for email in (INVENTED["lead"]["email"], *(one["email"] for one in INVENTED["partners"])):
        guest = Visitor(Client())
        guest.open(last_link(email))
        assert guest.says("open days (illustrative)"), "what would change stands where she answers"
        guest.fill(last_link(email), says="agrees")
        assert guest.says("Your answer counts"), guest.errors
    approval = made.versions.get(number=2).approvals.get()
    runs.open(at(made, "approval", approval.pk))
    runs.press("Close it")
    assert runs.says("All 4 organisations agree.")

    put_out(runs, made)
    asked = AskedToSign.objects.filter(signing__signs__number=2, state=AskedState.WAITING)
    names = list(asked.values_list("party__organisation__name", flat=True))
    assert names
    for name in names:
        sign(members[name], made, name)
    changed = made.versions.get(number=2)
    assert changed.state == VersionState.AGREED
    before = made.versions.get(number=1)
    assert changed.in_force_from is not None
    assert before.in_force_until == changed.in_force_from - timedelta(days=1)
    return changed.in_force_from
