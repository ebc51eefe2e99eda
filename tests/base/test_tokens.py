"""A token lets a program do what its person may, in its scopes, until it ends."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.access import tokens
from spinney.base.access.models import AccessToken
from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import BadInput, NotFound
from spinney.register.models import Mandate
from tests.access import client_of
from tests.personas import NOON


def make(wood, name="birch", scopes=("clusters:read",), days=30, now=NOON):
    return tokens.make_token(
        person=wood.people[name],
        name="Sheet",
        scopes=scopes,
        days=days,
        by=wood.actor(name),
        now=now,
    )


def test_the_secret_is_shown_once_and_not_kept(wood):
    secret = make(wood)
    assert secret.startswith("spn_")
    assert secret not in str(list(AccessToken.objects.values()))


def test_it_speaks_for_its_person_and_organisation(wood):
    bearer = tokens.bearer_of(make(wood), now=NOON)
    assert bearer.actor.person_id == wood.people["birch"].pk
    assert bearer.actor.organisation_id == wood.organisations["birch"].pk
    assert bearer.scopes == {"clusters:read"}


def represent(wood, name, organisation):
    return Mandate.objects.create(
        organisation=wood.organisations[organisation], person=wood.people[name], post="Trustee",
        may_represent=True, starts_on=date(2026, 1, 1), given_by="system:test", given_at=NOON,
    )  # fmt: skip


def test_it_never_comes_to_speak_for_another_organisation(wood):
    """Her mandate for the one ends, and she represents another: no vote of that one is cast by it,
    no survey sent.
    """
    now = timezone.now()
    secret = make(wood, now=now)
    represent(wood, "birch", "sorrel")
    mandates = Mandate.objects.filter(person=wood.people["birch"])
    mandates.filter(organisation=wood.organisations["birch"]).update(ends_on=date(2026, 3, 1))
    assert wood.actor("birch").organisation_name == "Sorrel Street Kitchen"
    actor = tokens.bearer_of(secret, now=now).actor
    assert actor.organisation_id is None
    assert not actor.ids_of("organisation", Role.REPRESENTATIVE)
    page = client_of(wood, "birch").get(reverse("programs")).content.decode()
    assert "no organisation any more" in page


def test_one_that_was_made_for_no_organisation_speaks_for_none(wood):
    secret = make(wood, "elm")
    represent(wood, "elm", "birch")
    assert tokens.bearer_of(secret, now=NOON).actor.organisation_id is None


def test_the_account_says_for_which_organisation_it_acts(wood):
    make(wood, now=timezone.now())
    page = client_of(wood, "birch").get(reverse("programs")).content.decode()
    assert '<td class="govuk-table__cell">Birch House</td>' in page
    assert "The program acts for Birch House" in page


def test_it_ends(wood):
    assert tokens.bearer_of(make(wood, days=1), now=NOON + timedelta(days=2)) is None


def test_it_is_revoked_at_once_and_only_by_its_owner(wood):
    secret = make(wood)
    token = AccessToken.objects.get()
    with pytest.raises(NotFound):
        tokens.revoke_token(token_id=token.pk, by=wood.ash, now=NOON)
    tokens.revoke_token(token_id=token.pk, by=wood.birch, now=NOON)
    assert tokens.bearer_of(secret, now=NOON) is None


def test_somebody_who_left_has_no_token(wood):
    secret = make(wood)
    person = wood.people["birch"]
    person.is_active = False
    person.save()
    assert tokens.bearer_of(secret, now=NOON) is None


def test_every_scope_can_be_chosen_under_what_it_is_about(wood):
    chosen = [scope for _, those in tokens.scopes_by_group() for scope, _ in those]
    assert chosen == list(tokens.API_SCOPES)
    page = client_of(wood, "birch").get(reverse("programs")).content.decode()
    at = [page.index(f">{title}</h3>") for title, _ in tokens.scopes_by_group()]
    assert at == sorted(at)
    assert all(f'value="{scope}"' in page for scope in chosen)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"scopes": ()}, "scopes"), ({"scopes": ("all",)}, "scopes"), ({"days": 0}, "days")],
)
def test_bad_input_names_its_field(wood, changes, field):
    with pytest.raises(BadInput) as told:
        make(wood, **changes)
    assert field in told.value.fields
