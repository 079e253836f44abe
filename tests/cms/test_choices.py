"""Nothing chosen is said in words."""

import pytest
from django import forms
from django.utils import translation

from cms.choices import DASHES, name_empty_choices
from cms.people.models import Organisation
from tests.factories.people import make_admin, make_organisation

pytestmark = pytest.mark.django_db


class Form(forms.Form):
    must = forms.ModelChoiceField(queryset=Organisation.objects.all())
    may = forms.ModelChoiceField(queryset=Organisation.objects.all(), required=False)
    own = forms.ModelChoiceField(queryset=Organisation.objects.all(), empty_label="Everybody")
    few = forms.ChoiceField(choices=[("", DASHES), ("a", "A")], required=False)
    sure = forms.ChoiceField(choices=[("a", "A")])


def test_what_must_be_chosen_is_asked_for_and_nothing_is_an_answer_elsewhere():
    form = Form()

    name_empty_choices(form)

    with translation.override("en"):
        first = {name: str(next(iter(field.choices))[1]) for name, field in form.fields.items()}
    assert first == {"must": "Choose…", "may": "None", "own": "Everybody", "few": "None", "sure": "A"}


ADDRESSES = [
    *("organisations/new/", "memberships/new/", "organisations/", "memberships/"),
    *("survey/new/", "question/new/", "snippets/cms/catalogueterm/add/"),
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_forms_and_filters_of_the_admin_have_no_dashes(client, address):
    make_organisation()
    client.force_login(make_admin())

    assert DASHES not in client.get(f"/admin/{address}").content.decode()
