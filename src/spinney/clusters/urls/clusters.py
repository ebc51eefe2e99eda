from django.urls import path

from spinney.clusters.views import clusters, facilitators

ONE = "clusters/<int:cluster_id>/"
urlpatterns = [
    path("clusters/", clusters.clusters, name="clusters"),
    path("clusters/make-cluster/", clusters.make_cluster, name="make-cluster"),
    path(
        "programmes/<int:programme_id>/clusters/",
        clusters.programme_clusters,
        name="programme-clusters",
    ),
    path("programmes/<int:programme_id>/add-cluster/", clusters.add_cluster, name="add-cluster"),
    path(ONE, clusters.cluster, name="cluster"),
    path(ONE + "cluster-logo/", clusters.cluster_logo, name="cluster-logo"),
    path(ONE + "cluster-timeline/", clusters.cluster_timeline, name="cluster-timeline"),
    path(ONE + "edit-cluster/", clusters.edit_cluster, name="edit-cluster"),
    path(ONE + "end-cluster/", clusters.end_cluster, name="end-cluster"),
    path(ONE + "reopen-cluster/", clusters.reopen_cluster, name="reopen-cluster"),
    path(ONE + "facilitators/", facilitators.facilitators, name="facilitators"),
    path(
        ONE + "appoint-facilitator/", facilitators.appoint_facilitator, name="appoint-facilitator"
    ),
    path(
        ONE + "facilitators/<int:facilitator_id>/stand-down-facilitator/",
        facilitators.stand_down_facilitator,
        name="stand-down-facilitator",
    ),
]
