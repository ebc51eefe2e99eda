"""Journey: the diagnostic stage of a cluster, as Collaborate 2 went through it, with six invented
organisations. Four answer from links (one asks a colleague for a part, one stops and goes on
elsewhere), two on paper, which the facilitator keys in; what each was told that the others would
see is held against what they do see; then results, themes, a round, and the options of a ballot.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.diagnostics import api
from spinney.diagnostics.models import Survey, Theme
from tests.browser import Visit, chromium, visit, visitor, width
from tests.harness.work import do_waiting_work
from tests.journeys.signing_in import keep_picture, sign_in
from tests.journeys.six_organisations import (
    AREAS,
    OFFER,
    OFFER_AS_SHOWN,
    ON_A_PHONE,
    ON_PAPER,
    SECRET,
    Company,
    Told,
    bring_together,
)

__all__ = ["chromium", "visitor", "width"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
]
TITLE = "Where to begin"
COLLEAGUE = "till@brook.example.org"


@dataclass
class Stage:
    """The browsers, and what those who answered were told that others would see."""

    desk: Visit
    on_a_phone: Callable[[], Any]
    company: Company
    survey: Survey | None = None
    promised: list[tuple[str, str, str, str]] = field(default_factory=list)

    @property
    def place(self) -> Scope:
        return cluster_scope(self.company.cluster.pk)

    def address(self, name: str) -> str:
        assert self.survey is not None
        return reverse(f"diagnostics:{name}", args=[self.place, self.survey.pk])


@pytest.fixture
def stage(visitor: Visit, chromium: Browser, live_server: Any, width: int) -> Stage:
    @contextmanager
    def on_a_phone() -> Iterator[Visit]:
        context = chromium.new_context(viewport={"width": width, "height": 700}, has_touch=True)
        yield visit(context, live_server.url)
        context.close()

    return Stage(visitor, on_a_phone, bring_together())


def look(seen: Visit, name: str) -> None:
    """Keep a picture if wanted; nothing may be wrong with the page."""
    keep_picture(seen, f"stage-{name}")
    assert seen.problems() == [], name


def mailed(address: str) -> str:
    """The path of the link in the newest letter to an address."""
    do_waiting_work()
    for letter in reversed(mail.outbox):
        if letter.to == [address] and (found := re.search(r"/do/\S+", str(letter.body))):
            return found.group()
    raise AssertionError(f"No letter has come to {address}.")


def choose(page: Page, key: str, value: str) -> None:
    page.locator(f"input[name='q-{key}'][value='{value}']").check()


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Save and go on").click()


def go_to(page: Page, home: str, key: str) -> None:
    """To one part of the survey, from the list of its parts or by its address."""
    page.goto(re.sub(r"/do/.*", "", page.url) + f"{home}q-{key}/")


# The facilitator asks -------------------------------------------------------------------------


def set_up_and_open(stage: Stage) -> None:
    sign_in(stage.desk, stage.company.facilitator)
    page = stage.desk.open(reverse("diagnostics:surveys", args=[stage.place]))
    page.get_by_role("link", name="Set up a survey").click()
    page.get_by_label("Who does what, and what would help").check()
    page.get_by_label("What is the survey called?").fill(TITLE)
    page.get_by_role("button", name="Set up the survey").click()
    page.get_by_role("link", name="Ask members").click()
    page.get_by_role("button", name="Add those ticked").click()
    page.get_by_text("6 organisations added").wait_for()
    page.get_by_role("link", name="Open it", exact=True).click()
    page.get_by_role("button", name="Open it and send 6 letters").click()
    page.get_by_text("is open until").wait_for()
    look(stage.desk, "asked")
    stage.survey = Survey.objects.get(title=TITLE)


# Four answer from their links -----------------------------------------------------------------


def fill_required(page: Page, home: str, told: Told) -> None:
    """What cannot be left blank, and who does the work."""
    go_to(page, home, "full_time")
    page.locator("input[name='q-full_time']").fill(str(told.full_time))
    go_on(page)
    go_to(page, home, "posts")
    for area in AREAS:
        choose(page, f"post_{area}", "nobody" if area in told.nobody else "part")
    go_on(page)
    go_to(page, home, "needs")
    for area, level in zip(AREAS, told.needs, strict=True):
        choose(page, f"need_{area}", level)
    go_on(page)
    go_to(page, home, "sharing")
    for area, level in zip(AREAS, told.shares, strict=True):
        choose(page, f"share_{area}", level)
    go_on(page)


def look_and_send(stage: Stage, seen: Visit, home: str) -> None:
    """What the others will see is read, and kept for later; then it is sent."""
    page = seen.open(f"{home}check/")
    page.get_by_role("link", name="See what the others will see").click()
    page.get_by_role("heading", name="This is what the others will see").wait_for()
    look(seen, "others-see")
    rows = page.locator("table tbody tr").evaluate_all(
        """rows => rows.map(row => [
            row.querySelector("th").childNodes[0].textContent.trim(),
            row.querySelector("strong").innerText.trim(),
            row.cells[1].innerText.trim(), row.cells[2].innerText.trim()])"""
    )
    stage.promised += [tuple(row) for row in rows]
    page.get_by_role("button", name="Send our answers").click()
    page.get_by_text("Your answers are sent").first.wait_for()


def answer_in_one_go(stage: Stage, told: Told) -> None:
    """Page after page, each looked at; with words, some of which the group may read."""
    home = mailed(told.email)
    with stage.on_a_phone() as seen:
        page = seen.open(home)
        look(seen, "start")
        page.get_by_role("link", name="Start").click()
        look(seen, "first-question")
        fill_required(page, home, told)
        look(seen, "offers")
        go_to(page, home, "offers_in")
        page.locator("input[name='q-offers_in'][value='premises']").check()
        go_on(page)
        page.get_by_label("what could you offer").fill(OFFER)
        go_on(page)
        page.get_by_label("Is there anything else we should know?").fill(SECRET)
        go_on(page)
        page.get_by_role("heading", name="Check your answers").wait_for()
        look(seen, "check")
        look_and_send(stage, seen, home)
        look(seen, "sent")


def answer_with_a_colleague(stage: Stage, told: Told) -> None:
    """The costs are the treasurer's: she gets a link for that part alone."""
    home = mailed(told.email)
    with stage.on_a_phone() as seen:
        page = seen.open(home)
        fill_required(page, home, told)
        page = seen.open(f"{home}colleague/")
        page.get_by_label("What it costs").check()
        page.get_by_label("Your colleague’s e-mail address").fill(COLLEAGUE)
        page.get_by_role("button").filter(has_text=re.compile("Ask|Send")).first.click()
        page.get_by_text(f"We have written to {COLLEAGUE}").wait_for()
        look(seen, "colleague")
    with stage.on_a_phone() as hers:
        page = hers.open(mailed(COLLEAGUE))
        assert page.get_by_text("What it costs").is_visible()
        assert page.get_by_text("Where help is needed").count() == 0  # that part is not hers
        page.get_by_role("link", name="Start").or_(page.get_by_role("link", name="Go on")).click()
        page.locator("input[name='q-cost_hr']").fill("2,400")
        go_on(page)
        page.get_by_role("button", name="My part is done").click()
        page.get_by_role("heading", name="Your part is done").wait_for()
    with stage.on_a_phone() as seen:
        page = seen.open(f"{home}check/")
        assert page.get_by_text("£2,400").is_visible()
        look_and_send(stage, seen, home)


def stop_and_go_on_elsewhere(stage: Stage, told: Told) -> None:
    """Half of it on a bus; the rest at a desk, from the same link."""
    home = mailed(told.email)
    with stage.on_a_phone() as bus:
        page = bus.open(home)
        page.get_by_role("link", name="Start").click()
        page.get_by_label("How many full-time paid staff do you have?").fill("2")
        page.get_by_text("Saved ").wait_for()  # she types, and closes the lid
    with stage.on_a_phone() as desk:
        page = desk.open(home)
        assert page.get_by_role("link", name="Go on").is_visible()
        go_to(page, home, "full_time")
        assert page.locator("input[name='q-full_time']").input_value() == "2"
        fill_required(page, home, told)
        look_and_send(stage, desk, home)


def answer_plainly(stage: Stage, told: Told) -> None:
    home = mailed(told.email)
    with stage.on_a_phone() as seen:
        page = seen.open(home)
        fill_required(page, home, told)
        look_and_send(stage, seen, home)


# Two on paper ---------------------------------------------------------------------------------


def key_in(stage: Stage, told: Told) -> None:
    page = stage.desk.open(stage.address("keyed-sheets"))
    page.get_by_label("Whose sheet is it?").select_option(label=told.name)
    page.get_by_role("button", name="Key in a sheet on paper").click()
    page.locator("input[name='q-full_time']").fill(str(told.full_time))
    for at, area in enumerate(AREAS):
        choose(page, f"post_{area}", "nobody" if area in told.nobody else "part")
        choose(page, f"need_{area}", told.needs[at])
        choose(page, f"share_{area}", told.shares[at])
    choose(page, "offers_in", "premises")
    page.locator("[name='q-offer_premises']").fill(f"A room, on day {told.full_time}.")
    page.get_by_role("button", name="Take this sheet").click()
    page.get_by_text(f"The sheet of {told.name} is in and counts as sent.").wait_for()


# What comes of it -----------------------------------------------------------------------------


def read_words_and_publish(stage: Stage) -> None:
    """The facilitator reads what was written, takes out what tells who it was, and publishes."""
    page = stage.desk.open(stage.address("survey"))
    page.get_by_role("button", name="Close it now").click()
    page = stage.desk.open(stage.address("texts"))
    page.get_by_role("link", name="Read the first").click()
    look(stage.desk, "words")
    for left in range(1 + len(ON_PAPER), 0, -1):
        page.get_by_text(f"{left} text").first.wait_for()
        box = page.get_by_label("The words to show")
        if page.get_by_text(OFFER).count():
            box.fill(OFFER_AS_SHOWN)
        page.get_by_role("button", name="Let the group read this").click()
    page = stage.desk.open(stage.address("publish-results"))
    look(stage.desk, "publish")
    page.get_by_role("button", name="Publish it and tell everybody").click()
    page.get_by_role("heading", name="What came of it").wait_for()
    look(stage.desk, "published")


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def seen_by(person: Person, path: str) -> tuple[str, str]:
    """All that somebody sees of a list: the page, and the file with every row of it."""
    client = signed_in(person)
    answer = client.get(path)
    assert answer.status_code == 200
    link = re.search(r'href="([^"]+)"[^>]*>Download CSV', answer.text)
    assert link is not None
    file = client.get(link.group(1).replace("&amp;", "&")).getvalue().decode("utf-8-sig")
    return answer.text, file


def others_see_what_was_promised(stage: Stage) -> None:
    """Each row of “this is what the others will see” against what another member does see, and the
    manager of the programme, who sees no more.
    """
    another = stage.company.members[ON_A_PHONE[3].name]
    page, file = seen_by(another, stage.address("results"))
    managers_page, managers_file = seen_by(stage.company.manager, stage.address("results"))
    assert managers_file == file
    assert stage.promised
    for label, said, _, group in stage.promised:
        where = f"{label}: {group}"
        if group == "Nothing":
            assert label not in file, where
            assert label not in page, where
        elif needed := re.search(r"once (?:at least )?(\d+)", group):
            enough = int(needed.group(1)) <= answering(stage, label)
            assert not enough or label in file, where
        else:
            assert group.startswith("Nothing, unless"), where
            assert said not in page + file + managers_page, where
    assert OFFER_AS_SHOWN in page
    for words in (SECRET, OFFER, *(told.name for told in (*ON_A_PHONE[:3], *ON_PAPER))):
        assert words not in page + file + managers_page, words


def answering(stage: Stage, label: str) -> int:
    """How many of all six gave an answer to a question that each was told of by this label."""
    told = sum(one[0] == label for one in stage.promised)
    return told + (len(ON_PAPER) if told == len(ON_A_PHONE) else 0)


def only_the_facilitator_sees_names(stage: Stage) -> None:
    """“This answer, with your name” is kept too: she finds each answer beside its name."""
    page = stage.desk.open(stage.address("named-results"))
    look(stage.desk, "names")
    page.get_by_text("Answers of one organisation").click()
    page.get_by_role("link", name=ON_A_PHONE[0].name).first.click()
    _, file = seen_by(stage.company.facilitator, re.sub(r"https?://[^/]+", "", page.url))
    for label, said, runner, _ in stage.promised[: next_start(stage)]:
        assert runner.startswith("This answer, with your")
        assert label in file, label
        assert said.replace("\n", "; ") in file or said in file, said
    for person in (stage.company.manager, stage.company.members[ON_A_PHONE[3].name]):
        assert signed_in(person).get(stage.address("named-results")).status_code == 403


def next_start(stage: Stage) -> int:
    """Where in what was promised the second organisation's rows begin."""
    labels = [row[0] for row in stage.promised]
    return labels.index(labels[0], 1)


def themes_become_few(stage: Stage) -> None:
    """What stands out goes on the list; a round sets one aside; the rest can be voted on."""
    page = stage.desk.open(stage.address("suggest-themes"))
    for box in page.get_by_role("checkbox").all():
        box.check()
    look(stage.desk, "suggested")
    page.get_by_role("button", name="Put them on the list").click()
    listed = list(Theme.objects.filter(cluster=stage.company.cluster).order_by("pk"))
    assert len(listed) > 1
    page = stage.desk.open(reverse("diagnostics:hold-round", args=[stage.company.cluster.pk]))
    page.get_by_label("How").first.fill("Dots on the wall")
    page.locator(f"input[name='theme-{listed[-1].pk}'][value='aside']").check()
    page.locator(f"[name='reason-{listed[-1].pk}']").fill("Too few of us need it.")
    look(stage.desk, "round")
    page.locator("main form").get_by_role("button").last.click()
    page.get_by_text("Round 1 is noted.").wait_for()
    look(stage.desk, "rounds")
    left = {one.title for one in api.ballot_options(stage.company.cluster)}
    assert left == {theme.title for theme in listed[:-1]}


def test_six_organisations_find_where_to_begin(stage: Stage) -> None:
    set_up_and_open(stage)
    first, second, third, fourth = ON_A_PHONE
    answer_in_one_go(stage, first)
    answer_with_a_colleague(stage, second)
    stop_and_go_on_elsewhere(stage, third)
    answer_plainly(stage, fourth)
    for told in ON_PAPER:
        key_in(stage, told)
    read_words_and_publish(stage)
    others_see_what_was_promised(stage)
    only_the_facilitator_sees_names(stage)
    themes_become_few(stage)
