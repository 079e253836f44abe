"""Making and choosing the page of an occurrence: two buttons of its panel."""

from django.contrib.messages import error, success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.views.generic import View

from ...pages import PageTaken, WrongKindOfPage, make_page_for, show_on_page
from ..forms.page import ChoosePageForm
from .base import OfOccurrence


class MakePageView(OfOccurrence, View):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if make_page_for(occurrence=self.occurrence, by=self.request.user, at=self.at):
            success(request, _now("The page is made."))
        else:
            error(request, _now("There is no event calendar to put the page below. Ask an editor to make one."))
        return redirect(self.page_url)


class ChoosePageView(OfOccurrence, View):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ChoosePageForm(request.POST, occurrence=self.occurrence)
        try:
            if form.is_valid():
                show_on_page(
                    occurrence=self.occurrence, page=form.cleaned_data["page"], by=self.request.user, at=self.at
                )
                success(request, _now("It is shown on this page now."))
                return redirect(self.page_url)
        except (PageTaken, WrongKindOfPage):
            pass
        error(request, _now("This page cannot show it. Choose one from the list."))
        return redirect(self.page_url)
