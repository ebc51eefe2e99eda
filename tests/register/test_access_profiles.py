"""Who gets which answer at the addresses of profiles (columns: personas.EVERYBODY)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.register.actions.profile_lists import (
    add_identifier,
    add_name,
    save_place,
    save_service,
)
from tests.access import answers
from tests.register.acting import now

#        rowan ash birch cedar hazel elm willow sorrel nobody
SIGNED_IN = (200, 200, 200, 200, 200, 200, 200, 200, 401)
OURS = (403, 403, 200, 403, 200, 403, 403, 403, 401)
OURS_BY_POST = (403, 403, 405, 403, 405, 403, 403, 403, 401)
POSTED = (403, 403, 302, 403, 302, 403, 403, 403, 401)

GET = {
    "keep-profile": OURS,
    "profile-history": OURS,
    "add-name": OURS,
    "add-identifier": OURS,
    "save-place": OURS,
    "save-service": OURS,
    "confirm-profile": OURS_BY_POST,
    "settle-difference": OURS_BY_POST,
}


def test_anybody_signed_in_adds_an_organisation(wood):
    assert answers(wood, "get", reverse("register:add-organisation")) == SIGNED_IN


@pytest.mark.parametrize("name", GET)
def test_addresses(wood, name):
    url = reverse(f"register:{name}", args=[wood.organisations["birch"].pk])
    assert answers(wood, "get", url) == GET[name]


@pytest.mark.parametrize("section", ["about", "contact", "size"])
def test_sections(wood, section):
    url = reverse("register:change-profile", args=[wood.organisations["birch"].pk, section])
    assert answers(wood, "get", url) == OURS


def test_confirming(wood):
    url = reverse("register:confirm-profile", args=[wood.organisations["birch"].pk])
    assert answers(wood, "post", url) == POSTED


def test_undoing(wood):
    birch = wood.organisations["birch"]
    url = reverse("register:undo-change", args=[birch.pk, 10**9])
    assert answers(wood, "get", url) == OURS_BY_POST
    assert answers(wood, "post", url) == (403, 403, 404, 403, 404, 403, 403, 403, 401)


def test_what_there_are_several_of(wood):
    birch = wood.organisations["birch"]
    by = {"organisation": birch, "by": wood.birch, "now": now()}
    name = add_name(name="BH", kind="short", **by)
    number = add_identifier(scheme="GB-CHC", value="1012345", **by)
    place = save_place(facts={"name": "Hut"}, **by)
    service = save_service(facts={"name": "Lunch", "is_running": True}, **by)
    for verb, row in (
        ("remove-name", name),
        ("remove-identifier", number),
        ("remove-place", place),
        ("remove-service", service),
    ):
        url = reverse(f"register:{verb}", args=[birch.pk, row.pk])
        assert answers(wood, "get", url) == OURS_BY_POST, verb
    for verb, row in (("save-place", place), ("save-service", service)):
        url = reverse(f"register:{verb}", args=[birch.pk, row.pk])
        assert answers(wood, "get", url) == OURS, verb
        cedars = reverse(f"register:{verb}", args=[wood.organisations["cedar"].pk, row.pk])
        assert answers(wood, "get", cedars) == (403, 403, 403, 404, 404, 403, 403, 403, 401)
