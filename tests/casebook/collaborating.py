"""Collaborate 2 as its people set it up, through pages and mailed links: the programme, its
timetable, its four clusters, and the organisations that join them. Facts are those of the report
(casebook/collaborate2/facts.toml); people and days are invented.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.test import Client
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.access.sealed import unseal
from spinney.base.kernel.periods import add_months
from spinney.base.post.models import Message
from spinney.clusters.models import Cluster, Programme
from tests.visitor import Visitor

FACTS = tomllib.loads((Path(__file__).parents[2] / "casebook/collaborate2/facts.toml").read_text())
TOLD = FACTS["programme"]


def signed_in(email: str, name: str) -> Visitor:
    """A browser signed in as a person, who is made if need be."""
    person = Person.objects.filter(email=email).first() or Person.objects.create_user(email, name)
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return Visitor(client, email=email)


def again(*visitors: Visitor) -> None:
    """Sign in again: a sign-in lasts thirty days."""
    for visitor in visitors:
        visitor.client = signed_in(visitor.email, "").client


def mailed_path(email: str) -> str:
    """The path of the link in the newest letter to an address."""
    letter = Message.objects.filter(email=email).exclude(sealed="").latest("pk")
    return re.sub(r"^https?://[^/]+", "", unseal(letter.sealed))


def set_up(rowan: Visitor, begun: date, **more: Any) -> Programme:
    """The programme with the report's parameters."""
    rowan.fill(
        "/make-programme/",
        name=TOLD["name"],
        funder=TOLD["funder"],
        summary=TOLD["aim"],
        starts_on=begun,
        grant_pence=f"{TOLD['grant_pounds']:,}",
        facilitation_days=TOLD["facilitation_days"],
        review_days=TOLD["review_days"],
        brand_pattern=TOLD["brand_pattern"],
        **more,
    )
    assert rowan.status == 200, rowan.errors
    return Programme.objects.get(name=TOLD["name"])


def plan(rowan: Visitor, programme: Programme, months: list[float], reason: str = "") -> None:
    """Give each stage its date, so many months after the beginning."""
    begun = programme.starts_on
    assert begun is not None
    dates = {}
    for place, after in enumerate(months):
        whole = int(after)
        day = add_months(begun, whole) + timedelta(days=round((after - whole) * 30))
        dates[f"stage-{place}-target_on"] = day
    if reason:
        dates["reason"] = reason
    rowan.fill(f"/programmes/{programme.pk}/change-timetable/", **dates)
    assert not rowan.errors, rowan.errors


def add_clusters(rowan: Visitor, programme: Programme) -> dict[str, Cluster]:
    """The four, by their places."""
    made = {}
    for told in FACTS["clusters"]:
        rowan.fill(
            f"/programmes/{programme.pk}/add-cluster/",
            place=told["place"],
            theme=told["theme"],
            summary=told["about"],
            facilitator="hazel@facilitators.example.org",
        )
        assert not rowan.errors, rowan.errors
        made[told["place"]] = Cluster.objects.get(place=told["place"])
    return made


def bring_in(hazel: Visitor, cluster: Cluster, told: dict) -> None:
    """Invite each organisation by mail; each accepts from the link, without an account."""
    supporters = [s["name"] for s in told.get("supporters", [])]
    for number, name in enumerate([*told["members"], *supporters]):
        email = f"chief{number}@{told['place'].lower()}.example.org"
        hazel.open(f"/clusters/{cluster.pk}/invite/")
        wanted = "Supporter" if name in supporters else "Core"
        labels = hazel.page.find_all("label")
        label = next(one for one in labels if one.get_text(strip=True).startswith(wanted))
        hazel.fill(
            f"/clusters/{cluster.pk}/invite/",
            organisation_name=name,
            person_name=f"Chief {number}",
            email=email,
            tier=hazel.page.find(id=label["for"])["value"],
            answer_by=localdate() + timedelta(days=21),
        )
        assert not hazel.errors, hazel.errors
        accept(mailed_path(email), name)


def accept(path: str, name: str) -> None:
    """Accept an invitation from its link, without an account."""
    visitor = Visitor(Client())
    visitor.fill(
        f"{path}accept/", person_name="Invented Person", post="Chief executive", agrees=True
    )
    assert visitor.status == 200, visitor.errors
    assert not visitor.errors, visitor.errors
    assert not visitor.client.cookies, "a task link sets no cookie"
