"""Who gets which answer at the addresses of evidence (columns: personas.EVERYBODY).

It is the organisation's own: not even the host, nor whoever runs its cluster, gets in here.
"""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.access import answers
from tests.register.acting import browser_of, fetched, mandate, pdf, someone
from tests.register.evidence_cases import add

#        rowan ash birch cedar hazel elm willow sorrel nobody
OURS = (403, 403, 200, 403, 403, 403, 403, 403, 401)
OURS_BY_POST = (403, 403, 405, 403, 403, 403, 403, 403, 401)

OF_ORGANISATION = {
    "list-evidence": OURS,
    "add-evidence": OURS,
    "make-calendar": OURS,
    "end-calendar": OURS_BY_POST,
}
OF_EVIDENCE = {
    "view-evidence": OURS,
    "change-evidence": OURS,
    "replace-evidence": OURS,
    "attach-file": OURS,
    "withdraw-evidence": OURS_BY_POST,
    "restore-evidence": OURS_BY_POST,
}
OF_FILE = {"remove-file": OURS_BY_POST, "restore-file": OURS_BY_POST}


@pytest.mark.parametrize("name", OF_ORGANISATION)
def test_organisation_addresses(wood, name):
    url = reverse(f"register:{name}", args=[wood.organisations["birch"].pk])
    assert answers(wood, "get", url) == OF_ORGANISATION[name]


@pytest.mark.parametrize("name", OF_EVIDENCE)
def test_evidence_addresses(wood, name):
    evidence = add(wood)
    url = reverse(f"register:{name}", args=[evidence.organisation_id, evidence.pk])
    assert answers(wood, "get", url) == OF_EVIDENCE[name]


@pytest.mark.parametrize("name", OF_EVIDENCE)
def test_evidence_is_not_read_at_another_organisations_address(wood, name):
    evidence = add(wood)
    url = reverse(f"register:{name}", args=[wood.organisations["cedar"].pk, evidence.pk])
    client = browser_of(wood.people["cedar"])
    assert client.post(url).status_code in (404, 405)
    assert client.get(url).status_code in (404, 405)


@pytest.mark.parametrize("name", OF_FILE)
def test_file_addresses(wood, name):
    file = add(wood, pdf()).files.get()
    url = reverse(f"register:{name}", args=[wood.organisations["birch"].pk, file.uid])
    assert answers(wood, "get", url) == OF_FILE[name]


def test_fetching_a_file(wood):
    file = add(wood, pdf()).files.get()
    url = reverse("register:download-file", args=[wood.organisations["birch"].pk, file.uid])
    statuses = {n: fetched(browser_of(p), url)[0] for n, p in wood.people.items()}
    assert [name for name, status in statuses.items() if status == 200] == ["birch"]
    assert set(statuses.values()) == {200, 403}
    theirs = reverse("register:download-file", args=[wood.organisations["cedar"].pk, file.uid])
    assert fetched(browser_of(wood.people["cedar"]), theirs)[0] == 404


@pytest.mark.parametrize(
    ("powers", "reads", "keeps"),
    [
        ({"may_represent": False, "may_hold_data": True}, True, True),
        ({"may_represent": False, "may_sign": True}, True, False),
        ({"may_represent": False, "may_vote": True}, False, False),
    ],
)
def test_what_each_power_opens(wood, powers, reads, keeps):
    birch = wood.organisations["birch"]
    person = someone("Fern")
    mandate(person, birch, **powers)
    client = browser_of(person)
    listed = client.get(reverse("register:list-evidence", args=[birch.pk])).status_code
    added = client.get(reverse("register:add-evidence", args=[birch.pk])).status_code
    assert (listed == 200, added == 200) == (reads, keeps)
