"""What search engines are told of: every live, public page in every language, but not what only leads to a course."""

from django.db.models import Q
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page
from wagtail.query import PageQuerySet


class SiteSitemap(Sitemap):
    def items(self) -> PageQuerySet:
        from .models import LessonPage, ModulePage

        below_a_front_page = Q(pk__in=[])
        for home in self.get_wagtail_site().root_page.get_translations(inclusive=True):
            below_a_front_page |= Q(path__startswith=home.path)
        pages = Page.objects.live().public().filter(below_a_front_page).not_type(LessonPage, ModulePage)
        return pages.select_related("locale").order_by("path").specific()
