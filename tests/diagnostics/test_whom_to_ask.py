"""Choosing whom to ask: members, a list, an area of the register, those chosen in a call."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from spinney.base.access.models import Person
from spinney.clusters.models import Membership, Response
from spinney.diagnostics.models import Asked
from spinney.diagnostics.queries.whom_to_ask import belonging_to
from spinney.register.models import Area, Mandate, Organisation
from tests.access import client_of
from tests.clusters.calls import answered, open_call
from tests.diagnostics.surveys import join, make_survey, open_survey
from tests.personas import NOON

pytestmark = pytest.mark.django_db
FAR = timezone.now() + timezone.timedelta(days=30)


def url(survey, name):
    return reverse(f"diagnostics:{name}", args=[survey.scope, survey.pk])


def emails(survey):
    return sorted(survey.asked.values_list("email", flat=True))


def shown(response):
    return " ".join(response.content.decode().split())


# Members


def test_members_are_reached_through_whoever_speaks_for_them(wood):
    join(wood, "Alder Advice", person="Alder")
    join(wood, "Hazel Hub", email="hub@example.org")
    join(wood, "Nowhere Known")
    found = {
        one.name: (one.email, member) for one, member in belonging_to(wood.cluster, NOON.date())
    }
    assert found == {
        "Alder Advice": ("alder@example.org", True),
        "Birch House": ("birch@example.org", True),
        "Cedar Housing Association": ("cedar@example.org", False),
        "Hazel Hub": ("hub@example.org", True),
        "Nowhere Known": ("", True),
    }


def test_whoever_was_named_in_this_cluster_comes_first(wood):
    alder = join(wood, "Alder Advice", person="Alder")
    second = Person.objects.create_user("second@example.org", "Second")
    Mandate.objects.create(
        organisation=alder, person=second, may_represent=True, starts_on=NOON.date(),
        given_by="system:test", given_at=NOON,
    )  # fmt: skip
    Membership.objects.filter(organisation=alder).update(representative=second)
    found = {one.name: one.email for one, _ in belonging_to(wood.cluster, NOON.date())}
    assert found["Alder Advice"] == "second@example.org"


def test_members_are_ticked_and_supporters_are_not(wood):
    survey = make_survey(wood, closes_at=FAR)
    page = shown(client_of(wood, "ash").get(url(survey, "ask-members")))
    birch, cedar = (wood.organisations[name].pk for name in ("birch", "cedar"))
    assert is_ticked(page, birch)
    assert not is_ticked(page, cedar)


def is_ticked(page, pk):
    return "checked" in page.split(f'value="{pk}"')[1].split(">")[0]


def test_those_ticked_are_added_and_no_longer_offered(wood):
    survey = make_survey(wood, closes_at=FAR)
    client = client_of(wood, "ash")
    join(wood, "Nowhere Known")
    client.post(url(survey, "ask-members"), {"chosen": [wood.organisations["birch"].pk]})
    assert emails(survey) == ["birch@example.org"]
    page = shown(client.get(url(survey, "ask-members")))
    assert "1 organisation of The Spinney is asked already" in page
    assert "No address is known for" in page
    assert "Nowhere Known" in page


def test_nobody_of_next_door_can_be_added_as_a_member(wood):
    survey = make_survey(wood, closes_at=FAR)
    stranger = wood.organisations["sorrel"].pk
    response = client_of(wood, "ash").post(url(survey, "ask-members"), {"chosen": [stranger]})
    assert response.status_code == 200
    assert not survey.asked.exists()


# One organisation


def test_one_of_the_register(wood):
    survey = make_survey(wood, closes_at=FAR)
    given = {
        "organisation": wood.organisations["sorrel"].pk,
        "organisation_text": "Sorrel Street Kitchen",
        "email": "kitchen@example.org",
    }
    client_of(wood, "ash").post(url(survey, "ask-organisation"), given)
    assert survey.asked.get().organisation == wood.organisations["sorrel"]


def test_one_that_the_register_has_is_not_entered_a_second_time(wood):
    survey = make_survey(wood, closes_at=FAR)
    given = {"organisation_name": "Sorrel Street Kitchen", "email": "kitchen@example.org"}
    response = client_of(wood, "ash").post(url(survey, "ask-organisation"), given)
    assert "is on the register" in shown(response)
    assert not survey.asked.exists()


# A list

LIST = """Organisation, e-mail, person
Sorrel Street Kitchen, kitchen@example.org, S. Street
Larch Lane Club, club@example.org
Nobody At All
Half, half@
Sorrel Street Kitchen, again@example.org
"""


def test_a_list_is_shown_as_it_was_read_before_anything_happens(wood):
    survey = make_survey(wood, closes_at=FAR)
    response = client_of(wood, "ash").post(url(survey, "ask-several"), {"pasted": LIST})
    page = shown(response)
    for words in (
        "2 organisations can be asked; 3 lines cannot and will be left out",
        "on the register",
        "and put on the register",
        "There is no e-mail address in this line.",
        "The e-mail address is not complete.",
        "stands in the list twice",
    ):
        assert words in page
    assert not survey.asked.exists()


def test_then_those_that_can_be_asked_are_added(wood):
    survey = make_survey(wood, closes_at=FAR)
    given = {"pasted": LIST, "send": "1"}
    client_of(wood, "ash").post(url(survey, "ask-several"), given)
    assert emails(survey) == ["club@example.org", "kitchen@example.org"]
    assert Organisation.objects.filter(name="Larch Lane Club").exists()


def test_a_list_comes_as_a_file_too(wood):
    survey = make_survey(wood, closes_at=FAR)
    file = SimpleUploadedFile("list.csv", LIST.encode("utf-16"))
    response = client_of(wood, "ash").post(url(survey, "ask-several"), {"file": file})
    assert "2 organisations can be asked" in shown(response)
    assert "Larch Lane Club, club@example.org" in response.content.decode()
    broken = SimpleUploadedFile("list.csv", b"\0\1\2")
    response = client_of(wood, "ash").post(url(survey, "ask-several"), {"file": broken})
    assert "not a text file" in shown(response)


# An area


@pytest.fixture
def bolton(wood):
    area = Area.objects.create(name="Bolton")
    for number, income in ((1, 10_000_00), (2, 900_000_00), (3, None)):
        one = Organisation.objects.create(
            name=f"Moor Group {number}", email=f"moor{number}@example.org", income_pence=income
        )
        area.organisations.add(one)
    area.organisations.add(Organisation.objects.create(name="Moor Silent"))
    area.organisations.add(
        Organisation.objects.create(name="Moor Gone", email="gone@example.org", status="closed")
    )
    Organisation.objects.create(name="Moor Town", town="bolton", email="town@example.org")
    return area


def test_everybody_of_an_area_who_can_be_written_to(wood, bolton):
    survey = make_survey(wood, in_programme=True, closes_at=FAR)
    client = client_of(wood, "rowan")
    page = shown(client.post(url(survey, "ask-area"), {"place": "Bolton"}))
    assert "4 organisations can be asked" in page
    assert "1 more works in Bolton without an e-mail address" in page
    assert "Moor Gone" not in page
    assert not survey.asked.exists()
    client.post(url(survey, "ask-area"), {"place": "Bolton", "send": "1"})
    assert emails(survey) == [
        "moor1@example.org", "moor2@example.org", "moor3@example.org", "town@example.org",
    ]  # fmt: skip
    page = shown(client.post(url(survey, "ask-area"), {"place": "Bolton"}))
    assert "0 organisations can be asked" in page


def test_small_ones_alone(wood, bolton):
    survey = make_survey(wood, in_programme=True, closes_at=FAR)
    given = {"place": "Bolton", "income_up_to": "50,000", "send": "1"}
    client_of(wood, "rowan").post(url(survey, "ask-area"), given)
    assert "moor2@example.org" not in emails(survey)
    assert "moor3@example.org" in emails(survey)  # its income is not known


# Those chosen in a call


def test_those_chosen_in_a_call(wood):
    call = open_call(wood)
    for number in (1, 2, 3):
        answered(wood, call, number)
    Response.objects.exclude(organisation_name="Meadow Group 3").update(state="chosen")
    for in_programme, who in ((False, "ash"), (True, "rowan")):
        survey = make_survey(wood, in_programme=in_programme, closes_at=FAR)
        client = client_of(wood, who)
        assert "Meadow Group 1, Meadow Group 2" in shown(client.get(url(survey, "ask-interested")))
        client.post(url(survey, "ask-interested"), {"call": call.pk})
        assert survey.asked.count() == 2
    # The second survey found in the register whom the first had put there.
    assert Asked.objects.values("organisation").distinct().count() == 2


def test_a_call_of_another_cluster_is_not_offered(wood):
    call = open_call(wood)
    answered(wood, call)
    Response.objects.update(state="chosen")
    type(call).objects.update(cluster=wood.next_door)
    survey = make_survey(wood, closes_at=FAR)
    page = shown(client_of(wood, "ash").get(url(survey, "ask-interested")))
    assert "Nobody has been chosen" in page


def test_an_open_survey_says_that_letters_go_at_once(wood):
    survey = open_survey(wood, closes_at=FAR)
    for name in ("ask-members", "ask-organisation"):
        page = shown(client_of(wood, "ash").get(url(survey, name)))
        assert "written to at once" in page
