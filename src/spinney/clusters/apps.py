from django.apps import AppConfig


class ClustersConfig(AppConfig):
    name = "spinney.clusters"
    label = "clusters"

    def ready(self) -> None:
        from spinney.base.kernel.actors import SITE, Role
        from spinney.base.web.navigation import add_to_navigation
        from spinney.clusters import letters, listeners, tasks  # noqa: F401
        from spinney.clusters.queries import (  # noqa: F401
            asking_calls,
            asking_members,
            asking_programmes,
            portable,
        )

        add_to_navigation(
            "Clusters", "clusters:clusters", place=200, shown_to=lambda actor: actor.is_signed_in
        )
        add_to_navigation(
            "Programmes",
            "clusters:programmes",
            place=300,
            shown_to=lambda actor: bool(actor.ids_of("programme")) or actor.has(Role.HOST, SITE),
        )
        add_to_navigation(
            "My notes",
            "clusters:journal",
            place=350,
            shown_to=lambda actor: bool(actor.ids_of("cluster", Role.FACILITATOR)),
        )
