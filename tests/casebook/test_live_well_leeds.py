"""D8: an expression of interest goes to about 300 organisations over six months; 16 are chosen.

Played through pages and mailed links only. The 300 organisations and what they say are invented
(the source gives the number, not the names).
"""

from __future__ import annotations

import csv
import io
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from spinney.base.post.models import Message
from spinney.clusters.models import Call, Invitation, Response
from spinney.clusters.states import CallState
from tests.access import client_of
from tests.personas import Wood

FACTS = tomllib.loads(
    (Path(__file__).parents[2] / "casebook/live_well_leeds/facts.toml").read_text()
)["case"]
pytestmark = pytest.mark.django_db


def day_parts(name: str, day) -> dict[str, object]:
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year} | {
        f"{name}_day": day.day,
        f"{name}_month": day.month,
        f"{name}_year": day.year,
    }


def write_the_call(ash: Client, wood: Wood) -> Call:
    closes = timezone.localdate() + timedelta(days=30 * FACTS["months"])
    page = reverse("clusters:make-call", args=[wood.cluster.pk])
    said = {
        "title": "Who will deliver this with us?",
        "text": "We look for organisations of every size.",
        "tier": wood.tiers["associate"].pk,
        "minutes": 10,
        "is_public": "no",
        "chosen_text": "You are one of our partners.",
        "not_chosen_text": "There was more interest than room.",
    }
    assert ash.post(page, said | day_parts("closes_on", closes)).status_code == 302
    call = Call.objects.get()
    question = reverse("clusters:add-question", args=[wood.cluster.pk, call.pk])
    for text, kind, points in (
        ("What would you bring?", "long_text", 10),
        ("Income last year", "money", 0),
    ):
        fields = {"text": text, "kind": kind, "is_required": "yes", "max_points": points}
        assert ash.post(question, fields).status_code == 302
    assert (
        ash.post(reverse("clusters:open-call", args=[wood.cluster.pk, call.pk])).status_code == 302
    )
    return call


def answer(secret_url: str, number: int) -> None:
    """One organisation answers from its link, without an account or a cookie."""
    visitor = Client()
    call = Call.objects.get()
    bring, income = call.questions.values_list("pk", flat=True)
    path = secret_url.removeprefix("http://127.0.0.1:8000")
    assert (
        visitor.post(f"{path}1/", {f"question-{bring}": f"Work in ward {number}"}).status_code
        == 302
    )
    pounds = 40_000 + 1_000 * number
    assert visitor.post(f"{path}2/", {f"question-{income}": f"{pounds:,}"}).status_code == 302
    assert visitor.post(f"{path}check/").status_code == 302
    assert not visitor.cookies


@pytest.mark.slow
def test_three_hundred_expressions_of_interest(wood, do_waiting_work):
    ash = client_of(wood, "ash")
    call = write_the_call(ash, wood)
    here = [wood.cluster.pk, call.pk]
    pasted = "\n".join(
        f"Community group {n}, office@group{n}.example.org" for n in range(FACTS["asked"])
    )
    ask = reverse("clusters:ask-organisations", args=here)
    checked = ash.post(ask, {"people": pasted})
    assert b"Send 300 letters" in checked.content
    assert not Message.objects.filter(kind="clusters.call_asked").exists()
    ash.post(ask, {"people": pasted, "send": "1"})
    letters = Message.objects.filter(kind="clusters.call_asked").order_by("pk")
    assert letters.count() == FACTS["asked"]

    interested = list(letters)[:60]
    for number, letter in enumerate(interested):
        answer(letter.secret, number)
    ash.post(reverse("clusters:remind-organisations", args=here))
    assert Message.objects.filter(kind="clusters.call_asked").count() == 300 + 240

    ash.post(reverse("clusters:close-call", args=here))
    page = ash.get(reverse("clusters:view-call", args=here) + "?state=sent")
    assert b"60 answers" in page.content

    ids = list(Response.objects.filter(state="sent").values_list("pk", flat=True))
    bring = call.questions.first().pk
    for place, pk in enumerate(ids):
        score = reverse("clusters:score-response", args=[*here, pk])
        ash.post(score, {f"points-{bring}": max(0, 10 - place // 6)})
    sort = reverse("clusters:sort-responses", args=here)
    best = ids[: FACTS["partners"]]
    ash.post(f"{sort}?to=shortlisted", {"chosen": ids[:30]})
    ash.post(f"{sort}?to=chosen", {"chosen": best})
    ash.post(f"{sort}?to=not_chosen", {"chosen": ids[len(best) :]})
    ash.post(reverse("clusters:tell-outcome", args=here))

    call.refresh_from_db()
    assert call.state == CallState.TOLD
    outcome = Message.objects.filter(kind="clusters.call_outcome")
    assert outcome.count() == 60
    assert outcome.filter(body__contains="one of our partners").count() == FACTS["partners"]
    assert Invitation.objects.filter(cluster=wood.cluster).count() == FACTS["partners"]

    sheet = ash.get(reverse("clusters:view-call", args=here) + "?state=chosen&as=csv")
    rows = list(csv.reader(io.StringIO(b"".join(sheet).decode("utf-8-sig"))))
    assert len(rows) == 1 + FACTS["partners"]
    income = rows[0].index("Income last year")
    small = [r for r in rows[1:] if float(r[income]) < FACTS["small_income_pounds"]]
    assert len(small) == FACTS["partners"]
