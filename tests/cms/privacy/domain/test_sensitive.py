from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from wagtail.models import ModelLogEntry

from cms.privacy.domain.consents import give_consent, withdraw_consent
from cms.privacy.domain.sensitive import AnswerGone, ConsentMissing, ReasonMissing, keep_sensitive, read_sensitive
from cms.privacy.models import AccessLogEntry, SensitiveAnswer
from tests.factories.learning import AT
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

UNTIL = AT + timedelta(days=30)


@pytest.fixture
def person():
    user = make_user()
    give_consent(user=user, purpose="special_needs", by=user, at=AT)
    return user


def keep(user, text="Tåler ikke nøtter", **values):
    given = {"about": "occurrence:42", "kind": "diet", "delete_at": UNTIL} | values
    return keep_sensitive(user=user, text=text, by=user, at=AT, **given)


def read(answer, by, *, reason="Bestiller maten", at=AT):
    return read_sensitive(answer=answer, by=by, reason=reason, at=at)


def test_nothing_is_kept_without_consent():
    with pytest.raises(ConsentMissing):
        keep(make_user())

    assert SensitiveAnswer.objects.count() == 0


def test_reading_leaves_a_line(person):
    answer, cook = keep(person), make_user("Kokken")

    assert read(answer, cook) == "Tåler ikke nøtter"

    line = AccessLogEntry.objects.get()
    assert (line.reader, line.subject, line.about, line.kind) == (cook, person, "occurrence:42", "diet")
    assert (line.reason, line.at) == ("Bestiller maten", AT)


def test_reading_ones_own_leaves_none(person):
    assert read(keep(person), person) == "Tåler ikke nøtter"

    assert AccessLogEntry.objects.count() == 0


@pytest.mark.parametrize("reason", ["", "   "])
def test_reading_without_a_reason_is_refused(person, reason):
    with pytest.raises(ReasonMissing):
        read(keep(person), make_user(), reason=reason)


def test_answer_is_gone_on_its_day_before_the_nightly_work_came_by(person):
    answer = keep(person)

    with pytest.raises(AnswerGone):
        read(answer, make_user(), at=UNTIL)


def test_answering_again_replaces_and_an_empty_answer_deletes(person):
    keep(person)
    keep(person, "Vegetar")
    keep(person, "Rullestol", kind="access")
    assert sorted(SensitiveAnswer.objects.values_list("text", flat=True)) == ["Rullestol", "Vegetar"]

    assert keep(person, "  ") is None

    assert list(SensitiveAnswer.objects.values_list("text", flat=True)) == ["Rullestol"]


def test_taking_back_consent_deletes_at_once(person):
    keep(person)

    withdraw_consent(user=person, purpose="special_needs", by=person, at=AT)

    assert SensitiveAnswer.objects.count() == 0


def test_text_is_not_in_the_log(person):
    keep(person)

    lines = [f"{line.label} {line.data}" for line in ModelLogEntry.objects.all()]
    assert not any("nøtter" in line for line in lines)


def test_no_permission_of_the_admin_opens_sensitive_answers():
    assert not Permission.objects.filter(content_type__model="sensitiveanswer").exists()
