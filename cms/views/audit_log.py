"""The audit log in the admin: for auditors, to read and to export."""

from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponseBase
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import registry

from cms import clock
from cms.audit_log import HEADER, Wanted, as_table, in_words, kind_in_words, kinds_in_log, lines, people_called
from cms.exports import csv_response
from cms.people.rules import may_read_log

A_PAGE = 50


class KindField(forms.ModelChoiceField):
    def label_from_instance(self, obj: ContentType) -> str:
        return capfirst(kind_in_words(obj))


class AuditLogForm(forms.Form):
    action = forms.ChoiceField(label=_("Action"), required=False)
    person = forms.CharField(
        label=_("Name or e-mail of a person"),
        required=False,
        max_length=254,
        help_text=_("Lines of what the person did, and of what was done to them."),
    )
    by = forms.IntegerField(label=_("By person number"), required=False, min_value=1, max_value=2**63 - 1)
    kind = KindField(label=_("Kind"), required=False, queryset=ContentType.objects.none(), empty_label=_("All"))
    thing = forms.CharField(label=_("Number of the thing"), required=False, max_length=255)
    since = forms.DateField(label=_("From day"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("To day"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actions = sorted((str(label), key) for key, label in registry.get_choices())
        fields: dict[str, Any] = self.fields
        fields["action"].choices = [("", _("All")), *((key, label) for label, key in actions)]
        fields["kind"].queryset = kinds_in_log()

    def wanted(self) -> Wanted:
        values = {**self.cleaned_data}
        person = values.pop("person").strip()
        return Wanted(**values, people=people_called(person) if person else None)


class AuditLogView(WagtailAdminTemplateMixin, TemplateView):
    http_method_names = ["get", "head", "options"]
    template_name = "cms/admin/audit_log.html"
    header_icon = "history"
    page_title = _("Audit log")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_read_log(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.form = AuditLogForm(request.GET)
        if "export" in request.GET and self.form.is_valid():
            name = "-".join([pgettext("file name", "audit-log"), clock.today().isoformat()]) + ".csv"
            return csv_response(name, HEADER, as_table(lines(self.form.wanted())))
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: Any = lines(self.form.wanted()) if self.form.is_valid() else []
        page: Page[Any] = Paginator(found, A_PAGE).get_page(self.request.GET.get("p"))
        asked = self.request.GET.copy()
        asked.pop("p", None)
        about = {"form": self.form, "page_obj": page, "rows": in_words(page.object_list), "asked": asked.urlencode()}
        return super().get_context_data(**kwargs) | about
