"""The mail that there is feedback: in the learner's language, with the way to it and nothing of what it says."""

import pytest

from cms.mail.models import OutboxMessage
from tests.factories.assignments import assess, make_submission
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def mail():
    return OutboxMessage.objects.filter(kind="assignments/mail/feedback").latest("pk")


def test_it_leads_to_the_feedback_and_says_nothing_of_it():
    submission = make_submission(make_user(language="en"))

    assess(submission, level=0, comment="Hemmelige ord")

    assert mail().subject == "Feedback: Lag en varslingsliste"
    assert "/assignment/1/" in mail().text
    assert "Hemmelige ord" not in mail().text + mail().html
    assert "not passed" not in mail().text.lower()


def test_a_correction_says_so():
    submission = make_submission(make_user(language="en"))
    first = assess(submission, level=0)

    assess(submission, version=first.version)

    assert mail().subject == "Corrected feedback: Lag en varslingsliste"
