from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "spinney.base.post"
    label = "post"
    verbose_name = "Mail"

    def ready(self) -> None:
        from spinney.base.post import digests, farewell, tasks  # noqa: F401
