"""A task link does one thing, once, until a date, and can be handed on or withdrawn."""

from datetime import timedelta

import pytest

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import Actor, Role, Scope
from spinney.base.kernel.errors import LinkEnded, NotAllowed, NotFound
from spinney.base.kernel.policy import require
from tests.personas import NOON

pytestmark = pytest.mark.django_db
HERE = Scope("cluster", 7)
TABLE = {"accept_invitation": frozenset({Role.GUEST}), "leave": frozenset({Role.MEMBER})}


def make(**changes):
    errand = links.Errand("clusters.accept_invitation", "clusters.Invitation:1", HERE, **changes)
    return links.issue(
        errand,
        by=Actor.system("t"),
        now=NOON,
        expires_at=links.in_days(NOON, 7),
        email="a@example.org",
    )


def test_the_secret_is_not_kept():
    link, secret = make()
    assert secret not in str(TaskLink.objects.values().get(pk=link.pk))
    assert links.find(secret, now=NOON) == link


def test_an_unknown_secret():
    with pytest.raises(NotFound):
        links.find("nonsense", now=NOON)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"revoked_at": NOON}, "withdrawn"),
        ({"used_at": NOON}, "already done"),
        ({"expires_at": NOON - timedelta(days=1)}, "ended on 19 March 2026"),
    ],
)
def test_an_ended_link_says_why(change, words):
    link, secret = make()
    TaskLink.objects.filter(pk=link.pk).update(**change)
    with pytest.raises(LinkEnded, match=words):
        links.find(secret, now=NOON)


def test_it_allows_its_verb_on_its_subject_only():
    link, _ = make()
    guest = links.actor_of(link)
    require(TABLE, "accept_invitation", by=guest, scope=HERE, subject="clusters.Invitation:1")
    with pytest.raises(NotFound):
        require(TABLE, "accept_invitation", by=guest, scope=HERE, subject="clusters.Invitation:2")
    with pytest.raises(NotFound):
        require(TABLE, "leave", by=guest, scope=HERE, subject="clusters.Invitation:1")


def test_it_is_spent_once():
    link, _ = make()
    links.spend(link, now=NOON)
    with pytest.raises(LinkEnded):
        links.spend(link, now=NOON)


def test_handing_on_ends_the_first_link():
    link, secret = make(may_forward=True)
    links.remember(link, tier="core")
    copy, second = links.forward(link, email="b@example.org", now=NOON)
    assert links.find(second, now=NOON).memory == {"tier": "core"}
    with pytest.raises(LinkEnded):
        links.find(secret, now=NOON)
    assert copy.forwarded_from == link


def test_what_was_done_with_one_is_done_for_all_that_asked_it():
    one, one_secret = make()
    other, other_secret = make()
    gone, gone_secret = make()
    TaskLink.objects.filter(pk=gone.pk).update(revoked_at=NOON)
    assert links.finish(one.verb, one.subject, now=NOON) == 2
    for secret in (one_secret, other_secret):
        with pytest.raises(LinkEnded, match="already done with this link on 20 March 2026"):
            links.find(secret, now=NOON)
    with pytest.raises(LinkEnded, match="withdrawn"):
        links.find(gone_secret, now=NOON)


def test_a_task_that_is_yours_alone_is_not_handed_on():
    link, _ = make(may_forward=False)
    with pytest.raises(NotAllowed):
        links.forward(link, email="b@example.org", now=NOON)
