"""What the staff fill in about enrolment."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.choices import name_empty_choices
from cms.people.enums import Language
from cms.people.invite_forms import Line, read_people
from cms.people.models import User
from cms.people.models.user import canonical_email
from cms.widgets import DayInput
from learning.models import Course

from ..domain.ways import Terms
from ..models import CourseGroup, CourseWays


class WaysForm(forms.ModelForm):
    class Meta:
        model = CourseWays
        fields = (
            *("is_open", "by_key", "on_request", "by_contacts", "is_closed"),
            *("reminds", "first_reminder", "second_reminder", "follow_up"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Course.objects.filter(current_release__isnull=False).exclude(pk=self.instance.course_id)
        self.fields["follow_up"].queryset = others.order_by("title")  # type: ignore[attr-defined]
        name_empty_choices(self)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, second = cleaned.get("first_reminder"), cleaned.get("second_reminder")
        if first and second and second <= first:
            self.add_error("second_reminder", _("The second reminder comes after the first: write more days."))
        return cleaned

    @property
    def terms(self) -> Terms:
        return Terms(**{name: self.cleaned_data[name] for name in self.Meta.fields})


class KeyForm(forms.Form):
    group = forms.ModelChoiceField(
        label=_("Into the group"), queryset=CourseGroup.objects.none(), required=False, empty_label=_("No group")
    )
    expires_on = forms.DateField(
        label=_("Last day it works"), required=False, widget=DayInput(), help_text=_("Leave empty for no end.")
    )
    most_uses = forms.IntegerField(
        label=_("For how many people"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("Leave empty for any number."),
    )

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = CourseGroup.objects.filter(course=course)  # type: ignore[attr-defined]

    def clean_expires_on(self) -> Any:
        day = self.cleaned_data["expires_on"]
        if day and day < clock.today():
            raise forms.ValidationError(_("Choose today or a later day."))
        return day

    @property
    def expires_at(self) -> datetime | None:
        """The moment the last day is over where the centre is."""
        day = self.cleaned_data["expires_on"]
        end = datetime.combine(day, time.max) if day else None
        return timezone.make_aware(end, timezone.get_default_timezone()) if end else None


class InviteForm(forms.Form):
    people = forms.CharField(
        label=_("Who do you invite?"),
        help_text=escape(
            _("One e-mail address a line. You may write the name before it: Kari Nordmann <kari@example.org>.")
        ),
        max_length=40_000,
        widget=forms.Textarea({"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
    )
    group = forms.ModelChoiceField(
        label=_("Into the group"), queryset=CourseGroup.objects.none(), required=False, empty_label=_("No group")
    )
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=Language)

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = CourseGroup.objects.filter(course=course)  # type: ignore[attr-defined]

    def clean_people(self) -> list[Line]:
        return read_people(self.data["people"])


class PersonForm(forms.Form):
    """Somebody who has an account, by the address they sign in with."""

    email = forms.EmailField(label=_("E-mail"))
    person: User

    def clean_email(self) -> str:
        email = canonical_email(self.cleaned_data["email"])
        person = User.objects.filter(email=email, is_active=True).first()
        if person is None:
            raise forms.ValidationError(
                _("Nobody is registered with this address. Check the spelling, or invite them.")
            )
        self.person = person
        return email


class EnrolForm(PersonForm):
    group = forms.ModelChoiceField(
        label=_("Into the group"), queryset=CourseGroup.objects.none(), required=False, empty_label=_("No group")
    )

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = CourseGroup.objects.filter(course=course)  # type: ignore[attr-defined]


class GroupForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Such as: Spring 2027."))
    starts_on = forms.DateField(
        label=_("Starts on"), widget=DayInput(), help_text=_("The lessons are closed to the group until this day.")
    )
    ends_on = forms.DateField(label=_("To be done by"), required=False, widget=DayInput())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The group cannot be done before it starts."))
        return cleaned


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The person reads it in a mail. Write nothing about anybody’s health."),
    )


class AnswerForm(forms.Form):
    """`group` is asked only of who approves: one of the course's own."""

    group = forms.ModelChoiceField(queryset=CourseGroup.objects.none(), required=False)
    answer = forms.CharField(label=_("Why not"), max_length=500, required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = CourseGroup.objects.filter(course=course)  # type: ignore[attr-defined]
