"""A3: an information-sharing protocol agreed by all; what was signed decides what is visible to
whom, need is evidenced from what is put together, and taking it back stops the sharing at once.

Played through pages alone. That all agreed a protocol, why, and what the data are for is the
source's; the partners, their people, what exactly they share and what they need are invented
(casebook/suffolk/illustration.toml).
"""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from spinney.agreements import api
from spinney.agreements.models import Agreement
from spinney.base.access.models import Person
from spinney.clusters.models import Cluster
from spinney.register.models import Mandate, Organisation
from tests.casebook.agreeing import answer, answer_in_words, at, put_out, sign, take_what_is_usual
from tests.casebook.joining import let_in
from tests.visitor import Visitor

HERE = Path(__file__).parents[2] / "casebook/suffolk"
FACTS = tomllib.loads((HERE / "facts.toml").read_text())["case"]
INVENTED = tomllib.loads((HERE / "illustration.toml").read_text())
MEMBERS: list[dict[str, Any]] = INVENTED["members"]
GONE = INVENTED["takes_back"]

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def a_cluster(name: str, address: str) -> tuple[Visitor, Cluster]:
    person = Person.objects.create_user(address, "Facilitator")
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    runs = Visitor(client)
    runs.fill(reverse("clusters:make-cluster"), name=name, place=FACTS["place"])
    return runs, Cluster.objects.get(name=name)


def own(name: str, member: str, *more: object) -> str:
    """The address of a page of a member's own."""
    organisation = Organisation.objects.get(name=member)
    return reverse(f"agreements:{name}", args=[organisation.pk, *more])


def enter_what_is_theirs(member: Visitor, told: dict[str, Any], cluster: Cluster) -> None:
    """Each enters whom to ask, and shows the cluster what it needs."""
    member.fill(
        own("add-contact", told["name"]), name=told["contact"], about="Referrals",
        email=f"ask.{told['email']}",
    )  # fmt: skip
    assert not member.errors, member.errors
    for area in told["needs"]:
        need = reverse("diagnostics:add-item", args=[cluster.pk])
        member.fill(need, kind="need", title=f"A need in {area}", area=area, level="3")
        assert not member.errors, member.errors


def write_the_protocol(runs: Visitor, cluster: Cluster) -> Agreement:
    """Drafted from the template, with all partners as its parties."""
    runs.open(reverse("agreements:directory", args=[cluster.pk]))
    assert runs.says("Nothing is shared yet")
    way = next(a for a in runs.page.find_all("a") if "information-sharing" in a.get_text())
    runs.fill(str(way["href"]), title="How we share information")
    made = Agreement.objects.get()
    assert made.parties.count() == len(MEMBERS), "it is between all"
    lines = [
        {**one, "givers": "parties", "recipients": "parties", "special": "none"}
        for one in INVENTED["shared"]
    ]
    answer(runs, made, "data_shared", {"items": lines})
    for key in ("what_people_gain", "whose_data", "risks_looked_at"):
        answer_in_words(runs, made, **{key: INVENTED[key]})
    last = timezone.localdate() + timedelta(days=700)
    answer(runs, made, "ends", on_day=last.day, on_month=last.month, on_year=last.year)
    take_what_is_usual(runs, made)
    runs.open(at(made, "draft"))
    for link in [a for a in runs.page.find_all("a") if a.get_text().startswith("Answer: ")]:
        key = re.search(r"/draft/questions/([\w-]+)/", str(link["href"]))
        assert key is not None, link
        runs.fill(str(link["href"]))
        assert not runs.errors, runs.errors
    runs.open(at(made, "draft"))
    assert runs.says("Nothing is open"), runs.page.get_text(" ", strip=True)[:3000]
    return made


def sees(visitor: Visitor, cluster: Cluster) -> set[str]:
    """Whose contacts somebody sees in the directory."""
    visitor.open(reverse("agreements:directory", args=[cluster.pk]))
    rows = visitor.page.find("tbody")
    text = rows.get_text(" ", strip=True) if rows else ""
    return {one["name"] for one in MEMBERS if f"ask.{one['email']}" in text}


def need_for_buildings(visitor: Visitor, cluster: Cluster) -> str:
    """What the page of need says of how many need something with buildings."""
    visitor.open(reverse("agreements:need-together", args=[cluster.pk]))
    assert not any(one["name"] in visitor.page.get_text() for one in MEMBERS if one != MEMBERS[1])
    for row in visitor.page.select("tbody tr"):
        cells = [cell.get_text(strip=True) for cell in row.find_all(["td", "th"])]
        if cells[0] == "Buildings":
            return cells[1]
    return ""


def test_a_protocol_agreed_by_all_decides_what_is_visible_to_whom():
    runs, cluster = a_cluster(INVENTED["cluster"], INVENTED["facilitator"])
    outside, next_door = a_cluster("Next door (illustrative)", "next.door@example.org")
    stranger = let_in(next_door, "Dove Street Kitchen (illustrative)", "dove@example.org")
    members = {one["name"]: let_in(cluster, one["name"], one["email"]) for one in MEMBERS}
    Mandate.objects.update(may_sign=True)
    for one in MEMBERS:
        enter_what_is_theirs(members[one["name"]], one, cluster)
    for name, member in members.items():
        assert sees(member, cluster) == {name}, "before it is signed each sees its own"

    made = write_the_protocol(runs, cluster)
    put_out(runs, made)
    for one in MEMBERS[:-1]:
        sign(members[one["name"]], made, one["person"])
        assert sees(members[one["name"]], cluster) == {one["name"]}, "it is to be agreed by all"
    sign(members[MEMBERS[-1]["name"]], made, MEMBERS[-1]["person"])

    everybody = set(members)
    for member in members.values():
        assert sees(member, cluster) == everybody
    reader = members[MEMBERS[1]["name"]]
    assert need_for_buildings(reader, cluster) == "4"
    # Whoever runs the cluster is not named, and next door there is nothing at all.
    assert sees(runs, cluster) == set()
    for visitor in (outside, stranger):
        assert sees(visitor, cluster) == set()
        assert visitor.status == 404
        assert sees(visitor, next_door) == set()
        assert visitor.says("Nothing is shared yet")

    it_is_taken_back(members, made, cluster)


def it_is_taken_back(members: dict[str, Visitor], made: Agreement, cluster: Cluster) -> None:
    """One partner takes back what it shares: gone at the next click, for everybody."""
    hers, reader = members[GONE], members[MEMBERS[1]["name"]]
    hers.open(own("what-we-share", GONE))
    assert hers.says(MEMBERS[1]["name"])
    hers.fill(own("stop-sharing", GONE, made.pk))
    assert hers.says("It is no longer shared"), hers.errors
    others = set(members) - {GONE}
    for name in others:
        assert sees(members[name], cluster) == others
    assert need_for_buildings(reader, cluster) == "3"
    reader.open(own("shared-with-us", MEMBERS[1]["name"]))
    assert reader.says("No longer shared")
    reader.open(reverse("agreements:duties", args=[cluster.pk]))
    assert reader.says(f"Destroy what you hold of {GONE}")
    # She still sees what the others share, and every look at what was hers.
    assert sees(hers, cluster) == set(members)
    hers.open(own("looks", GONE))
    for one in MEMBERS[1:]:
        assert hers.says(one["name"])
    pks = [Organisation.objects.get(name=name).pk for name in (GONE, MEMBERS[1]["name"])]
    answered = api.may_share("agreements.contact_email", *pks, "working_together")
    assert (answered.allowed, answered.why, answered.agreement) == (False, "taken_back", made.pk)

    hers.open(own("what-we-share", GONE))
    hers.press("Share again")
    for member in members.values():
        assert sees(member, cluster) == set(members)
