"""Nobody's name, address, number or reason stands in the record, in an address of the site, or in
what it logs.
"""

from __future__ import annotations

import json
import logging
import re

import pytest
from django.urls import reverse

from spinney.agreements.models import Contact
from spinney.base.record.models import Entry
from tests.access import client_of
from tests.agreements.protocols import a_protocol

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
TYPED = {
    "name": "Robin Quillfeather",
    "post": "Bursar of Quills",
    "about": "Quills",
    "email": "quill@birch.example.org",
    "phone": "01632 960 777",
}
SECRETS = ("Quill", "quill@", "960 777", "fell out")


def test_what_is_typed_stays_where_it_belongs(wood, caplog):
    caplog.set_level(logging.DEBUG)
    protocol = a_protocol(wood)
    birch = wood.organisations["birch"].pk
    hers, other = client_of(wood, "birch"), client_of(wood, "alder")
    addresses = []

    def keep(response):
        addresses.extend(re.findall(r'(?:href|action)="([^"]*)"', response.content.decode()))
        addresses.append(response.request["PATH_INFO"] + response.request["QUERY_STRING"])
        return response

    keep(hers.post(reverse("agreements:add-contact", args=[birch]), TYPED, follow=True))
    contact = Contact.objects.get().pk
    edit = reverse("agreements:edit-contact", args=[birch, contact])
    keep(hers.post(edit, TYPED | {"name": "Robin Quill", "version": "1"}, follow=True))
    keep(hers.get(reverse("agreements:contacts", args=[birch])))
    directory = reverse("agreements:directory", args=[wood.cluster.pk])
    assert "Robin Quill" in keep(other.get(directory)).content.decode()
    stop = reverse("agreements:stop-sharing", args=[birch, protocol.pk])
    said = {"field": "all", "recipient": "all", "purpose": "all", "reason": "We fell out."}
    keep(hers.post(stop, said, follow=True))
    remove = reverse("agreements:remove-contact", args=[birch, contact])
    keep(hers.post(remove, follow=True))
    keep(hers.get(reverse("agreements:looks", args=[birch])))

    recorded = json.dumps(list(Entry.objects.values_list("detail", flat=True)), default=str)
    ours = [one for one in addresses if not one.startswith("mailto:")]
    assert Entry.objects.filter(verb__startswith="agreements.").count() == 4
    assert len(ours) > 50
    for secret in SECRETS:
        assert secret not in recorded
        assert secret not in caplog.text
        assert not [one for one in ours if secret in one]
