"""A token lets a program do what its person may, in its scopes, until it ends."""

from datetime import timedelta

import pytest
from django.urls import reverse

from spinney.base.access import tokens
from spinney.base.access.models import AccessToken
from spinney.base.kernel.errors import BadInput, NotFound
from tests.access import client_of
from tests.personas import NOON


def make(wood, name="birch", scopes=("clusters:read",), days=30):
    return tokens.make_token(
        person=wood.people[name],
        name="Sheet",
        scopes=scopes,
        days=days,
        by=wood.actor(name),
        now=NOON,
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
