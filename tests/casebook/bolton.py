"""Bolton on its way to its grant, in a real browser: from a survey to money in the bank; the first
half of the walk of Collaborate 2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.agreements.models import Agreement
from spinney.base.access.models import Person
from spinney.base.kernel.actors import cluster_scope
from spinney.clusters.models import Cluster, Programme
from spinney.decisions.models import Ballot, Decision
from spinney.diagnostics.models import Survey
from spinney.money import api as money
from spinney.money.models import Budget, Grant, Instalment
from spinney.workplans.models import Workplan
from tests.browser import Visit
from tests.casebook import deciding
from tests.casebook.agreeing import answer_in_words, put_out, take_what_is_usual
from tests.casebook.collaborating import FACTS, TOLD
from tests.casebook.surveying import answer_from, ask, mailed, open_it
from tests.casebook.surveying import set_up as set_up_survey
from tests.casebook.walking import HOPES, Walker
from tests.clusters.inviting import last_link, last_message, path_in
from tests.journeys.signing_in import keep_picture, sign_in
from tests.visitor import Visitor

LINES = {
    "A joint training consortium": 700_000, "Better websites for all": 500_000,
    "A trial of giving online": 300_000,
}  # fmt: skip
"""What Bolton did with its grant, as the report tells it; what each cost is illustrative."""
PLACE = {one["place"]: one for one in FACTS["clusters"]}
SIX = PLACE["Bolton"]["members"]


def address_of(number: int) -> str:
    """The address of the representative of a member, by its place among the six."""
    return f"chief{number}@bolton.example.org"


@dataclass
class Company:
    """Who plays, and what is played: Bolton, and the other clusters by their places."""

    visit: Visit
    rowan: Visitor
    hazel: Visitor
    programme: Programme
    clusters: dict[str, Cluster]
    people: dict[str, Person] = field(default_factory=dict)
    walkers: dict[str, Walker] = field(default_factory=dict)

    @property
    def bolton(self) -> Cluster:
        return self.clusters["Bolton"]

    @property
    def grant(self) -> Grant:
        return Grant.objects.get(cluster=self.bolton)

    def at(self, name: str, *more: object) -> str:
        return reverse(name, args=[self.bolton.pk, *more])

    def grant_page(self) -> str:
        return self.at("money:grant", self.grant.pk)

    def walker(self, place: str) -> Walker:
        """What goes on in a cluster over the API, by the programs of its people."""
        made = Walker(self.clusters[place], self.people["rowan"], self.people["hazel"])
        return self.walkers.setdefault(place, made)


def fill_day(visit: Visit, question: str, day: date) -> None:
    """Type a day into its three fields."""
    parts = visit.page.get_by_role("group", name=question)
    for name, value in (("Day", "day"), ("Month", "month"), ("Year", "year")):
        parts.get_by_label(name).fill(str(getattr(day, value)))


def button(visit: Visit, words: str) -> None:
    """Press the first button with these words."""
    visit.page.get_by_role("button", name=words, exact=True).first.click()


def looked_at(visit: Visit, name: str) -> None:
    """Keep a picture of the page, and let nothing be wrong with it."""
    keep_picture(visit, f"walk-{name}")
    found = visit.problems()
    assert not found, (name, found)


def a_survey_is_answered_from_six_links(company: Company) -> None:
    """Six answer a survey from mailed links."""
    survey = set_up_survey(
        company.hazel, cluster_scope(company.bolton.pk), "hopes_and_fears", "What we hope for"
    )
    ask(company.hazel, survey, [f"{one}, {address_of(n)}" for n, one in enumerate(SIX)])
    open_it(company.hazel, survey)
    for number in range(len(SIX)):
        answer_from(mailed(address_of(number)), HOPES)
    close_survey(company, survey)


def close_survey(company: Company, survey: Survey) -> None:
    """Close it once everybody has answered."""
    where = reverse("diagnostics:close-survey", args=[survey.scope, survey.pk])
    company.hazel.client.post(where)
    survey.refresh_from_db()
    assert survey.state == "closed"


def six_vote_from_their_links(company: Company) -> None:
    """Six vote in the browser from their links; what they chose becomes the outline of a plan."""
    hazel, visit = company.hazel, company.visit
    ballot = deciding.begin(hazel, company.bolton, "What do we do?", "approve", seats=3)
    deciding.add_options(hazel, ballot, [*LINES, "A minibus"])
    deciding.open_voting(hazel, ballot)
    for number in range(len(SIX)):
        page = visit.open(path_in(last_message(address_of(number), deciding.ASKED)))
        for place in range(1, len(LINES) + 1):
            page.get_by_label(re.compile(f"^{place}\\. ")).check()
        button(visit, "Continue")
        button(visit, "Vote")
        page.get_by_role("heading", name="Your vote counts").wait_for()
    deciding.close(hazel, ballot)
    decision = Decision.objects.get(ballot=Ballot.objects.get(pk=ballot.pk))
    deciding.take_step(hazel, company.bolton, decision.number, "outline")


def the_workplan_is_made_from_what_was_chosen(company: Company) -> None:
    """The facilitator makes the plan out of it, and it is agreed."""
    visit, today = company.visit, localdate()
    sign_in(visit, company.people["hazel"])
    page = visit.open(company.at("workplans:workplan"))
    page.get_by_role("link", name="Begin the workplan").click()
    page.get_by_label("What is it called?").fill("Workplan of Collaborate Bolton")
    fill_day(visit, "From which day?", today)
    fill_day(visit, "To which day?", today + timedelta(days=240))
    button(visit, "Begin the workplan")
    page.get_by_role("link", name="Set the days").click()
    for title in LINES:
        page.get_by_label(f"{title}, from").fill(today.isoformat())
        page.get_by_label(f"{title}, to").fill((today + timedelta(days=120)).isoformat())
    button(visit, "Save the days")
    page.get_by_role("link", name="It is agreed").click()
    button(visit, "It is agreed")
    page.get_by_text("The workplan is agreed").wait_for()
    made = Workplan.objects.get(cluster=company.bolton)
    assert {one.title for one in made.activities.all()} == set(LINES)


def its_budget_is_put_in_force(company: Company) -> None:
    """A budget of what the plan costs, in force."""
    visit, page, today = company.visit, company.visit.page, localdate()
    visit.open(company.at("money:start-budget"))
    page.get_by_label("What is it called?").fill("Budget of Collaborate Bolton")
    fill_day(visit, "From which day?", today)
    fill_day(visit, "To which day?", today + timedelta(days=240))
    page.get_by_label("The 3 activities of the plan").check()
    page.locator("main form button").last.click()
    page.get_by_text("Drafted: Budget of Collaborate Bolton").wait_for()
    for number in range(len(LINES)):  # each of them belongs to an activity of the plan
        title = page.locator(f"[name=line-{number}-title]").input_value()
        page.locator(f"[name=line-{number}-pence]").fill(str(LINES[title] // 100))
    page.locator(f"[name=line-{len(LINES)}-title]").fill("Grant")
    page.locator(f"[name=line-{len(LINES)}-pence]").fill(f"{TOLD['grant_pounds']:,}")
    page.locator(f"[name=line-{len(LINES)}-goes]").select_option("in")
    page.locator("main form .spinney-buttons button").first.click()
    page.get_by_role("link", name="Put it in force").click()
    button(visit, "Put it in force")
    page.get_by_text("in force since").first.wait_for()
    made = Budget.objects.get(cluster=company.bolton)
    assert sum(one.pence for one in made.lines.all()) == 0, "what goes out comes in"


def the_grant_is_applied_for_and_approved(company: Company) -> None:
    """Applied for by the facilitator, approved by the programme manager."""
    the_programme_sets_its_rules(company)
    visit = company.visit
    page = visit.open(company.at("money:draft-grant"))
    page.get_by_label("What is the grant for?").fill("Collaborate Bolton")
    page.get_by_label("How much do you ask for?").fill(f"{TOLD['grant_pounds']:,}")
    page.get_by_label("Who receives the money for the cluster?").select_option(SIX[0])
    page.locator("main form button").last.click()
    button(visit, "Send the application")
    page.get_by_text("Applied").first.wait_for()
    sign_in(visit, company.people["rowan"])
    visit.open(company.grant_page())
    page.get_by_role("link", name="Approve it").click()
    page.get_by_label("How much do you award?").fill(f"{TOLD['grant_pounds']:,}")
    page.locator("main form button").last.click()
    page.get_by_text("It cannot be released yet.").first.wait_for()
    assert company.grant.awarded_pence == TOLD["grant_pounds"] * 100


def the_programme_sets_its_rules(company: Company) -> None:
    """60% once ground rules are signed and plan and budget approved; the rest after a report."""
    rules = {
        "rules-TOTAL_FORMS": 4, "rules-INITIAL_FORMS": 1, "rules-0-percent": 60,
        "rules-0-agreement": "ground_rules", "rules-0-programme": 2, "rules-1-percent": 40,
        "rules-1-spent": 50, "rules-1-report": 1, "two_people_above_pence": "500",
    }  # fmt: skip
    where = reverse("money:set-grant-scheme", args=[company.programme.pk])
    assert company.rowan.client.post(where, rules).status_code == 302


def nothing_is_released_too_early(company: Company) -> None:
    """The page says every reason; whoever goes round the page is refused with them."""
    page = company.visit.page
    first = page.locator("#instalment-1")
    for words in (
        "It cannot be released yet.",
        "This agreement is not signed and in force: Ground rules.",
        "Every member has signed the ground rules",
        "The workplan and budget are approved",
    ):
        assert first.get_by_text(words).first.is_visible(), words
    assert not first.get_by_role("button", name="Release it").count()
    looked_at(company.visit, "refused")
    for verb, who in (("ask-release", company.hazel), ("release-instalment", company.rowan)):
        answer = who.client.post(company.at(f"money:{verb}", company.grant.pk, 1))
        assert answer.status_code == 409, verb
        assert "is not signed and in force: Ground rules." in answer.content.decode()
    assert not Instalment.objects.exclude(state="planned").exists()
    assert money.balance(company.bolton, account="grant_due") == 0


def six_sign_the_ground_rules(company: Company) -> None:
    """Six sign from their links, in the browser."""
    hazel, visit = company.hazel, company.visit
    start = reverse("agreements:start-agreement", args=[company.bolton.pk])
    hazel.fill(f"{start}?wording=ground_rules", title="Our ground rules")
    made = Agreement.objects.get(cluster=company.bolton)
    answer_in_words(hazel, made, purpose="share what each of us cannot afford alone")
    take_what_is_usual(hazel, made)
    put_out(hazel, made)
    visit.page.context.clear_cookies()
    for number, name in enumerate(SIX):
        page = visit.open(last_link(address_of(number)))
        page.get_by_label("Your full name").fill("Invented Person")
        page.get_by_label(re.compile("I have read it, and I sign it for")).check()
        button(visit, "Sign")
        page.get_by_role("heading", name=f"You have signed for {name}").wait_for()
    made.refresh_from_db()
    assert made.state == "agreed"


def two_people_release_what_is_due(company: Company) -> None:
    """One asks, another releases, and it comes in."""
    company.walker("Bolton").meet_conditions(last=2)
    visit, page = company.visit, company.visit.page
    sign_in(visit, company.people["hazel"])
    visit.open(company.grant_page())
    page.locator("#instalment-1").get_by_role("button", name="Ask for its release").click()
    page.get_by_text("Somebody else in the programme releases it.").first.wait_for()
    again = company.hazel.client.post(company.at("money:release-instalment", company.grant.pk, 1))
    assert again.status_code in (403, 409), "whoever asked does not release"
    sign_in(visit, company.people["rowan"])
    visit.open(company.grant_page())
    page.locator("#instalment-1").get_by_role("button", name="Release it", exact=True).click()
    page.get_by_text("it stands in the cluster’s ledger").first.wait_for()
    first = company.grant.instalments.get(number=1)
    assert (first.state, first.pence) == ("released", 900_000)
    sign_in(visit, company.people["hazel"])
    visit.open(company.grant_page())
    page.locator("#instalment-1").get_by_role("link", name="It came in").click()
    page.locator("main form button").last.click()
    page.get_by_text("In the bank since").first.wait_for()
    assert money.balance(company.bolton, account="bank") == 900_000
