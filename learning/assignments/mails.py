"""What assignments write to people: one function a message, words in `templates/assignments/mail/`."""

from datetime import datetime

from django.urls import reverse

from cms.addresses import site_url
from cms.mail.domain.posting import post_rendered
from cms.mail.models import OutboxMessage

from .models import Feedback
from .queries import block_on

FEEDBACK = "assignments/mail/feedback"


def feedback_is_there(feedback: Feedback, *, at: datetime) -> OutboxMessage:
    """Tell the learner that there is feedback; what it says stands behind the sign-in, not in the mail."""
    submission = feedback.submission
    enrolment = submission.enrolment
    user = enrolment.learner
    title = block_on(submission.release, submission.item_key, user.language)["title"]
    lesson, block = submission.item_key.split(":", 1)
    url = site_url(reverse("assignments:submission", args=[enrolment.course.slug, lesson, block, submission.number]))
    context = {"name": user.name, "title": title, "is_correction": feedback.number > 1, "url": url}
    return post_rendered(FEEDBACK, context, to=user, at=at, link=url, key=f"{FEEDBACK}:{feedback.pk}")
