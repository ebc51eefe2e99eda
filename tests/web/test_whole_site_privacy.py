"""A facilitator's private notes and her log reach nobody else: by no page, search, file, feed or
API of the whole site.
"""

import pytest

from spinney.base.kernel.actors import cluster_scope
from spinney.clusters.actions.journal import write_note
from spinney.clusters.models import Facilitator
from tests.diagnostics.playbook import log
from tests.personas import NOON, TODAY
from tests.privacy import addresses, check_never_read

NOTED, DONE = "Heronwater-4711", "Larkfield-2903"


@pytest.mark.one_database
@pytest.mark.parametrize("who", ["rowan", "elm", "birch", "hazel", "nobody"])
def test_no_page_shows_it_to_anybody_else(wood, who):
    # A second facilitator of the same cluster reads it no more than the manager does.
    Facilitator.objects.create(cluster=wood.cluster, person=wood.people["elm"], starts_on=TODAY)
    note = write_note(
        cluster=wood.cluster, about_on=TODAY, text=f"The plumbing quarrel, {NOTED}", by=wood.ash,
        now=NOON,
    )  # fmt: skip
    episode = log(
        wood, "taking-credit", text=f"Birch House plumbing quarrel, {DONE}",
        what_was_done=f"Rang the plumber, {DONE}",
    )  # fmt: skip
    ids = {
        "cluster_id": wood.cluster.pk,
        "programme_id": wood.programme.pk,
        "organisation_id": wood.organisations["birch"].pk,
        "place": cluster_scope(wood.cluster.pk),
        "step": "vision",
        "what": "taking-credit",
        "note_id": note.pk,
    }
    hers = {
        "/journal/", "/journal/export-notes/", "/organisations/",
        "/episodes/", "/episodes/export-episodes/", "/episodes/episode-patterns/",
    }  # fmt: skip
    check_never_read(
        wood, who, (NOTED, DONE), list(addresses(ids, episode.pk)), found_by="plumb", pages=hers
    )


@pytest.mark.one_database
def test_the_same_walk_reads_what_its_writer_wrote(wood):
    """It would find them: who wrote them comes upon both."""
    note = write_note(
        cluster=wood.cluster, about_on=TODAY, text=f"The plumbing quarrel, {NOTED}", by=wood.ash,
        now=NOON,
    )  # fmt: skip
    log(wood, "taking-credit", text=f"The plumbing quarrel, {DONE}", what_was_done="")
    for secret, page in ((NOTED, "/journal/"), (DONE, "/episodes/")):
        assert page in addresses({}, note.pk)
        with pytest.raises(AssertionError, match=rf"ash read it at {page}"):
            check_never_read(wood, "ash", (secret,), [page], found_by="plumb", pages=())
