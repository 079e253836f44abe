"""What assignments write to people: one function a message, words in `templates/assignments/mail/`."""

from datetime import datetime

from django.urls import reverse

from cms.mail.domain.outbox import post_message
from cms.mail.links import site_url
from cms.mail.models import OutboxMessage
from cms.mail.render import render_message

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
    rendered = render_message(FEEDBACK, language=user.language, context=context)
    return post_message(
        kind=FEEDBACK,
        to_address=user.email,
        to_user=user,
        language=user.language,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        link=url,
        at=at,
        idempotency_key=f"{FEEDBACK}:{feedback.pk}",
    )
