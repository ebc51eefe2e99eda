"""Addresses of what members share under a protocol, who looked, contacts and the directory."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.agreements.views import contacts, directory, sharing

OURS = "organisations/<int:organisation_id>/"
SHARED = OURS + "what-we-share/"
CONTACTS = OURS + "contacts/"
ONE = CONTACTS + "<int:contact_id>/"
THERE = "clusters/<int:cluster_id>/agreements/directory/"

urlpatterns: list[URLPattern] = [
    path(SHARED, sharing.what_we_share, name="what-we-share"),
    path(SHARED + "looks/", sharing.looks, name="looks"),
    path(SHARED + "<int:agreement_id>/stop-sharing/", sharing.stop_sharing, name="stop-sharing"),
    path(
        SHARED + "stopped/<int:revocation_id>/share-again/",
        sharing.share_again,
        name="share-again",
    ),
    path(OURS + "shared-with-us/", sharing.shared_with_us, name="shared-with-us"),
    path(CONTACTS, contacts.contacts, name="contacts"),
    path(CONTACTS + "add-contact/", contacts.add_contact, name="add-contact"),
    path(ONE + "edit-contact/", contacts.edit_contact, name="edit-contact"),
    path(ONE + "remove-contact/", contacts.remove_contact, name="remove-contact"),
    path(ONE + "restore-contact/", contacts.restore_contact, name="restore-contact"),
    path(ONE + "move-contact/", contacts.move_contact, name="move-contact"),
    path(THERE, directory.directory, name="directory"),
    path(THERE + "evidence/", directory.directory_evidence, name="directory-evidence"),
    path(THERE + "files/<uuid:uid>/", directory.directory_file, name="directory-file"),
    path(THERE + "need/", directory.need_together, name="need-together"),
]
