"""The page visitors read about an occurrence on: made here, or chosen among those an editor has made."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ..models import Occurrence
from ..pages import page_of
from .forms.page import ChoosePageForm
from .panels import occurrence_panels


def hang() -> None:
    """Called once, when the app is ready."""
    occurrence_panels.register(page, order=15)


def page(request: HttpRequest, *, occurrence: Occurrence) -> SafeString | None:
    """Nothing for kinds that have no page of their own. One query, two where there is no page yet."""
    form = ChoosePageForm(occurrence=occurrence)
    if not form.has_kind or occurrence.series.members_only:
        return None
    found = page_of(occurrence)
    context = {"occurrence": occurrence, "page": found, "form": None if found else form}
    return SafeString(render_to_string("desk/panels/page.html", context, request))
