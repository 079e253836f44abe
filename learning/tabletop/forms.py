"""What tables write, as forms. The fields are named by the block they come from; nothing typed is lost."""

from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from .domain.debriefing import NewPoint
from .domain.playing import MAX_TEXT
from .enums import Pace, RunMode
from .script import Script


class BeginForm(forms.Form):
    """With whom; and, where the story has minutes, at which pace."""

    use_required_attribute = False
    mode = forms.ChoiceField(label=_("With whom?"), choices=RunMode.choices, widget=forms.RadioSelect)
    pace = forms.ChoiceField(
        label=_("At which pace?"),
        choices=Pace.choices,
        widget=forms.RadioSelect,
        help_text=_("You can stop the clock, or go step by step, whenever you want."),
    )

    def __init__(self, data: Any = None, *, script: Script) -> None:
        super().__init__(data, initial={"mode": RunMode.SOLO, "pace": Pace.TIMED})
        if not script.is_timed:
            del self.fields["pace"]

    @property
    def chosen_pace(self) -> Pace:
        return Pace(self.cleaned_data.get("pace", Pace.STEPPED))


class JoinForm(forms.Form):
    use_required_attribute = False
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Six signs. Whoever leads the table sees it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class DecisionForm(forms.Form):
    """What the table decides, or somebody at it says. Whether it can be taken is the verb's to say."""

    use_required_attribute = False

    def __init__(self, *args: Any, inject: dict[str, Any], leads: bool, language: str, **more: Any) -> None:
        super().__init__(*args, **more)
        if inject["choices"]:
            self.fields["choice"] = forms.ChoiceField(
                label=inject["question"],
                choices=[(one["id"], one["text"]) for one in inject["choices"]],
                required=False,
                widget=forms.RadioSelect(attrs={"lang": language}),
            )
        reasons = _("Why, and who does it") if leads else _("Your comment")
        self.fields["text"] = forms.CharField(
            label=reasons if inject["choices"] or not leads else inject["question"],
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    def point_out(self, words: str, *, at_choice: bool) -> None:
        self.add_error("choice" if at_choice and "choice" in self.fields else "text", words)


class DebriefForm(forms.Form):
    """The questions of the debrief, and one improvement point at a time."""

    use_required_attribute = False

    def __init__(self, *args: Any, script: Script, language: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.questions = script.questions
        for question in self.questions:
            self.fields[_name(question)] = forms.CharField(
                label=question["prompt"],
                help_text=escape(question["help"]),
                required=False,
                max_length=MAX_TEXT,
                widget=forms.Textarea(attrs={"rows": 5, "lang": language}),
            )
        self.fields |= {
            "text": forms.CharField(label=_("What will be done"), required=False, max_length=500),
            "owner": forms.CharField(
                label=_("Who sees to it"), required=False, max_length=200, help_text=_("A role, not a name.")
            ),
            "due_on": forms.DateField(
                label=_("By when"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            ),
        }

    def asked(self) -> list[Any]:
        return [self[_name(question)] for question in self.questions]

    def of_point(self) -> list[Any]:
        return [self[name] for name in ("text", "owner", "due_on")]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        given = [name for name in ("text", "owner", "due_on") if self.data.get(name, "").strip()]
        for name in ("text", "owner", "due_on") if given else ():
            if name not in given:
                self.add_error(name, _("An improvement point says what, by whom and by when."))
        return values

    @property
    def answers(self) -> dict[str, str]:
        """What stands there, by question; what is too long is left as it was."""
        return {one["id"]: self.cleaned_data[_name(one)] for one in self.questions if _name(one) in self.cleaned_data}

    @property
    def point(self) -> NewPoint | None:
        given = self.cleaned_data
        if not given.get("text") or not given.get("owner") or not given.get("due_on"):
            return None
        return NewPoint(given["text"], given["owner"], given["due_on"])

    def point_out(self, questions: list[str]) -> None:
        for question in questions:
            self.add_error(f"d-{question}", _("Write what the table says to this before you hand in."))


def debrief_initial(answers: dict[str, str]) -> dict[str, str]:
    return {f"d-{question}": text for question, text in answers.items()}


def _name(question: dict[str, Any]) -> str:
    return f"d-{question['id']}"
