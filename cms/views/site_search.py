from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ..search import pages_in_order, search_site

RESULTS_PER_PAGE = 10


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search the site"), required=False, max_length=100)


@dataclass(frozen=True)
class Result:
    title: str
    url: str
    excerpt: str
    kind_label: str


def site_search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    query = form.cleaned_data["q"].strip() if form.is_valid() else ""
    found = Paginator(search_site(query), RESULTS_PER_PAGE)
    results: Any = found.get_page(request.GET.get("page"))
    results.object_list = [_result(page, request) for page in pages_in_order(results.object_list)]
    context = {"form": form, "query": query, "total": found.count, "results": results}
    return render(request, "cms/search.html", context)


def _result(page: Page, request: HttpRequest) -> Result:
    return Result(
        title=page.title,
        url=page.get_url(request) or "",
        excerpt=getattr(page, "lead", "") or page.search_description,
        kind_label=str(page.cached_content_type.model_class()._meta.verbose_name).capitalize(),
    )
