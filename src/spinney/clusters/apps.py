from django.apps import AppConfig


class ClustersConfig(AppConfig):
    name = "spinney.clusters"
    label = "clusters"

    def ready(self) -> None:
        from spinney.clusters import letters, listeners, tasks  # noqa: F401
        from spinney.clusters.queries import asking_programmes, portable  # noqa: F401
