"""A form for the component page: one field of each kind, never stored."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    name = forms.CharField(label=_("Name"))
    email = forms.EmailField(label=_("E-mail"), help_text=_("We send the confirmation here."))
    size = forms.ChoiceField(
        label=_("Size of the municipality"),
        choices=[("small", _("Small")), ("medium", _("Medium")), ("large", _("Large"))],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label=_("Topics"),
        choices=[("law", _("Law")), ("exercise", _("Exercise")), ("supply", _("Supply"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Choose as many as you like."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=[("nb", "Bokmål"), ("nn", "Nynorsk"), ("sv", "Svenska")])
    date = forms.DateField(label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    file = forms.FileField(label=_("File"), required=False)
    message = forms.CharField(label=_("Message"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    agree = forms.BooleanField(label=_("I have read this"))
