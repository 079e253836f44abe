from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ...models import Occurrence
from ...pages import PAGES, pages_without_occurrence


class PageField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} ({obj.locale.language_code})"


class ChoosePageForm(forms.Form):
    """A page that shows nothing yet, the newest first."""

    page = PageField(label=_("Page"), queryset=Page.objects.none(), empty_label=_("Choose a page"))

    def __init__(self, *args: Any, occurrence: Occurrence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_kind = occurrence.series.kind in PAGES
        field = self.fields["page"]
        assert isinstance(field, PageField)
        field.queryset = pages_without_occurrence(occurrence.series.kind)
