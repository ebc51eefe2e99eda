"""Taking away a paper that was attached by mistake."""

import pytest

from spinney.agreements.actions.signing_answers import attach_authority, remove_authority
from spinney.agreements.models import Authority
from spinney.base.kernel.errors import NotAllowed, WrongState
from tests.agreements.signing_cases import NOW, a_draft, actor, asked_of, put_it_out, signs
from tests.agreements.test_attach_authority import pdf

pytestmark = pytest.mark.django_db


def attached(wood, **more):
    signing = put_it_out(wood, a_draft(wood), **more)
    paper = attach_authority(
        asked=asked_of(signing, "birch"), file=pdf(), by=actor(wood, "birch"), now=NOW
    )
    return signing, paper


def test_it_is_gone_with_its_file(wood, django_capture_on_commit_callbacks):
    _, paper = attached(wood)
    storage, name = paper.file.storage, paper.file.name
    with django_capture_on_commit_callbacks(execute=True):
        remove_authority(authority=paper, by=actor(wood, "birch"), now=NOW)
    assert Authority.objects.count() == 0
    assert not storage.exists(name)


def test_once_somebody_signed_with_it_it_stays(wood):
    signing, paper = attached(wood)
    signs(wood, signing, "birch")
    with pytest.raises(WrongState):
        remove_authority(authority=paper, by=actor(wood, "birch"), now=NOW)
    assert Authority.objects.count() == 1


def test_others_leave_it_alone(wood):
    _, paper = attached(wood)
    for name in ("ash", "elder"):
        with pytest.raises(NotAllowed):
            remove_authority(authority=paper, by=actor(wood, name), now=NOW)
