"""What members can show one another: kinds, dates, amounts, files, each where it is shared."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from spinney.agreements.models import Look
from spinney.register.models import EvidenceFile
from tests.access import client_of
from tests.agreements.making import NOON
from tests.agreements.protocols import EVIDENCE, a_protocol, an_insurance, line
from tests.agreements.test_directory import page
from tests.agreements.test_stop_sharing import stop

pytestmark = pytest.mark.django_db
KINDS, DATES = EVIDENCE
COVER, FILES = "register.evidence_cover", "register.evidence_files"


def a_file(evidence) -> EvidenceFile:
    file = EvidenceFile(
        evidence=evidence, name="certificate.pdf", size=3, content_type="application/pdf",
        sha256="0" * 64, added_at=NOON, added_by="system:test",
    )  # fmt: skip
    file.file.save("certificate.pdf", ContentFile(b"pdf"), save=True)
    return file


def evidence_page(wood, who="alder"):
    return page(wood, who, "directory-evidence")


def test_the_kind_alone(wood):
    a_protocol(wood, ["birch", "alder"], line(fields=[KINDS]))
    a_file(an_insurance(wood, "birch"))
    seen = evidence_page(wood)
    assert "Public liability insurance" in seen
    assert "Held" in seen
    for hidden in ("2099", "£5,000,000", "certificate.pdf", "Policy of 2026", "PL-77"):
        assert hidden not in seen
    assert {one.field for one in Look.objects.all()} == {KINDS}


def test_with_dates_and_amounts(wood):
    a_protocol(wood, ["birch", "alder"], line(fields=[KINDS, DATES, COVER]))
    an_insurance(wood, "birch")
    seen = evidence_page(wood)
    assert "31 December 2099" in seen
    assert "£5,000,000" in seen


def test_what_was_withdrawn_is_not_there(wood):
    a_protocol(wood)
    an_insurance(wood, "birch", state="withdrawn")
    assert "No evidence yet" in evidence_page(wood)


def test_files_only_where_they_are_shared_and_each_fetched_is_a_look(wood):
    protocol = a_protocol(wood, ["birch", "alder"], line(fields=[KINDS, FILES]))
    file = a_file(an_insurance(wood, "birch"))
    there = reverse("agreements:directory-file", args=[wood.cluster.pk, file.uid])
    assert there in evidence_page(wood)
    assert FILES not in {one.field for one in Look.objects.all()}
    answer = client_of(wood, "alder").get(there)
    assert b"".join(answer.streaming_content) == b"pdf"
    assert "attachment" in answer["Content-Disposition"]
    look = Look.objects.get(field=FILES)
    assert (look.in_file, look.agreement) == (True, protocol)


def test_a_file_is_gone_from_the_moment_on_that_it_is_taken_back(wood):
    protocol = a_protocol(wood, ["birch", "alder"], line(fields=[KINDS, FILES]))
    file = a_file(an_insurance(wood, "birch"))
    there = reverse("agreements:directory-file", args=[wood.cluster.pk, file.uid])
    stop(wood, protocol, field=FILES)
    for who in ("alder", "ash"):
        assert client_of(wood, who).get(there).status_code == 404
    next_door = reverse("agreements:directory-file", args=[wood.next_door.pk, file.uid])
    assert client_of(wood, "sorrel").get(next_door).status_code == 404


def test_few_queries_however_many_pieces(wood, django_assert_max_num_queries):
    names = ["birch", "alder", *(f"member{n}" for n in range(8))]
    a_protocol(wood, names, line(fields=[KINDS, DATES, COVER, FILES]))
    for name in names:
        a_file(an_insurance(wood, name))
    client = client_of(wood, "alder")
    there = reverse("agreements:directory-evidence", args=[wood.cluster.pk])
    client.get(there)
    with django_assert_max_num_queries(13):
        client.get(there)
