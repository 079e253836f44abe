"""What learning writes to people: one function a message, words in `templates/learning/mail/`."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from cms.mail.domain.outbox import post_message
from cms.mail.models import OutboxMessage
from cms.mail.render import render_message
from cms.people.models import User

from .bases import ENROLMENT
from .domain.expiry_reminders import reminder_key
from .models import Certificate, CourseRelease, Enrolment
from .outline import outline_of
from .updates import Update


def certificate_issued(certificate: Certificate, *, to: User, at: datetime) -> OutboxMessage:
    """Tell the holder, in their language, that a certificate is theirs and where others can check it."""
    by_course = certificate.basis_kind == ENROLMENT
    context = {
        "certificate": certificate,
        "next_url": site_url(reverse("next_after", args=[certificate.basis_key])) if by_course else "",
        "verify_url": site_url(reverse("verify", args=[certificate.code])),
        "document_url": site_url(reverse("certificate_document", args=[certificate.pk])),
    }
    rendered = render_message("learning/mail/certificate_issued", language=certificate.language, context=context)
    return post_message(
        kind="learning.certificate_issued",
        to_address=to.email,
        to_user=to,
        language=certificate.language,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        at=at,
        idempotency_key=f"learning.certificate_issued:{certificate.pk}",
    )


def certificate_expires(certificate: Certificate, *, to: User, at: datetime) -> OutboxMessage:
    """Remind the holder that a certificate of theirs runs out, while there is time to renew it."""
    folder, my_day_url = "learning/mail/certificate_expires", site_url(reverse("my_day"))
    context = {"certificate": certificate, "my_day_url": my_day_url}
    rendered = render_message(folder, language=to.language, context=context)
    return post_message(
        kind=folder,
        to_address=to.email,
        to_user=to,
        language=to.language,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        link=my_day_url,
        at=at,
        idempotency_key=reminder_key(certificate.pk),
    )


def update_offered(enrolment: Enrolment, release: CourseRelease, update: Update, *, at: datetime) -> OutboxMessage:
    """Tell somebody who has completed a course what is new in it, and that a short update brings a new certificate."""
    folder, to = "learning/mail/update_offered", enrolment.learner
    outline = outline_of(release)
    language = outline.language_for(to.language)
    offer_url = site_url(reverse("update", args=[enrolment.course.slug]))
    context = {
        "name": to.name,
        "title": outline.texts[language]["title"],
        "lessons": [lesson.titles[language] for lesson in update.lessons],
        "minutes": update.minutes,
        "offer_url": offer_url,
    }
    rendered = render_message(folder, language=to.language, context=context)
    return post_message(
        kind=folder,
        to_address=to.email,
        to_user=to,
        language=to.language,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        link=offer_url,
        at=at,
        idempotency_key=f"{folder}:{enrolment.pk}:{release.pk}",
    )


def site_url(path: str) -> str:
    """A full address of this site, for mail and paper."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
