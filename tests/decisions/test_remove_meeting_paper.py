"""A paper is taken away, and its file with it."""

from spinney.decisions.actions.meeting_papers import add_meeting_paper, remove_meeting_paper
from tests.decisions.meeting import NOON, plan
from tests.decisions.test_add_meeting_paper import paper


def test_row_and_file_go(wood, django_capture_on_commit_callbacks):
    meeting = plan(wood)
    kept = add_meeting_paper(meeting=meeting, file=paper(), by=wood.ash, now=NOON)
    name, storage = kept.file.name, kept.file.storage
    kept.file.close()
    with django_capture_on_commit_callbacks(execute=True):
        remove_meeting_paper(paper=kept, by=wood.ash, now=NOON)
    assert not meeting.papers.exists()
    assert not storage.exists(name)
