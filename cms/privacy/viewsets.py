"""Lists of the privacy section: looked at by those who answer for it, written by verbs alone."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.admin.widgets.button import HeaderButton

from cms.admin_lists import PlainInspectView, ReadOnlyViewSet, YesNoColumn
from cms.people.models import User

from .answers import table_in_words
from .models import AccessLogEntry, Consent, Erasure, ExportRequest, RetentionRun
from .retention import rule_in_words
from .rules import may_read_privacy_lists


class PeopleIndexView(IndexView):
    """Lists that name people ask for them all at once."""

    def get_base_queryset(self) -> QuerySet[Any]:
        people = [field.name for field in self.model._meta.fields if field.related_model is User]
        rows: QuerySet[Any] = super().get_base_queryset()
        return rows.select_related(*people)


class PrivacyListViewSet(ReadOnlyViewSet):
    index_view_class = PeopleIndexView


class CountsInspectView(PlainInspectView):
    """One line for each kind of row, in words."""

    in_words: Callable[[str], str] = staticmethod(table_in_words)

    def get_counts_display_value(self) -> SafeString:
        lines = sorted((capfirst(self.in_words(key)), number) for key, number in self.object.counts.items())
        return format_html_join("", "<div>{}: {}</div>", lines)


class RunInspectView(CountsInspectView):
    in_words = staticmethod(rule_in_words)


class RunIndexView(PeopleIndexView):
    @cached_property
    def header_buttons(self) -> list[Any]:
        url = reverse("privacy_admin:retention")
        return [*super().header_buttons, HeaderButton(_("What is deleted when"), url=url, icon_name="list-ul")]


class ErasureViewSet(PrivacyListViewSet):
    model = Erasure
    icon = "bin"
    menu_label = _("Erasures")
    inspect_view_class = CountsInspectView
    list_display: ClassVar[list[Any]] = [Column("user_id", label=_("Account")), "reason", "at", "by"]
    list_filter = ("reason",)
    inspect_view_fields: ClassVar[list[str]] = ["user_id", "reason", "at", "by", "counts"]
    form_fields = ("reason",)


class CopyViewSet(PrivacyListViewSet):
    """That copies were asked for. Nobody but the person opens one."""

    model = ExportRequest
    icon = "download"
    menu_label = _("Copies of own data")
    list_display = ("user", "state", "asked_at", "ready_at", "expires_at")
    list_filter = ("state",)
    inspect_view_fields: ClassVar[list[str]] = ["user", "state", "asked_at", "ready_at", "expires_at", "attempts"]
    form_fields = ("state",)


class RetentionRunViewSet(PrivacyListViewSet):
    model = RetentionRun
    icon = "time"
    menu_label = _("Retention runs")
    index_view_class = RunIndexView
    index_results_template_name = "privacy/admin/retention_runs_results.html"
    inspect_view_class = RunInspectView
    list_display: ClassVar[list[Any]] = [
        "started_at",
        "finished_at",
        YesNoColumn("dry_run", label=_("Only counted"), sort_key="dry_run"),
        Column("total", label=_("Rows")),
    ]
    inspect_view_fields: ClassVar[list[str]] = ["started_at", "finished_at", "dry_run", "by", "counts"]
    form_fields = ("dry_run",)


class AccessLogViewSet(PrivacyListViewSet):
    model = AccessLogEntry
    icon = "view"
    menu_label = _("Readings of sensitive answers")
    list_display = ("at", "reader", "subject", "about", "kind", "reason")
    list_filter = ("kind",)
    search_fields = ("about", "reason")
    inspect_view_fields: ClassVar[list[str]] = ["at", "reader", "subject", "about", "kind", "reason"]
    form_fields = ("reason",)


class ConsentViewSet(PrivacyListViewSet):
    model = Consent
    icon = "tick-inverse"
    menu_label = _("Consents")
    list_display = ("user", "purpose", "recipient", "version", "given_at", "withdrawn_at", "how")
    list_filter = ("purpose", "how")
    inspect_view_fields: ClassVar[list[str]] = [
        "user",
        "purpose",
        "recipient",
        "scope",
        "version",
        "wording",
        "language",
        "given_at",
        "withdrawn_at",
        "how",
    ]
    form_fields = ("purpose",)


class RetentionMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_read_privacy_lists(request.user)


class PrivacyViewSetGroup(ModelViewSetGroup):
    menu_label = _("Privacy")
    menu_icon = "lock"
    menu_order = 550
    items = (ErasureViewSet, CopyViewSet, RetentionRunViewSet, AccessLogViewSet, ConsentViewSet)

    def get_submenu_items(self) -> list[MenuItem]:
        url = reverse("privacy_admin:retention")
        table = RetentionMenuItem(_("What is deleted when"), url, name="retention", icon_name="list-ul", order=150)
        return [*super().get_submenu_items(), table]
