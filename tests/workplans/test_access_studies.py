"""Who may knock at which door of feasibility studies."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.timezone import now

from tests.access import answers
from tests.workplans.making import a_study

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)
RUNNING = (200, 200, 403, 403, 404, 404, 404, 404, 401)
# What the first of them did, the second finds done.
ONCE = (302, 409, 403, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("studies", "get"): INSIDE,
    ("study", "get"): INSIDE,
    ("start-study", "get"): RUNNING,
    ("edit-study", "get"): RUNNING,
    ("add-study-option", "get"): RUNNING,
    ("edit-study-option", "get"): RUNNING,
    ("remove-study-option", "post"): ONCE,
    ("restore-study-option", "post"): ONCE,
    ("open-study", "post"): ONCE,
    ("stall-study", "get"): RUNNING,
    ("revive-study", "get"): RUNNING,
    ("decide-study", "get"): RUNNING,
    ("put-study-to-vote", "post"): ONCE,
}
STATE = {"stall-study": "open", "decide-study": "open", "revive-study": "stalled"}


@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_access(wood, name, method):
    found = a_study(wood.cluster, state=STATE.get(name, "draft"))
    option = found.options.get(position=0)
    if name == "restore-study-option":
        option.removed_at = now()
        option.save()
    more = [] if name in ("studies", "start-study") else [found.pk]
    if name.endswith("study-option") and not name.startswith("add"):
        more.append(option.pk)
    url = reverse(f"workplans:{name}", args=[wood.cluster.pk, *more])
    assert answers(wood, method, url) == MATRIX[(name, method)]
