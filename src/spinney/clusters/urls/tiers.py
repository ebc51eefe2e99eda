from django.urls import path

from spinney.clusters.views import tiers

HERE = "clusters/<int:cluster_id>/tiers/"
PROGRAMME = "programmes/<int:programme_id>/tiers/"
urlpatterns = [
    path(HERE, tiers.tiers, name="tiers"),
    path(HERE + "add-tier/", tiers.add_tier, name="add-tier"),
    path(HERE + "use-own-tiers/", tiers.use_own_tiers, name="use-own-tiers"),
    path(HERE + "<int:tier_id>/edit-tier/", tiers.edit_tier, name="edit-tier"),
    path(HERE + "<int:tier_id>/remove-tier/", tiers.remove_tier, name="remove-tier"),
    path(PROGRAMME, tiers.programme_tiers, name="programme-tiers"),
    path(PROGRAMME + "add-programme-tier/", tiers.add_programme_tier, name="add-programme-tier"),
    path(
        PROGRAMME + "<int:tier_id>/edit-programme-tier/",
        tiers.edit_programme_tier,
        name="edit-programme-tier",
    ),
    path(
        PROGRAMME + "<int:tier_id>/remove-programme-tier/",
        tiers.remove_programme_tier,
        name="remove-programme-tier",
    ),
]
