from django.apps import AppConfig

# Here and not in cms/__init__.py: tasks find our app as soon as Django is up, and what needs no Django stays light.
from .celery import app as celery_app

__all__ = ["CmsConfig", "celery_app"]


class CmsConfig(AppConfig):
    name = "cms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import audit_lines, mail_kinds, receivers
        from .exports import neutralise_wagtail_exports
        from .people import panels

        receivers.connect()
        audit_lines.connect()
        mail_kinds.register_kinds()
        panels.hang()
        neutralise_wagtail_exports()
