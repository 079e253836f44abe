"""A person whose name, addresses and words stand everywhere the site keeps anything of anybody."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from allauth.account.models import EmailAddress, EmailConfirmation
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import (
    APIToken,
    Comment,
    CommentReply,
    PageSubscription,
    UploadedFile,
)
from wagtail.users.models import UserProfile

from cms import audit
from cms.imports.models import Import, ImportProblem
from cms.mail.domain.outbox import post_message
from cms.mail.models import MailPreference, QuietHours, RefusedAddress
from cms.models import ContactMessage
from cms.people.models import Invitation, InvoiceAddress, JoinRequest
from cms.privacy.domain.consents import give_consent
from cms.privacy.domain.sensitive import keep_sensitive, read_sensitive
from cms.sign_in.models import SignInLink
from events.domain.orders import Named
from events.domain.waiting import move_forward
from events.invoicing.domain.credits import Part, credit, keep_charge
from events.invoicing.domain.payments import Money, register_refund
from events.programme.domain.speakers import invite_speaker, set_photo
from learning.discussion.domain.following import follow
from learning.discussion.domain.moderation import decide
from learning.discussion.domain.posts import edit_post
from learning.discussion.domain.telling import tell_some
from learning.discussion.domain.threads import mute
from learning.domain.attempts import save_answers
from learning.domain.certificates import revoke_certificate
from learning.domain.enrolments import enrol
from learning.domain.progress import save_reflection
from learning.models import Course

from . import blocks
from .bookings import order as order_places
from .discussion import make_answer, make_teacher, make_thread, report
from .events import make_booking, make_category, make_occurrence
from .events import make_question as make_event_question
from .invoicing import make_invoice, make_priced, pay
from .learning import complete, make_certificate, make_course, make_enrolment, quiz_of, reflection_of, submit
from .media import make_document, make_image
from .people import make_admin, make_membership, make_organisation, make_user
from .pictures import a_photo
from .programme import make_material, make_session, make_speaker, publish
from .surveys import answer, make_occasion, make_question

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
NAME = "Torbjørg Kvitefjell-Øksnes"
EMAIL = "torbjorg.kvitefjell@example.org"
SECOND_EMAIL = "kvitefjell.privat@example.org"
ADDRESSES = (EMAIL, SECOND_EMAIL)
# Written by the person, or about them; each is found nowhere else.
WORDS = (
    "grevlingsti",
    "tåkelur",
    "fiskesløyd",
    "myrullsuppe",
    "rypekyllingdans",
    "solvervsbål",
    "tiurleiken",
    "multekremen",
    "sauesporet",
    "havreknipe",
    "kvistlykta",
    "rimfrosthatt",
    "åkerriksekall",
    "lyngheimsgrind",
    "tjernbredden",
    "haukereiret",
    "sildestimen",
    "orrhaneskrik",
    "havgulekoret",
    "skjærgårdsøya",
    "nypesyltetøy",
    "skogduetelefon",
)
# The parts of the name as well: a greeting uses the first.
VALUES = (NAME, *NAME.split(), *ADDRESSES, *WORDS)


def seed_everywhere():
    """Return the person. Nothing of theirs is left out that our own models or the packages can hold."""
    person = make_user(NAME, email=EMAIL, is_staff=True)
    place = make_organisation()
    admin = make_admin(email="astrid.admin@example.org")
    _account(person)
    _organisations(person, place, admin)
    _mail(person, admin)
    _learning(person, admin)
    _editing(person, admin)
    _sign_in(person, admin)
    _sensitive(person, admin)
    _imports(person, admin)
    _surveys(person)
    _discussion(person)
    _speaking(person)
    _events(person, admin)
    _invoices(person, admin)
    return person


def _events(person, admin):
    """Booked for themselves and by a colleague, with answers, needs and a note of staff."""
    category = make_category(size=1)
    first, second = (
        make_event_question(category.occurrence),
        make_event_question(category.occurrence, retention="sensitive"),
    )
    answers = {first.key: "Fra skjærgårdsøya", second.key: "Tåler ikke nypesyltetøy"}
    own = Named(user=person, answers=answers, consents=True)
    contact = {"email": SECOND_EMAIL, "name": NAME, "phone": "skogduetelefon", "user": person}
    order_places(category, own, by=person, contact=contact)
    full = make_category(size=0)
    waits = order_places(full, Named(name=NAME, email=SECOND_EMAIL), email="annen@example.org")
    move_forward(booking=order_places(category, contact=contact), priority=1, reason=f"{NAME} ringte", by=admin, at=AT)
    assert waits.pk


def _invoices(person, admin):
    """Paid, credited because the place was given back, and one such place that is paid all the same."""
    category = make_priced()
    payer = {"name": NAME, "address": f"Torget 1, {NAME}", "email": EMAIL, "reference": NAME}
    booking = make_booking(category.occurrence, contact=person)
    invoice = make_invoice(category, 2, booking=booking, payer=payer)
    pay(invoice, "2500", note=f"{NAME} betalte")
    keep_charge(invoiced=invoice.lines.get().places.first(), reason=f"{NAME} ringte", by=admin, at=AT)
    credit(invoice=invoice, parts=[Part(invoice.lines.get().pk, 1)], reason=f"{NAME} kom ikke", by=admin, at=AT)
    money = Money(Decimal(1250), date(2026, 11, 2), note=f"Til {NAME}")
    register_refund(invoice=invoice, money=money, by=admin, at=AT)


def _discussion(person):
    """A thread and an answer of theirs, changed and told of; a report of theirs, and what moderators wrote of them."""
    course = make_course()
    enrol(course=Course.objects.get(pk=course.pk), learner=person, by=person, at=AT)
    teacher = make_teacher(course, email="larer@example.org")
    follow(user=teacher, course=course, at=AT)
    thread = make_thread(course, by=person, title="Om åkerriksekall", text="Vi har lyngheimsgrind", at=AT)
    first = thread.posts.get()
    tell_some(post_id=first.pk, at=AT)
    edit_post(post=first, text="Vi har tjernbredden", by=person, at=AT)
    report(make_answer(thread, by=teacher, at=AT), person, text="Sier haukereiret", at=AT)
    report(first, teacher, text=f"{NAME} skjeller", at=AT)
    decide(post=first, ruling="hidden", reason=f"{NAME} skjeller", by=teacher, at=AT)
    mute(course=course, user=person, until=AT + timedelta(days=9), reason="Om sildestimen", by=teacher, at=AT)


def _surveys(person):
    """Words in answers with a name and in begun ones; anonymous answers nobody can find."""
    for privacy in ("named", "confidential"):
        occasion = make_occasion(make_question("long_text"), privacy=privacy, people=[person])
        if privacy == "named":
            answer(occasion, person, "Vi mangler kvistlykta")
        else:
            occasion.respondents.update(draft={"q-1": ["Halvveis med rimfrosthatt"]}, version=occasion.version)
    give_consent(user=make_user(), purpose="share_progress", recipient=person, by=None, at=AT)


def _account(person):
    address = EmailAddress.objects.create(user=person, email=SECOND_EMAIL, verified=True)
    EmailConfirmation.objects.create(email_address=address, key="k" * 64)
    person.groups.add(Group.objects.get(name="Editors"))
    profile = UserProfile.get_for_user(person)
    profile.avatar.save("grevlingsti.png", ContentFile(b"grevlingsti"))
    APIToken.objects.create(user=person, name=f"Token {NAME}", key_hash="h" * 64, prefix="p")


def _organisations(person, place, admin):
    make_membership(person, place)
    make_membership(person, place, role="contact", ends_on=date(2021, 1, 1))
    JoinRequest.objects.create(user=person, organisation=place, message=WORDS[1], asked_at=AT)
    for number, email in enumerate(ADDRESSES):
        Invitation.objects.create(
            organisation=place,
            email=email.upper(),
            name=NAME,
            token_hash=f"{number}" * 64,
            invited_by=admin,
            invited_at=AT,
            expires_at=AT + timedelta(days=14),
        )
    Invitation.objects.create(
        organisation=place,
        email="annen@example.org",
        token_hash="9" * 64,
        invited_by=person,
        invited_at=AT,
        expires_at=AT,
    )
    InvoiceAddress.objects.create(organisation=place, email=EMAIL)


def _mail(person, admin):
    texts = {"subject": f"Hei {NAME}", "text": f"{NAME} {WORDS[2]}", "html": f"<p>{NAME}</p>"}
    post_message(kind="people.invitation", to_address=EMAIL, to_user=person, language="nb", at=AT, **texts)
    post_message(kind="people.invitation", to_address=SECOND_EMAIL.upper(), language="nb", at=AT, **texts)
    about = {"subject": f"Om {NAME}", "text": f"Svar til {EMAIL}", "html": ""}
    post_message(kind="people.invitation", to_address=admin.email, to_user=admin, language="nb", at=AT, **about)
    MailPreference.objects.create(user=person, topic="news", choice="never")
    QuietHours.objects.create(user=person)
    RefusedAddress.objects.create(address=SECOND_EMAIL, reason=f"550 {SECOND_EMAIL} unknown", refused_at=AT)
    ContactMessage.objects.create(
        name=NAME, email=EMAIL, subject=f"Fra {NAME}", message=WORDS[3], language="nb", sent_at=AT
    )


def _learning(person, admin):
    lessons = [
        [blocks.reflection(name="privacy-reflection")],
        [blocks.quiz(blocks.short_text(name="privacy-short"), name="privacy-quiz", max_attempts=5)],
    ]
    course = make_course(lessons=lessons)
    enrolment = make_enrolment(course=course, learner=person)
    save_reflection(**reflection_of(enrolment), text=f"{WORDS[4]} {NAME}", at=AT)
    submit(enrolment, 2, answers=lambda questions: {questions[0]["id"]: WORDS[5]})
    complete(enrolment)
    again = make_enrolment(course=course, learner=person)
    save_answers(**quiz_of(again, 2), read=lambda questions: {questions[0]["id"]: WORDS[5]}, at=AT)
    revoked = make_certificate(person, key="privacy")
    revoke_certificate(certificate=revoked, reason=f"{NAME} {WORDS[6]}", by=admin, at=AT)


def _editing(person, admin):
    from .pages import make_home

    home = make_home()
    home.owner, home.locked, home.locked_by = person, True, person
    home.save()
    comment = Comment.objects.create(page=home, user=person, text=WORDS[7], contentpath="title")
    CommentReply.objects.create(comment=comment, user=person, text=WORDS[8])
    others = Comment.objects.create(page=home, user=admin, text="Andres merknad", contentpath="title")
    reply = CommentReply.objects.create(comment=others, user=person, text=WORDS[8])
    home.refresh_from_db()
    home.save_revision(user=person, log_action=True)
    comment.log_create(user=person)
    comment.log_resolve(user=admin)
    reply.log_create(user=person)
    Comment.objects.create(page=home, user=person, text=WORDS[7], contentpath="title").log_create(user=person)
    Comment.objects.filter(user=person).last().delete()
    _workflow(person, home)
    UploadedFile.objects.create(uploaded_by_user=person, file=ContentFile(b"tiurleiken", name="tiurleiken.txt"))
    for upload in (make_image(), make_document()):
        upload.uploaded_by_user = person
        upload.save()
    kind = {"content_type": ContentType.objects.get_for_model(home), "object_id": str(home.pk)}
    FormState.objects.create(user=person, data=f"name={NAME}", parent_object_id="", last_updated_at=AT, **kind)
    EditingSession.objects.create(user=person, last_seen_at=AT, **kind)
    PageSubscription.objects.create(user=person, page=home, comment_notifications=True)


def _workflow(person, home):
    state = home.get_workflow().start(home, person)
    state.current_task_state.task.specific.on_action(state.current_task_state, person, "reject", comment=WORDS[9])


def _sign_in(person, admin):
    """Sessions of their own, one of a stranger that remembers the address, and the admin's own edit of the person."""
    client = Client()
    client.force_login(person)
    session = client.session
    session["account_login"] = {"email": EMAIL, "name": NAME}
    session.save()
    stranger = Client()
    stranger.get(reverse("account_login"))
    session = stranger.session
    session["account_login"] = {"email": SECOND_EMAIL}
    session.save()
    staff = Client()
    staff.force_login(admin)
    address = reverse("wagtailusers_users:edit", args=[person.pk])
    values = {"email": EMAIL, "name": NAME, "language": "nb", "is_active": "on"}
    assert staff.post(address, values).status_code == 302
    audit.record(person, action="people.register", by=admin, at=AT)
    for number, user in enumerate((person, None)):
        SignInLink.objects.create(
            email=ADDRESSES[number], user=user, language="nb", token_hash=f"{number}" * 64, asked_at=AT
        )


def _imports(person, admin):
    """A list they uploaded, and one of somebody else's that they stand in, with a refused line about them."""
    for by, name in ((person, "liste.csv"), (admin, f"{NAME}.csv")):
        record = Import.objects.create(
            kind="people",
            file=ContentFile(f"e-post;navn\n{EMAIL};{NAME}\n".encode("cp1252", "replace"), name=name),
            file_name=name,
            encoding="cp1252",
            delimiter=";",
            total=1,
            by=by,
            uploaded_at=AT,
            moved_at=AT,
        )
        ImportProblem.objects.create(record=record, row=2, column="email", reason="email_wrong", value=EMAIL)


def _sensitive(person, admin):
    give_consent(user=person, purpose="special_needs", by=person, at=AT)
    answer = keep_sensitive(
        user=person,
        about="occurrence:1",
        kind="diet",
        text=WORDS[9],
        delete_at=AT + timedelta(days=400),
        by=person,
        at=AT,
    )
    read_sensitive(answer=answer, by=admin, reason=f"Mat til {NAME}", at=AT)


def _speaking(person):
    """In two versions of a programme, with a photo, and a file and a link of theirs."""
    occurrence = make_occurrence()
    speaker = make_speaker(occurrence, NAME, email=SECOND_EMAIL, biographies={"nb": "Om orrhaneskrik"})
    set_photo(speaker=speaker, content=a_photo(), by=None, at=AT)
    make_session(occurrence, speakers=[speaker])
    publish(occurrence)
    make_session(occurrence, "Mer", after=60)
    publish(occurrence)
    invite_speaker(speaker=speaker, by=None, at=AT)
    make_material(occurrence, speaker=speaker, title="Lysark om havgulekoret")
