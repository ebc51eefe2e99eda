from django.urls import path

from spinney.clusters.views import sharing

OURS = "organisations/<int:organisation_id>/sharing/"
THEIRS = "clusters/<int:cluster_id>/evidence/"

urlpatterns = [
    path(OURS, sharing.see_sharing, name="see-sharing"),
    path(f"{OURS}<int:cluster_pk>/", sharing.share_evidence, name="share-evidence"),
    path(f"{OURS}end/<int:pk>/", sharing.end_share, name="end-share"),
    path(THEIRS, sharing.shared_evidence, name="shared-evidence"),
    path(f"{THEIRS}<int:pk>/", sharing.view_shared, name="view-shared"),
    path(f"{THEIRS}<int:pk>/files/<uuid:uid>/", sharing.download_shared, name="download-shared"),
]
