"""Who may knock at which door of what members share."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from spinney.register.models import EvidenceFile
from tests.access import answers, client_of
from tests.agreements.contacts import add
from tests.agreements.making import NOON
from tests.agreements.protocols import a_protocol, an_insurance, line
from tests.agreements.test_stop_sharing import stop

pytestmark = pytest.mark.django_db

#         rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)


def own(answer):
    """Birch alone, whoever runs the cluster or the site: it is her organisation's."""
    return (403, 403, answer, 403, 403, 403, 403, 403, 401)


MATRIX = {
    ("what-we-share", "get"): own(200),
    ("shared-with-us", "get"): own(200),
    ("looks", "get"): own(200),
    ("stop-sharing", "get"): own(200),
    ("stop-sharing", "post"): own(302),
    ("share-again", "post"): own(302),
    ("share-again", "get"): own(405),
    ("contacts", "get"): own(200),
    ("add-contact", "get"): own(200),
    ("edit-contact", "get"): own(200),
    ("remove-contact", "post"): own(302),
    ("remove-contact", "get"): own(405),
    ("restore-contact", "post"): own(409),
    ("move-contact", "post"): own(302),
    ("directory", "get"): INSIDE,
    ("directory-evidence", "get"): INSIDE,
    ("need-together", "get"): INSIDE,
    # Those that run the cluster are not named by this protocol, so there is no such file for them.
    ("directory-file", "get"): (404, 404, 200, 403, 404, 404, 404, 404, 401),
    ("directory", "post"): (405, 405, 405, 403, 404, 404, 404, 404, 401),
}


def address(wood, door):
    birch = wood.organisations["birch"].pk
    fields = ["register.evidence_kinds", "register.evidence_files", "agreements.contact_email"]
    protocol = a_protocol(wood, ["birch", "alder"], line(fields=fields))
    match door:
        case "directory" | "directory-evidence" | "need-together":
            args = [wood.cluster.pk]
        case "directory-file":
            file = EvidenceFile(
                evidence=an_insurance(wood, "alder"), name="a.pdf", size=3, sha256="0" * 64,
                content_type="application/pdf", added_at=NOON, added_by="system:test",
            )  # fmt: skip
            file.file.save("a.pdf", ContentFile(b"pdf"), save=True)
            args = [wood.cluster.pk, file.uid]
        case "stop-sharing":
            args = [birch, protocol.pk]
        case "share-again":
            args = [birch, stop(wood, protocol).pk]
        case "edit-contact" | "remove-contact" | "restore-contact" | "move-contact":
            args = [birch, add(wood).pk]
        case _:
            args = [birch]
    return reverse(f"agreements:{door}", args=args)


@pytest.mark.parametrize(("door", "method"), MATRIX, ids=lambda part: part)
def test_who_may_knock(wood, door, method):
    typed = {"field": "all", "recipient": "all", "purpose": "all"} if method == "post" else None
    assert answers(wood, method, address(wood, door), typed) == MATRIX[door, method]


def test_what_is_of_another_organisation_is_not_there(wood):
    protocol = a_protocol(wood, ["birch", "alder"])
    revocation, contact = stop(wood, protocol), add(wood)
    alder = wood.organisations["alder"].pk
    client = client_of(wood, "alder")
    for door, pk in (
        ("share-again", revocation.pk), ("remove-contact", contact.pk),
        ("restore-contact", contact.pk), ("move-contact", contact.pk),
    ):  # fmt: skip
        url = reverse(f"agreements:{door}", args=[alder, pk])
        assert client.post(url).status_code == 404
    assert (
        client.get(reverse("agreements:edit-contact", args=[alder, contact.pk])).status_code == 404
    )
    others = a_protocol(wood, ["birch", "oak"])
    assert (
        client.get(reverse("agreements:stop-sharing", args=[alder, others.pk])).status_code == 404
    )
