"""Publishing: what everybody sees is what was looked at, safe beside all that was shown before."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.diagnostics.engine.disclosure.formulas import choice_bands
from spinney.diagnostics.engine.disclosure.rules import Kind, Question, Rules
from spinney.diagnostics.engine.disclosure.topics import Topic
from spinney.diagnostics.engine.disclosure.whole import Whole
from spinney.diagnostics.models import Asked, Instrument, Publication, Survey, Version
from spinney.diagnostics.policies.results import check_says_something
from spinney.diagnostics.queries.previewed import preview_for
from spinney.diagnostics.queries.published import cells_of, kept_cells
from spinney.register.models import Organisation
from tests.access import client_of
from tests.diagnostics.engine.attacker import Puzzle, Seen, attack
from tests.diagnostics.findings import (
    DEFINITION,
    answered,
    answered_survey,
    answers_of,
    make_survey,
    organisation,
    publish,
)

pytestmark = pytest.mark.django_db


def cells(publication):
    return {
        (c.question, c.statistic.value, c.option): (c.low, c.high)
        for c in cells_of(publication)
        if not c.group
    }


def test_everybody_sees_exactly_what_was_looked_at(wood):
    survey = answered_survey(wood)
    looked_at = preview_for(wood.ash, survey)
    made = publish(survey, wood.ash, seen=looked_at.planned.digest)
    assert made.tables["cells"] == kept_cells(looked_at.cells)
    assert cells(made)[("need_hr", "total", None)] == (14, 18)
    page = client_of(wood, "birch").get(
        reverse("diagnostics:results", args=[survey.scope, survey.pk])
    )
    assert page.status_code == 200
    text = page.content.decode()
    assert "2.3 to 3 on average" in text
    assert "Hedge Group" not in text


def test_an_answer_that_comes_in_between_is_looked_at_again(wood):
    survey = answered_survey(wood)
    seen = preview_for(wood.ash, survey).planned.digest
    answered(survey, organisation(wood, 7), answers_of(7))
    with pytest.raises(ChangedMeanwhile):
        publish(survey, wood.ash, seen=seen)
    assert not Publication.objects.exists()


def test_sending_again_alone_makes_it_be_looked_at_again(wood):
    survey = answered_survey(wood)
    seen = preview_for(wood.ash, survey).planned.digest
    answered(survey, organisation(wood, 3), answers_of(3))
    with pytest.raises(ChangedMeanwhile):
        publish(survey, wood.ash, seen=seen)


def test_too_few_answers_show_nothing(wood):
    survey = answered_survey(wood, 2)
    with pytest.raises(WrongState, match="At least 3 organisations"):
        publish(survey, wood.ash)


def test_one_more_answer_never_shows_two_exact_totals_that_differ_by_it(wood):
    survey = answered_survey(wood)
    before = cells(publish(survey, wood.ash))
    answered(survey, organisation(wood, 7), answers_of(7))
    looked_at = preview_for(wood.ash, survey)
    assert looked_at.too_soon
    after = cells(publish(survey, wood.ash))
    for slot, (low, high) in after.items():
        was = before.get(slot, (None, None))
        both_exact = low is not None and low == high and was[0] is not None and was[0] == was[1]
        assert not both_exact, slot


def test_when_nothing_new_is_safe_it_says_how_many_more_it_takes():
    with pytest.raises(WrongState, match="At least 4 more new or changed answers are needed"):
        check_says_something(anything=False, needed=4)


def test_with_enough_new_answers_it_is_published_again(wood):
    survey = answered_survey(wood)
    publish(survey, wood.ash)
    for number in range(7, 13):
        answered(survey, organisation(wood, number), answers_of(number))
    assert publish(survey, wood.ash).number == 2


def test_the_same_once_more_is_refused(wood):
    survey = answered_survey(wood)
    publish(survey, wood.ash)
    with pytest.raises(WrongState, match="Nothing new"):
        publish(survey, wood.ash)
    assert Publication.objects.count() == 1


def test_a_programme_manager_never_publishes_a_clusters_survey(wood):
    survey = answered_survey(wood)
    with pytest.raises(NotAllowed):
        publish(survey, wood.rowan)
    with pytest.raises(NotAllowed):
        preview_for(wood.rowan, survey)


def test_a_programmes_survey_is_published_by_its_managers(wood):
    survey = answered_survey(wood, in_programme=True)
    assert publish(survey, wood.rowan).number == 1


def test_everybody_asked_is_told_and_no_figure_is_in_the_letter(wood):
    survey = answered_survey(wood)
    publish(survey, wood.ash, note="The mean was 2.3.")
    letters = Message.objects.filter(kind="diagnostics.results_published")
    assert letters.count() == 6
    for letter in letters:
        assert not {"2.3", "14", "of 6"} & set(letter.body.split())
        assert "Hedge" not in letter.body


def test_groups_that_are_too_small_do_not_tell_who_answered(wood):
    survey = answered_survey(wood)
    Organisation.objects.filter(name="Hedge Group 2").update(kind="academic")
    made = publish(survey, wood.ash, "kind", "size")
    assert not [c for c in cells_of(made) if c.group and c.reason == "too_few"]
    assert {c.size for c in cells_of(made) if c.group and c.suppressed} <= {0}
    url = reverse("diagnostics:results", args=[survey.scope, survey.pk])
    assert "Academic" not in client_of(wood, "birch").get(url).content.decode()


def test_a_division_that_there_is_none_of_is_refused(wood):
    survey = answered_survey(wood)
    with pytest.raises(BadInput):
        publish(survey, wood.ash, "town")


def test_a_detached_survey_is_published_once_it_is_closed_and_shows_no_division(wood):
    survey = answered_survey(wood, mode="detached", state="open")
    with pytest.raises(WrongState, match="after it has closed"):
        publish(survey, wood.ash)
    Survey.objects.update(state="closed")
    made = publish(survey, wood.ash, "kind")
    assert made.breakdowns == []
    assert not any(c.group for c in cells_of(made))


def test_a_detached_survey_is_not_published_again_with_more_answers(wood):
    survey = answered_survey(wood, mode="detached")
    publish(survey, wood.ash)
    answered(survey, organisation(wood, 7), answers_of(7))
    with pytest.raises(WrongState, match="Ask again in a new survey"):
        publish(survey, wood.ash)


def test_the_figures_of_a_detached_survey_are_seen_by_nobody_before(wood):
    survey = answered_survey(wood, mode="detached")
    looked_at = preview_for(wood.ash, survey)
    assert looked_at.cells == ()
    assert "Help with staff?" in looked_at.shown_questions


def test_two_publish_at_once_and_one_number_is_given_once(wood):
    survey = answered_survey(wood)
    seen = preview_for(wood.ash, survey).planned.digest
    publish(survey, wood.ash, seen=seen)
    with pytest.raises((WrongState, ChangedMeanwhile)):
        publish(survey, wood.ash, seen=seen)
    assert list(Publication.objects.values_list("number", flat=True)) == [1]


def test_the_page_publishes_what_it_shows(wood):
    survey = answered_survey(wood)
    client = client_of(wood, "ash")
    url = reverse("diagnostics:publish-results", args=[survey.scope, survey.pk])
    page = client.get(url)
    assert page.status_code == 200
    seen = page.context["form"].initial["seen"]
    reply = client.post(url, {"note": "Thank you all", "seen": seen})
    assert reply.status_code == 302
    assert Publication.objects.get().note == "Thank you all"
    assert Publication.objects.get().published_at <= timezone.now()


def test_the_page_refuses_what_was_not_looked_at(wood):
    survey = answered_survey(wood)
    url = reverse("diagnostics:publish-results", args=[survey.scope, survey.pk])
    reply = client_of(wood, "ash").post(url, {"note": "", "seen": ""})
    assert reply.status_code == 200
    assert "Look again" in reply.content.decode()
    assert not Publication.objects.exists()


def test_figures_are_divided_where_that_is_safe_and_published_as_looked_at(wood):
    survey = answered_survey(wood, 13)
    client = client_of(wood, "ash")
    url = reverse("diagnostics:publish-results", args=[survey.scope, survey.pk])
    page = client.get(url, {"look": "1", "by": ["kind"]})
    assert "Second-tier" in page.content.decode()
    seen = page.context["form"].initial["seen"]
    assert client.post(f"{url}?look=1&by=kind", {"note": "", "seen": seen}).status_code == 302
    made = Publication.objects.get()
    assert made.breakdowns == ["kind"]
    assert {c.group for c in cells_of(made) if c.group and not c.suppressed}
    # Undivided was not looked at, so it is not published so.
    assert client.post(url, {"note": "", "seen": seen}).status_code == 200


def test_many_more_answers_take_no_more_queries_to_show(wood, django_assert_max_num_queries):
    few, many = answered_survey(wood, 6), answered_survey(wood, 30)
    client = client_of(wood, "birch")
    for survey in (few, many):
        publish(survey, wood.ash)
        with django_assert_max_num_queries(25):
            client.get(reverse("diagnostics:results", args=[survey.scope, survey.pk]))


# Beside other surveys that asked the same -----------------------------------------------------


def another(wood, numbers, **more):
    """One more survey of the same questions, with the same answers of these organisations."""
    survey = make_survey(wood, title="Twin", **more)
    for number in numbers:
        answered(survey, organisation(wood, number), answers_of(number))
    return survey


def reasons(wood, survey):
    return {str(c.reason) for c in preview_for(wood.ash, survey).cells}


def told(made, key):
    """What a publication's cells of one scale say, as an attacker reads it."""
    survey = made.survey
    asked = Asked.objects.filter(survey=survey, state="sent")
    people = frozenset(asked.values_list("organisation_id", flat=True))
    low, high = cells(made)[key, "total", None]
    return [] if low is None else [Seen(people, (0, 1, 2, 3), low, high)]


@pytest.mark.parametrize("numbers", [range(5), range(6), range(7), range(9), range(2, 8)], ids=str)
@pytest.mark.parametrize("key", ["need_hr", "need_ict", "share_ict"])
def test_two_surveys_never_tell_one_answer_by_their_difference(wood, numbers, key):
    first = publish(answered_survey(wood), wood.ash)
    second = publish(another(wood, numbers), wood.ash)
    truth = {organisation(wood, n).pk: int(answers_of(n)[key]) for n in range(9)}
    seen = (*told(first, key), *told(second, key))
    assert len(seen) == 2
    ways = tuple((at,) for at in range(4))
    assert list(attack(Puzzle(4, ways, truth, seen), str)) == []


@pytest.mark.parametrize("numbers", [range(5), range(7)], ids=["one less", "one joined"])
def test_what_cannot_be_reckoned_with_is_kept_back_and_says_why(wood, numbers):
    publish(answered_survey(wood), wood.ash)
    twin = another(wood, numbers)
    found = {c.question: str(c.reason) for c in preview_for(wood.ash, twin).cells if c.suppressed}
    linked = {"post_hr", "cost_hr", "full_time"}
    assert {found[key] for key in linked} == {"elsewhere"}
    url = reverse("diagnostics:publish-results", args=[twin.scope, twin.pk])
    page = client_of(wood, "ash").get(url).content.decode()
    assert "Another survey asked the same of some of these organisations" in page


@pytest.mark.parametrize(("days", "waits"), [(364, True), (365, False)])
def test_answers_a_year_later_are_given_anew(wood, days, waits):
    first = answered_survey(wood)
    publish(first, wood.ash)
    twin = another(wood, range(5))
    closed = (twin.opens_at or twin.made_at) - timedelta(days=days)
    Survey.objects.filter(pk=first.pk).update(closed_at=closed)
    assert ("elsewhere" in reasons(wood, twin)) is waits


def test_what_was_withdrawn_was_read_and_counts(wood):
    made = publish(answered_survey(wood), wood.ash)
    Publication.objects.filter(pk=made.pk).update(withdrawn_at=timezone.now())
    assert "elsewhere" in reasons(wood, another(wood, range(5)))


def test_a_question_of_the_same_words_in_another_instrument_counts(wood):
    alone = kept_cells(preview_for(wood.ash, another(wood, range(5))).cells)
    publish(answered_survey(wood), wood.ash)
    twin = another(wood, range(5))
    own = Instrument.objects.create(title="Own", cluster=wood.cluster, made_at=timezone.now())
    twin.asks = with_other_words(twin.asks, own, "need_hr")
    twin.save()
    beside = kept_cells(preview_for(wood.ash, twin).cells)
    assert [one for one in beside if one in alone and one["low"] is not None] == [
        one for one in alone if one["question"] == "need_hr"
    ]


def with_other_words(version, instrument, *keys):
    """A version of another instrument whose questions of these keys ask something else."""
    definition = DEFINITION
    sections = tuple(
        replace(
            section,
            questions=tuple(
                replace(one, label=f"Something else, {one.key}?") if one.key in keys else one
                for one in section.questions
            ),
        )
        for section in definition.sections
    )
    return Version.objects.create(
        instrument=instrument,
        number=1,
        definition=replace(definition, sections=sections).to_json(),
        digest="0" * 63 + "e",
        minutes=5,
        state="published",
        made_at=timezone.now(),
    )


def test_other_questions_and_other_organisations_keep_nothing_back(wood):
    alone = {n: kept_cells(preview_for(wood.ash, another(wood, n)).cells) for n in TRIED}
    publish(answered_survey(wood), wood.ash)
    for numbers, cells_alone in alone.items():
        found = preview_for(wood.ash, another(wood, numbers)).cells
        assert kept_cells(found) == cells_alone, numbers
    twin = another(wood, range(5))
    own = Instrument.objects.create(title="Own", cluster=wood.cluster, made_at=timezone.now())
    keys = [one.key for section in DEFINITION.sections for one in section.questions]
    twin.asks = with_other_words(twin.asks, own, *keys)
    twin.save()
    assert "elsewhere" not in reasons(wood, twin)


TRIED = (range(6, 12),)
"""None of the first six."""


def test_a_follow_up_with_the_same_organisations_is_shown_and_compared(wood):
    first = answered_survey(wood)
    publish(first, wood.ash)
    later = make_survey(wood, title="A year on", follows=first)
    for number in range(6):
        answered(later, organisation(wood, number), answers_of(number + 1))
    made = publish(later, wood.ash)
    assert cells(made).keys() == cells(first.publications.get()).keys()
    assert cells(made)["need_hr", "total", None] != (None, None)


def test_a_choice_of_the_same_organisations_again_is_shown_in_wider_bands():
    """See `formulas`: whoever changed her own choice knows of two options what she held."""
    assert choice_bands(6, 3).all()[0] == (0, 1)
    again = Whole(Topic((CHOICE,), frozenset({"lead"}), frozenset({"lead"})), Rules(), True)
    assert again.planned(CHOICE, 6).all()[0] == (0, 2)


CHOICE = Question("lead", Kind.CHOICE, 3)


def test_a_programmes_survey_is_published_beside_those_of_its_clusters(wood):
    publish(answered_survey(wood), wood.ash)
    twin = another(wood, range(5), in_programme=True)
    found = {str(cell.reason) for cell in preview_for(wood.rowan, twin).cells}
    assert "elsewhere" in found


def test_a_survey_in_which_nobody_can_tell_who_said_what_counts_too(wood):
    publish(answered_survey(wood, mode="detached"), wood.ash)
    assert "elsewhere" in reasons(wood, another(wood, range(5)))
    assert reasons(wood, another(wood, range(20, 26))).isdisjoint({"elsewhere"})
    detached = another(wood, range(5), mode="detached")
    assert "elsewhere" in {str(one.reason) for one in publish_cells(detached, wood)}


def publish_cells(survey, wood):
    return cells_of(publish(survey, wood.ash))


def test_what_is_published_meanwhile_makes_it_be_looked_at_again(wood):
    survey, twin = answered_survey(wood), another(wood, range(5))
    seen = preview_for(wood.ash, twin).planned.digest
    publish(survey, wood.ash)
    with pytest.raises(ChangedMeanwhile):
        publish(twin, wood.ash, seen=seen)


def test_what_stands_already_stays_shown(wood):
    """Of two that were published without regard to one another, each is shown as it was."""
    survey = answered_survey(wood)
    before = publish(survey, wood.ash)
    answered_elsewhere = another(wood, range(5))
    Publication.objects.create(
        survey=answered_elsewhere, number=1, ledger=before.ledger, tables=before.tables,
        published_at=timezone.now(), published_by="Ash",
    )  # fmt: skip
    assert kept_cells(preview_for(wood.ash, survey).cells) == before.tables["cells"]


def test_many_surveys_beside_take_no_more_queries(wood, django_assert_max_num_queries):
    for _ in range(4):
        publish(another(wood, range(6)), wood.ash)
    last = another(wood, range(6))
    with django_assert_max_num_queries(20):
        preview_for(wood.ash, last)
