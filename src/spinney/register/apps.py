from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "spinney.register"
    label = "register"

    def ready(self) -> None:
        from spinney.register import letters, listeners, tasks  # noqa: F401
        from spinney.register.queries import portable  # noqa: F401
