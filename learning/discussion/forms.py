"""What is typed in a discussion, to clean values."""

import uuid
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from .enums import ReportReason
from .queries import Wanted
from .texts import MAX_TEXT, MAX_TITLE, tidied, tidied_line
from .typed import sealed_writer

Lessons = list[tuple[UUID, str]]


class Words(forms.CharField):
    """Text as it is kept: what disturbs is gone before it is counted."""

    def to_python(self, value: Any) -> str:
        return tidied(super().to_python(value) or "")


class OneLine(forms.CharField):
    def to_python(self, value: Any) -> str:
        return tidied_line(super().to_python(value) or "")


class PostForm(forms.Form):
    """A text, sent once however often the button is pressed. By `writer` it is found again (typed.py)."""

    text = Words(label=_("Your text"), max_length=MAX_TEXT, widget=forms.Textarea({"rows": 7}))
    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    writer = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("form_key", uuid.uuid4())
        self.initial["writer"] = sealed_writer(by)

    def clean_form_key(self) -> UUID:
        return self.cleaned_data["form_key"] or uuid.uuid4()


class AnswerForm(PostForm):
    answers_to = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Your answer")


class ThreadForm(PostForm):
    """A question or a subject: what it is, which lesson it is about, and the text."""

    field_order = ("title", "lesson", "text")
    title = OneLine(label=_("Title"), max_length=MAX_TITLE, help_text=_("What is it about, in one line?"))
    lesson = forms.TypedChoiceField(label=_("Lesson"), required=False, coerce=UUID, empty_value=None)

    def __init__(self, *args: Any, lessons: Lessons, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lesson"].choices = [("", _("The whole course")), *lessons]  # type: ignore[attr-defined]


class WantedForm(forms.Form):
    """What to look for among the threads. Anything that cannot be read is left out."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100, widget=forms.TextInput({"type": "search"}))
    lesson = forms.TypedChoiceField(label=_("Lesson"), required=False, coerce=UUID, empty_value=None)
    unanswered = forms.BooleanField(label=_("Without an answer"), required=False)

    def __init__(self, *args: Any, lessons: Lessons, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.data.get("lesson", "")
        known = {str(key) for key, title in lessons}
        gone = [(asked, _now("A lesson that is no longer in the course"))] if asked and asked not in known else []
        choices = [("", _("All lessons")), *lessons, *gone]
        self.fields["lesson"].choices = choices  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        values = self.cleaned_data
        words = tidied_line(values.get("q", ""))
        return Wanted(values.get("lesson"), words, bool(values.get("unanswered")))


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is wrong with it?"), choices=ReportReason, widget=forms.RadioSelect, initial=None
    )
    text = Words(label=_("In your own words"), required=False, max_length=1000, widget=forms.Textarea({"rows": 4}))
