"""An organisation chooses from its own answers what it shows; nothing comes by itself."""

from django.urls import reverse

from spinney.diagnostics.engine.definition import (
    Choice,
    ChoiceList,
    Kind,
    Measure,
    Question,
    Section,
)
from spinney.diagnostics.engine.definition import Instrument as Definition
from spinney.diagnostics.models import Item
from spinney.diagnostics.queries.inventory import from_answers
from spinney.diagnostics.states import Mode
from tests.access import client_of
from tests.diagnostics.answering import answer, ask, guest, make_survey

HELP = ChoiceList("help", tuple(Choice(str(n), f"Step {n}", level=n) for n in range(4)))
ASKS = Definition(
    "needs",
    "Needs",
    sections=(
        Section(
            "all",
            "All",
            (
                Question("need_hr", Kind.SCALE, "HR?", choices="help", measure=Measure.NEED,
                         area="hr"),
                Question("need_ict", Kind.SCALE, "ICT?", choices="help", measure=Measure.NEED,
                         area="ict"),
                Question("offer", Kind.TEXT, "Offer?", measure=Measure.OFFER, area="premises"),
            ),
            on_one_page=True,
        ),
    ),
    lists=(HELP,),
    areas={"hr": "HR", "ict": "ICT", "premises": "Buildings"},
)  # fmt: skip
SAID = {"need_hr": "3", "need_ict": "1", "offer": "A hall on Mondays"}


def answered(wood, mode=Mode.FACILITATOR):
    survey = make_survey(wood, ASKS, mode=mode)
    asked = ask(survey, wood.organisations["birch"])
    answer(asked, guest(asked), SAID)
    return survey


def test_much_help_and_what_was_offered_can_be_shown(wood):
    answered(wood)
    found = from_answers(wood.cluster, wood.organisations["birch"].pk)
    assert [(one.suggestion.kind, one.suggestion.title) for one in found] == [
        ("need", "Help with staff and pay (HR)"), ("offer", "A hall on Mondays"),
    ]  # fmt: skip
    assert not Item.objects.exists()


def test_only_what_is_ticked_is_shown_and_it_is_not_offered_again(wood):
    survey = answered(wood)
    client = client_of(wood, "birch")
    there = reverse("diagnostics:items-from-answers", args=[wood.cluster.pk])
    assert "A hall on Mondays" in client.get(there).content.decode()
    client.post(there, {"chosen": [f"{survey.pk}:offer"]})
    item = Item.objects.get()
    assert (item.title, item.area, item.came_from) == ("A hall on Mondays", "premises", survey)
    page = client.get(there).content.decode()
    assert "A hall on Mondays" not in page
    assert "Help with staff and pay" in page


def test_nobody_else_sees_what_it_could_show(wood):
    answered(wood)
    cedar = wood.organisations["cedar"].pk
    assert from_answers(wood.cluster, cedar) == []
    there = reverse("diagnostics:items-from-answers", args=[wood.cluster.pk])
    assert client_of(wood, "ash").get(there).status_code == 403
