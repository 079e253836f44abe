from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionConfig(AppConfig):
    name = "learning.discussion"
    label = "discussion"
    verbose_name = _("Discussion")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.hook_points import my_day_panels
        from cms.people.presence import register_presence
        from cms.waiting import register_queue

        from . import mail_kinds, panels, queries

        mail_kinds.register_kinds()
        register_presence(panels.FOLLOWED, queries.threads_followed_by)
        my_day_panels.register(panels.news_in_threads, order=12)
        register_queue(panels.posts_waiting)
