from django.urls import URLPattern, path

from spinney.clusters.views import documents

CLUSTER = "clusters/<int:cluster_id>"
PROGRAMME = "programmes/<int:programme_id>"
DOCUMENT = "<int:document_id>"

urlpatterns: list[URLPattern] = [
    path(f"{CLUSTER}/documents/", documents.documents, name="documents"),
    path(f"{CLUSTER}/document/{DOCUMENT}/", documents.document, name="document"),
    path(f"{CLUSTER}/add-document/", documents.add_document, name="add-document"),
    path(
        f"{CLUSTER}/replace-document/{DOCUMENT}/",
        documents.replace_document,
        name="replace-document",
    ),
    path(
        f"{CLUSTER}/remove-document/{DOCUMENT}/", documents.remove_document, name="remove-document"
    ),
    path(
        f"{CLUSTER}/restore-document/{DOCUMENT}/",
        documents.restore_document,
        name="restore-document",
    ),
    path(
        f"{PROGRAMME}/programme-documents/",
        documents.programme_documents,
        name="programme-documents",
    ),
    path(
        f"{PROGRAMME}/programme-document/{DOCUMENT}/",
        documents.programme_document,
        name="programme-document",
    ),
    path(
        f"{PROGRAMME}/add-programme-document/",
        documents.add_programme_document,
        name="add-programme-document",
    ),
    path(
        f"{PROGRAMME}/replace-programme-document/{DOCUMENT}/",
        documents.replace_programme_document,
        name="replace-programme-document",
    ),
    path(
        f"{PROGRAMME}/remove-programme-document/{DOCUMENT}/",
        documents.remove_programme_document,
        name="remove-programme-document",
    ),
    path(
        f"{PROGRAMME}/restore-programme-document/{DOCUMENT}/",
        documents.restore_programme_document,
        name="restore-programme-document",
    ),
]
