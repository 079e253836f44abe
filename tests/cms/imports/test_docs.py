"""What docs/imports.md tells people to write can be imported, and it names every word there is."""

import re

import pytest

from cms.people.enums import MembershipRole, OrganisationKind, Sector, SizeClass
from cms.people.models import Membership, Organisation
from tests.database import ROOT
from tests.factories.imports import counts, imported

DOCUMENT = (ROOT / "docs" / "imports.md").read_text(encoding="utf-8")
PEOPLE, ORGANISATIONS = re.findall(r"^```\n(.*?)^```", DOCUMENT, re.DOTALL | re.MULTILINE)


@pytest.mark.django_db
def test_examples_can_be_imported_as_they_stand():
    done = [imported(ORGANISATIONS, kind="organisations"), imported(PEOPLE)]

    assert [counts(record)["created"] for record in done] == [2, 2]
    assert Organisation.objects.get(country="no").sector == "administration"
    assert sorted(Membership.objects.values_list("role", flat=True)) == ["crisis_team", "preparedness_adviser"]


@pytest.mark.parametrize("choices", [MembershipRole, OrganisationKind, Sector, SizeClass])
def test_every_word_of_a_choice_is_named(choices):
    assert [word for word in choices.values if f"`{word}`" not in DOCUMENT] == []
