"""Every address of the site. Rooms are named by dotted string only; Wagtail's catch-all comes last."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from .health import healthz, readyz
from .languages import choose_language
from .sign_in.views.security import security
from .sitemap import SiteSitemap
from .views import demo, me
from .views.admin_account import admin_account
from .views.admin_sign_in import admin_sign_in
from .views.admin_words import admin_words
from .views.front import front
from .views.media import serve_media
from .views.robots import robots
from .views.site_search import site_search

handler500 = "cms.views.errors.server_error"

urlpatterns = [
    path("", front, name="front"),
    path("admin/login/", admin_sign_in),
    path("admin/account/", admin_account),
    path("admin/jsi18n/", admin_words),
    path("admin/", include(wagtailadmin_urls)),
    path("accounts/", include("cms.sign_in.urls")),
    path("me/", me.my_day, name="my_day"),
    path("me/profile/", me.profile, name="profile"),
    path("me/security/", security, name="security"),
    path("me/roles/<int:pk>/leave/", me.leave_role, name="leave_role"),
    path("", include("cms.mail.urls")),
    path("", include("cms.privacy.urls")),
    path("", include("cms.people.invitation_urls")),
    path("", include("cms.imports.urls")),
    path("organisation/", include("cms.organisation_urls")),
    path("language/<slug:language>/", choose_language, name="choose_language"),
    path("documents/", include(wagtaildocs_urls)),
    re_path(r"^media/(?P<path>.*)$", serve_media, name="media"),
    path("demo/outbox/", demo.demo_outbox, name="demo_outbox"),
    path("demo/outbox/<int:pk>/", demo.demo_message, name="demo_message"),
    path("styleguide/", include("theme.urls")),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": SiteSitemap}}, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("", include("cms.people.organisation_urls")),
    path("", include("events.calendar.urls")),
    path("", include("events.door.urls")),
    path("", include("events.programme.urls")),
    path("", include("events.networks.urls")),
    path("", include("events.exhibitors.urls")),
    path("", include("events.invoicing.urls")),
    path("", include("events.desk.urls")),
    path("", include("events.urls")),
    path("", include("learning.reports.urls")),
    path("", include("learning.teaching.urls")),
    path("", include("learning.requirements.urls")),
    path("", include("learning.badges.urls")),
    path("", include("learning.bulk_awards.urls")),
    path("", include("learning.surveys.urls")),
    path("", include("learning.gates.urls")),
    path("", include("learning.discussion.urls")),
    path("", include("learning.joining.urls")),
    path("", include("learning.assignments.urls")),
    path("", include("learning.tabletop.urls")),
    path("", include("learning.urls")),
    *i18n_patterns(
        path("search/", site_search, name="search"),
        path("", include(wagtail_urls)),
    ),
]
