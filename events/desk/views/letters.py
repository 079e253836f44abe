"""Letters to those on the list as it is narrowed down: shown as they get it, tried on oneself, then sent; and what was
sent before.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.messages import success, warning
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cms.mail.enums import MessageState
from cms.mail.render import Rendered
from cms.texts import CODES, said

from ...models import Place
from ...seen_letters import NOT_SEEN
from ..domain.letters import (
    FormUsedAlready,
    NobodyToWriteTo,
    Words,
    number_of_readers,
    readers,
    try_letter,
    write_letter,
)
from ..enums import LetterKind
from ..forms.people import LetterForm
from ..mails import Reader, drawn, shown_reader, states_of
from ..models import Letter
from ..people import PeopleFilters, in_words
from .base import FormPage, OfOccurrence

A_PAGE = 30
NOT_ON_THE_LIST = _("Nobody on this list is called so.")


@dataclass(frozen=True)
class Shown:
    """The letter in one language, as one reader gets it; `is_theirs` in the language they read in."""

    code: str
    language: str
    mail: Rendered
    is_theirs: bool


class LetterView(OfOccurrence, FormPage):
    template_name = "desk/letter.html"
    form_class = LetterForm
    page_title = _("Write to people")
    header_icon = "mail"
    verb_words = _("See it before it goes")

    @cached_property
    def filters(self) -> PeopleFilters:
        return PeopleFilters.of(self.request.GET)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Three queries, and what narrowing down by other parts asks."""
        numbers = {
            kind: number_of_readers(self.filters, self.occurrence, kind=kind)
            for kind in (LetterKind.PRACTICAL, LetterKind.NEWS)
        }
        form = kwargs.get("form")
        chosen = form.cleaned_data.get("kind") if form is not None and form.is_bound else ""
        about = {
            "numbers": {str(kind): number for kind, number in numbers.items()},
            "number": numbers[LetterKind(chosen or LetterKind.PRACTICAL)],
            "to": in_words(self.filters.values, self.occurrence),
            "text": self.filters.text,
            "people_url": self.people_url,
        }
        return {**super().get_context_data(**kwargs), **about}

    @property
    def people_url(self) -> str:
        return f"{reverse('events_admin:people', args=[self.occurrence.pk])}?{self.filters.query}"

    def form_valid(self, form: LetterForm) -> HttpResponse:
        do = self.request.POST.get("do")
        if do != "send":
            return self._show(form, tries=do == "try")
        if form.was_shown:
            return self._send(form)
        warning(self.request, NOT_SEEN)
        return self._show(form, tries=False)

    def _show(self, form: LetterForm, *, tries: bool) -> HttpResponse:
        place = self._reader(form.cleaned_data["reader"], form.words.kind)
        if place is None and form.cleaned_data["reader"]:
            return self.refuse(form, "reader", NOT_ON_THE_LIST)
        if tries:
            who = {"by": self.request.user, "at": self.at}
            try_letter(occurrence=self.occurrence, words=form.words, place=place, **who)
            success(self.request, _now("A try is on its way to %(address)s.") % {"address": self.request.user.email})
        reader = shown_reader(place, self.request.user)
        shown = [self._in(form.words, reader, code) for code in CODES]
        form.note_shown()
        return self.render_to_response(self.get_context_data(form=form, shown=shown, reader=reader))

    def _in(self, words: Words, reader: Reader, code: str) -> Shown:
        name = get_language_info(code)["name_local"].capitalize()
        return Shown(code, name, drawn(self.occurrence, words, reader, code), code == reader.language)

    def _reader(self, text: str, kind: str) -> Place | None:
        rows = readers(self.filters, self.occurrence, kind=kind).select_related("user", "booking__contact")
        if text:
            rows = rows.filter(_called(text) | _called(text.capitalize()))
        found: Place | None = rows.first()
        return found

    def _send(self, form: LetterForm) -> HttpResponse:
        who = {"by": self.request.user, "at": self.at}
        try:
            letter = write_letter(occurrence=self.occurrence, filters=self.filters, words=form.words, **who)
        except NobodyToWriteTo:
            return self.refuse(form, None, _("There is nobody to write to on this list."))
        except FormUsedAlready:
            return self.refuse(form, None, _("This page was sent before, for another event. Load it again."))
        return redirect("events_admin:letter", pk=self.occurrence.pk, letter=letter.pk)


class LettersView(OfOccurrence, TemplateView):
    """What was sent, to whom and by whom."""

    http_method_names = ["get", "head", "options"]
    template_name = "desk/letters.html"
    page_title = _("Letters sent")
    header_icon = "mail"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Letter.objects.filter(occurrence=self.occurrence).select_related("by").defer("place_ids", "texts")
        page = Paginator(rows, A_PAGE).get_page(self.request.GET.get("p"))
        language = self.request.user.language
        letters = [{"letter": one, "subject": said(one.subjects, language)} for one in page]
        return {**super().get_context_data(**kwargs), "page_obj": page, "rows": letters}


class LetterPage(OfOccurrence, TemplateView):
    """One letter: its words, to whom, and how far it is."""

    http_method_names = ["get", "head", "options"]
    template_name = "desk/letter_sent.html"
    page_title = _("Letter")
    header_icon = "mail"

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        rows = Letter.objects.select_related("by").defer("place_ids")
        self.letter = get_object_or_404(rows, pk=kwargs["letter"], occurrence=self.occurrence)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        letter, states = self.letter, states_of(self.letter)
        names = dict(MessageState.choices)
        written = [
            {"code": code, "language": get_language_info(code)["name_local"].capitalize(), "subject": subject}
            | {"text": letter.texts.get(code, "")}
            for code, subject in letter.subjects.items()
        ]
        about = {
            "letter": letter,
            "to": in_words(letter.filters, self.occurrence),
            "written": written,
            "states": [{"words": names.get(state, state), "number": states[state]} for state in sorted(states)],
        }
        return {**super().get_context_data(**kwargs), **about}


def _called(text: str) -> Q:
    return Q(name__icontains=text) | Q(address__icontains=text) | Q(booking__name__icontains=text)
