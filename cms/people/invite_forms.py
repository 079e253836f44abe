"""What is typed to invite people, and to answer an invitation."""

from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .emails import MAX_NAME, WrongEmail, WrongName, check_email, check_name
from .enums import Language, MembershipRole
from .models import Organisation, Unit, User

AT_ONCE = 100


@dataclass(frozen=True)
class Line:
    number: int
    email: str
    name: str


class InviteForm(forms.Form):
    """Several people at once, all to the same role. A line that is wrong stops them all, so nothing is half done."""

    people = forms.CharField(
        label=_("Who do you invite?"),
        help_text=escape(
            _("One e-mail address a line. You may write the name before it: Kari Nordmann <kari@example.org>.")
        ),
        max_length=40_000,
        widget=forms.Textarea({"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=MembershipRole)
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label=_("No unit")
    )
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=Language)

    def __init__(self, data: Any, *, organisation: Organisation, role: str = "") -> None:
        """`role`: the vacant one that somebody is invited to."""
        chosen = role if role in MembershipRole.values else MembershipRole.MEMBER
        super().__init__(data, initial={"language": organisation.language, "role": chosen})
        units = self.fields["unit"]
        units.queryset = Unit.objects.filter(organisation=organisation)  # type: ignore[attr-defined]

    def clean_people(self) -> list[Line]:
        return read_people(self.data["people"])

    def problem(self, number: int, text: str, reason: Any) -> str:
        return problem_of_line(number, text, reason)


def read_people(text: str) -> list[Line]:
    """The lines as people to invite, each once; or (ValidationError) what is wrong with each line that is."""
    written = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(written) > AT_ONCE:
        raise forms.ValidationError(
            _("Invite at most %(most)s people at once, or import a file."), params={"most": AT_ONCE}
        )
    lines: dict[str, Line] = {}
    problems = []
    for number, line in written:
        try:
            read = _read(number, line)
            lines.setdefault(read.email, read)
        except (WrongEmail, WrongName) as wrong:
            problems.append(problem_of_line(number, line, wrong.reason))
    if problems:
        raise forms.ValidationError(problems)
    return list(lines.values())


def problem_of_line(number: int, text: str, reason: Any) -> str:
    words = {"number": number, "text": text.strip()[:80], "reason": reason}
    return gettext("Line %(number)s, “%(text)s”: %(reason)s") % words


def _read(number: int, text: str) -> Line:
    name, email = parseaddr(text) if "<" in text else ("", text)
    return Line(number, check_email(email), check_name(name) if name else "")


class AccountForm(forms.Form):
    """A name and a password for somebody who has no account yet. The address is the invitation's."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=MAX_NAME,
        help_text=_("As it should stand on your certificates."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password1 = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("The password once more"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_name(self) -> str:
        try:
            return check_name(self.cleaned_data["name"])
        except WrongName as wrong:
            raise forms.ValidationError(wrong.reason) from None

    def clean_password1(self) -> str:
        person = User(email=self.email, name=self.cleaned_data.get("name", ""))
        return get_adapter().clean_password(self.cleaned_data["password1"], user=person)

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if {"password1", "password2"} <= values.keys() and values["password1"] != values["password2"]:
            self.add_error("password2", _("The two passwords are not the same."))
        return values
