"""A facilitator logs a hard moment for herself alone."""

from datetime import timedelta

import pytest

from spinney.base.access.leaving import leave
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.base.record.models import Entry
from spinney.diagnostics.actions.episodes import log_episode
from spinney.diagnostics.models import Episode
from spinney.diagnostics.queries.episodes import episodes_of
from tests.diagnostics.playbook import log, text
from tests.personas import NOON, TODAY


def test_it_is_hers(wood):
    episode = log(wood, "taking-credit", text=" In the paper. ", what_was_done="Rang them.")
    assert (episode.kind, episode.text) == ("breach", "In the paper.")
    assert list(episodes_of(wood.ash)) == [episode]
    for other in ("rowan", "birch", "cedar", "hazel", "elm", "willow", "nobody"):
        assert not episodes_of(wood.actor(other)).exists()
    assert not episodes_of(Actor.system("anything")).exists()


def test_the_record_says_neither_what_it_was_nor_what_she_wrote(wood):
    log(wood, "taking-credit", text="Birch in the paper")
    entry = Entry.objects.get(verb="diagnostics.log_episode")
    assert entry.book == f"person:{wood.people['ash'].pk}"
    assert entry.detail == {}


def test_logging_is_no_activity_of_the_cluster(wood):
    log(wood)
    wood.cluster.refresh_from_db()
    assert wood.cluster.last_activity_at is None


def test_words_may_be_left_out(wood):
    assert log(wood, text="", what_was_done="").pk


@pytest.mark.parametrize(
    ("said", "field"),
    [(text("no-such"), "what"), (text(happened_on=TODAY + timedelta(days=1)), "happened_on")],
)
def test_what_makes_no_sense_is_refused(wood, said, field):
    with pytest.raises(BadInput) as refused:
        log_episode(cluster=wood.cluster, said=said, by=wood.ash, now=NOON)
    assert field in refused.value.fields
    assert not Episode.objects.exists()


@pytest.mark.parametrize(
    ("who", "error"),
    [("rowan", NotAllowed), ("birch", NotAllowed), ("willow", NotFound), ("hazel", NotFound)],
)
def test_facilitators_of_the_cluster_only(wood, who, error):
    with pytest.raises(error):
        log(wood, by=who)


def test_the_system_logs_nothing(wood):
    with pytest.raises(NotFound):
        log_episode(cluster=wood.cluster, said=text(), by=Actor.system("anything"), now=NOON)


def test_her_log_goes_with_her_account(wood):
    log(wood)
    leave(by=wood.ash, now=NOON)
    assert not Episode.objects.exists()
