"""P3: organisations look at themselves, what support there is and who took it up is known, the
fragile ones among a thousand are seen, and who asks for help is passed to an intermediary.

Played through pages and mailed links. The numbers, the mark of a fragile organisation and the two
kinds of support are the study's; all organisations and answers are invented
(casebook/birmingham/illustration.toml). Six answer from their links, page by page; the sheets of
the thousand are put in at once, as sending leaves them, for the time it would take.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Scope, programme_scope
from spinney.base.record.record import verify
from spinney.clusters.models import Programme
from spinney.diagnostics.models import Answer, Asked, Sheet, SupportRequest, Survey
from spinney.diagnostics.states import AskedState, RequestState, SheetState
from spinney.register.models import Organisation
from tests.casebook import surveying
from tests.visitor import Visitor

HERE = Path(__file__).parents[2] / "casebook/birmingham"
FACTS = tomllib.loads((HERE / "facts.toml").read_text())["case"]
INVENTED = tomllib.loads((HERE / "illustration.toml").read_text())
AREAS = (
    "hr", "ict", "finance", "premises", "fundraising", "marketing", "training", "volunteers",
    "safety", "business",
)  # fmt: skip
pytestmark = pytest.mark.django_db


def group(number: int) -> str:
    return str(INVENTED["organisation"]).format(number=number)


def email(number: int) -> str:
    return str(INVENTED["email"]).format(number=number)


def intermediary(number: int) -> str:
    return str(INVENTED["intermediary"]).format(number=number)


def full_time(number: int) -> int:
    staff = INVENTED["full_time"]
    return int(staff[(number - 1) % len(staff)])


@pytest.fixture
def pilot() -> tuple[Visitor, Scope]:
    """The programme, and its manager at her browser."""
    manager = surveying.signed_in(INVENTED["manager"], "Robin Vale")
    manager.fill(reverse("clusters:make-programme"), name=INVENTED["name"], starts_on=localdate())
    assert not manager.errors, manager.errors
    return manager, programme_scope(Programme.objects.get(name=INVENTED["name"]).pk)


def ask_everybody(manager: Visitor, place: Scope, how_many: int) -> Survey:
    survey = surveying.set_up(manager, place, "self_assessment", INVENTED["survey"])
    lines = [
        f"{group(n)}, {email(n)}, {INVENTED['person'].format(number=n)}"
        for n in range(1, how_many + 1)
    ]
    surveying.ask(manager, survey, lines)
    surveying.open_it(manager, survey)
    return survey


def answers_of(number: int) -> dict[str, object]:
    """What a group says of itself: each is weak in one area and strong in the next."""
    weak = (number - 1) % len(AREAS)
    strengths = {f"strength_{area}": "2" for area in AREAS}
    strengths[f"strength_{AREAS[weak]}"] = "0"
    strengths[f"strength_{AREAS[(weak + 1) % len(AREAS)]}"] = "3"
    return {"full_time": full_time(number), "key_person": "no", **strengths}


def all_answer(survey: Survey) -> None:
    """The sheets of all who are asked, as sending leaves them."""
    now = timezone.now()
    rows = list(survey.asked.order_by("pk"))
    sheets = Sheet.objects.bulk_create(
        Sheet(
            asked=row, state=SheetState.SENT, started_at=now, saved_at=now, sent_at=now,
            sent_by="link", revision=1,
        )
        for row in rows
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(
            sheet=sheet, key=key, value=value, sent_value=value, is_sent=True, written_at=now,
            written_by="link",
        )
        for number, sheet in enumerate(sheets, 1)
        for key, value in answers_of(number).items()
    )  # fmt: skip
    Asked.objects.filter(pk__in=[row.pk for row in rows]).update(state=AskedState.SENT)


def fill_the_directory(manager: Visitor, place: Scope) -> None:
    """Ten intermediaries, each with what it offers."""
    for number, offered in enumerate(INVENTED["offered"], 1):
        put_on_the_register(manager, intermediary(number))
        manager.fill(
            reverse("diagnostics:add-support", args=[place]),
            provider_text=intermediary(number),
            for_whom="Groups with fewer than four full-time staff",
            email=f"help@intermediary{number}.example.org",
            **offered,
        )
        assert manager.says("is in the directory"), manager.errors


def put_on_the_register(manager: Visitor, name: str) -> None:
    manager.fill(reverse("register:add-organisation"), name=name, kind="second_tier")
    if not manager.says("is in the register now"):  # one of a like name is there: it is another
        manager.press("None of these")
    assert manager.says("is in the register now"), manager.errors


def in_the_directory(number: int) -> str:
    return str(INVENTED["offered"][number - 1]["title"])


def note_take_up(manager: Visitor, place: Scope) -> None:
    for who, what in INVENTED["take_up"]:
        manager.open(reverse("diagnostics:supports", args=[place]))
        link = manager.page.find("a", string=in_the_directory(what))
        manager.fill(f"{link['href']}note-take-up/", organisation_text=group(who))
        assert manager.says(f"{group(who)} took it up"), manager.errors


def test_a_self_assessment_is_asked_and_answered(pilot):
    manager, place = pilot
    n = INVENTED["answering_from_links"]
    survey = ask_everybody(manager, place, n)
    for number in range(1, n + 1):
        surveying.answer_from(surveying.mailed(email(number)), answers_of(number))
    assert survey.asked.filter(state=AskedState.SENT).count() == n
    named = reverse("diagnostics:named-results", args=[place, survey.pk])
    manager.open(named)
    assert manager.says(f"{n} organisations answered.")
    row = next(
        r for r in manager.page.find_all("tr") if "Computers and phones" in r.get_text(" ")
    )  # strong and weak points side by side
    assert row is not None
    outsider = surveying.signed_in("somebody@example.org")
    assert outsider.client.get(named).status_code == 404
    assert list(verify()) == []
    assert not Organisation.objects.exclude(name__contains="(illustrative)").exists()
    assert not Person.objects.exclude(email__endswith="example.org").exists()


@pytest.mark.one_database
@pytest.mark.slow
def test_the_fragile_among_a_thousand(pilot):
    manager, place = pilot
    survey = ask_everybody(manager, place, FACTS["organisations"])
    assert survey.asked.count() == FACTS["organisations"]
    all_answer(survey)
    where = reverse("diagnostics:fragility", args=[place])
    below = FACTS["fragile_below_full_time"]
    manager.open(f"{where}?of=asked&survey={survey.pk}&below={below}")
    told = re.search(r"Of ([\d,]+) organisations, ([\d,]+) are fragile", manager.page.get_text(" "))
    assert told is not None, manager.page.get_text(" ", strip=True)
    every, fragile = (int(number.replace(",", "")) for number in told.groups())
    assert every == FACTS["organisations"]
    assert FACTS["fragile_from"] <= fragile / every <= FACTS["fragile_to"]
    assert fragile == sum(full_time(n) < below for n in range(1, every + 1))
    link = manager.page.find("a", string="Download CSV")
    file = manager.client.get(str(link["href"]))
    assert file.getvalue().count(b"(illustrative)") == FACTS["organisations"]


def test_a_directory_of_ten_intermediaries_with_its_take_up(pilot):
    manager, place = pilot
    ask_everybody(manager, place, INVENTED["answering_from_links"])
    fill_the_directory(manager, place)
    manager.open(reverse("diagnostics:supports", args=[place]))
    given_by = {intermediary(n) for n in range(1, FACTS["intermediaries"] + 1)}
    assert len(INVENTED["offered"]) == FACTS["intermediaries"]
    assert all(manager.says(name) for name in given_by)
    note_take_up(manager, place)
    manager.open(reverse("diagnostics:take-up", args=[place]))
    rows = [r.get_text(" ", strip=True) for r in manager.page.select("tbody tr")]
    assert len(rows) == len(INVENTED["take_up"])
    for who, what in INVENTED["take_up"]:
        assert any(group(who) in row and in_the_directory(what) in row for row in rows)


def ask_for_help(manager: Visitor, place: Scope, told: dict) -> SupportRequest:
    manager.fill(
        reverse("diagnostics:ask-for-support", args=[place]),
        organisation_text=group(told["group"]),
        what=told["what"],
        area=INVENTED["offered"][told["offer"] - 1]["area"],
    )
    assert manager.says("It is asked for"), manager.errors
    return SupportRequest.objects.get(what=told["what"])


def route(manager: Visitor, place: Scope, asked: SupportRequest, told: dict) -> str:
    """Pass it on; the address of whoever was asked there."""
    where = reverse("diagnostics:route-request", args=[place, asked.pk])
    manager.open(where)
    label = manager.page.find("label", string=lambda s: s and in_the_directory(told["offer"]) in s)
    address = f"help@intermediary{told['offer']}.example.org"
    manager.fill(
        where,
        intermediary_text=intermediary(told["offer"]),
        kind=told["kind"],
        email=address,
        support=manager.page.find(id=label["for"])["value"],
    )
    assert manager.says("It is passed on"), manager.errors
    return address


def help_is_given(address: str, told: dict) -> None:
    """The intermediary says from its link that it will, and from the next that it has."""
    visitor = Visitor(Client())
    visitor.fill(surveying.mailed(address), takes_on="yes")
    assert visitor.status == 200, visitor.errors
    visitor.fill(surveying.mailed(address), outcome=told["outcome"], days=told["days"])
    assert visitor.status == 200, visitor.errors
    assert not visitor.errors
    assert not visitor.client.cookies, "a task link sets no cookie"


@pytest.mark.parametrize("told", INVENTED["requests"], ids=lambda told: told["kind"])
def test_a_request_goes_to_an_intermediary(pilot, told):
    manager, place = pilot
    ask_everybody(manager, place, INVENTED["answering_from_links"])
    fill_the_directory(manager, place)
    asked = ask_for_help(manager, place, told)
    address = route(manager, place, asked, told)
    help_is_given(address, told)
    asked.refresh_from_db()
    assert asked.state == RequestState.DONE
    assert asked.get_kind_display() in FACTS["kinds"]
    manager.open(reverse("diagnostics:request", args=[place, asked.pk]))
    assert manager.says(asked.get_kind_display())
    assert manager.says(told["outcome"])
    manager.open(reverse("diagnostics:take-up", args=[place]))
    assert manager.says(group(told["group"]))
    assert manager.says(in_the_directory(told["offer"]))
