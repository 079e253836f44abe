from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.people.models import User

from .domain.preferences import choose_mail, set_quiet_hours
from .enums import Frequency, Topic
from .messages import topics_in_use
from .queries import choices_of, quiet_of

TIME = forms.TimeInput({"type": "time"}, format="%H:%M")


class TopicForm(forms.Form):
    """How somebody wants mail about one topic."""

    def __init__(self, *args: Any, topics: list[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for topic in topics:
            self.fields[topic.value] = forms.ChoiceField(
                label=topic.label, choices=Frequency.choices, widget=forms.RadioSelect
            )


class PreferencesForm(TopicForm):
    """Everything a person can say about their mail, on one page."""

    nights = forms.BooleanField(label=_("Leave me in peace at night"), required=False)
    starts_at = forms.TimeField(label=_("Night begins"), widget=TIME)
    ends_at = forms.TimeField(label=_("Night ends"), widget=TIME)
    weekends = forms.BooleanField(label=_("Leave me in peace at weekends"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        topics = topics_in_use()
        super().__init__(*args, topics=topics, initial=choices_of(user) | vars(quiet_of(user)), **kwargs)
        self.user = user
        self.order_fields([topic.value for topic in topics])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("nights") and values.get("starts_at") and values.get("starts_at") == values.get("ends_at"):
            self.add_error("ends_at", _("The night must end at another time than it begins."))
        return values

    def save(self, *, at: datetime) -> None:
        values = self.cleaned_data
        choices = {topic.value: values[topic.value] for topic in topics_in_use()}
        choose_mail(user=self.user, choices=choices, by=self.user, at=at)
        names = ("nights", "starts_at", "ends_at", "weekends")
        set_quiet_hours(user=self.user, **{name: values[name] for name in names}, by=self.user, at=at)
