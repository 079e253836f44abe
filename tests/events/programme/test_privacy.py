from datetime import timedelta

import pytest

from cms.privacy.answers import Subject, all_answers
from cms.privacy.retention import all_rules
from events.programme.domain.speakers import set_photo
from events.programme.models import Material, Session, Speaker
from tests.factories.events import AT
from tests.factories.people import make_user
from tests.factories.pictures import a_photo
from tests.factories.programme import PDF, WHO, make_material, make_programme

pytestmark = pytest.mark.django_db


def answers():
    return [one for one in all_answers() if one.label in {"programme.speaker", "programme.material"} and one.theirs]


def test_speaker_gets_and_loses_what_is_theirs():
    version = make_programme()
    ingrid = version.occurrence.speakers.get()
    set_photo(speaker=ingrid, content=a_photo(), **WHO)
    make_material(version.occurrence, speaker=ingrid, title="Lysark")
    subject = Subject.of(make_user(email="Ingrid@example.org"))

    said = str([one.export(subject) for one in answers()])
    files = [file.read() for one in answers() if one.files for file in one.files(subject)]
    assert ("Leder vakta." in said, "Lysark" in said, files) == (True, True, [PDF])
    for one in answers():
        one.erase(one.rows(subject), subject, AT)

    version.refresh_from_db()
    assert Speaker.objects.count() == Material.objects.count() == 0
    assert "Ingrid" not in str(version.content)
    assert Session.objects.count() == 3


def test_addresses_go_four_months_after_the_event():
    occurrence = make_programme().occurrence
    rule = next(rule for rule in all_rules() if rule.key == "programme.speakers")

    assert rule.rows_due(occurrence.ends_at + timedelta(days=119)).count() == 0
    due = rule.rows_due(occurrence.ends_at + timedelta(days=121))
    assert due.count() == 1
    rule.act(due, AT)
    assert Speaker.objects.get().email == ""
