from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "spinney.register"
    label = "register"

    def ready(self) -> None:
        from spinney.base.kernel.actors import SITE, Role
        from spinney.base.web.navigation import add_to_navigation
        from spinney.base.web.sizes import allow_larger
        from spinney.register import letters, listeners, tasks  # noqa: F401
        from spinney.register.forms.loads import MOST_BYTES
        from spinney.register.queries import home, portable  # noqa: F401

        add_to_navigation(
            "Organisations", "register:find", place=100, shown_to=lambda actor: actor.is_signed_in
        )
        add_to_navigation(
            "My organisations",
            "register:my-organisations",
            place=120,
            shown_to=lambda actor: actor.organisation_id is not None,
        )
        add_to_navigation(
            "Loads", "register:loads", place=150, shown_to=lambda actor: actor.has(Role.HOST, SITE)
        )
        allow_larger("/register/loads/begin/", MOST_BYTES + 1_000_000)
