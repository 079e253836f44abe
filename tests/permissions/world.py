"""One of everything, so that every address leads somewhere, and a person of each role."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from typing import Any

from django.contrib.auth.models import AnonymousUser, Group
from django.core.files.base import ContentFile
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Locale, PageViewRestriction, Site, Task, UploadedFile, Workflow

from cms import models
from cms.mail.domain.outbox import post_message
from cms.mail.models import RefusedAddress
from cms.pause.domain.pauses import declare_pause
from cms.pause.targets import Target
from cms.people import roles
from cms.people.domain.roles import give_role
from cms.people.models import JoinRequest, Organisation, Unit
from cms.privacy.domain.consents import give_consent
from cms.privacy.models import AccessLogEntry, Erasure, ExportRequest, RetentionRun
from learning.assignments.domain.feedback_files import attach_file
from learning.assignments.domain.peers import give_out
from learning.badges.domain.credentials import sign_badge
from learning.bank.models import QuestionImport
from learning.bulk_awards.domain.bulk_awards import Award, check_bulk_award
from learning.bulk_awards.reader import read_list
from learning.designs.models import CertificateDesign
from learning.discussion.models import Mute
from learning.domain.course_staff import give_course_role
from learning.domain.enrolments import enrol
from learning.domain.rebuilding import check_progress
from learning.domain.releases import publish_course
from learning.enums import CompletedPolicy, MovePolicy
from learning.gates.domain.waivers import waive_entry
from learning.joining.domain.groups import let_teach
from learning.models import Attempt, Course, Enrolment, MoveRun
from learning.policies import ReleasePolicy
from learning.reports.models import ScheduledReport
from learning.tabletop.domain.debriefing import share_note
from tests.factories.assignments import enrol_on_assignment, pdf, submit_work
from tests.factories.assignments import upload as pdf_upload
from tests.factories.badges import make_key
from tests.factories.bank import make_question as make_bank_question
from tests.factories.blocks import assignment, quiz, reflection
from tests.factories.discussion import make_answer, make_thread
from tests.factories.gates import grounds
from tests.factories.imports import people_list, upload
from tests.factories.invitations import make_invitation, newest_token
from tests.factories.joining import (
    course_with,
    make_course_invitation,
    make_group,
    make_list,
    make_place,
    make_request,
    newest_course_token,
    work_off,
)
from tests.factories.joining import make_key as make_course_key
from tests.factories.learning import complete, lessons_of, make_course, submit
from tests.factories.media import make_document, make_image
from tests.factories.pages import below, make_home
from tests.factories.people import make_admin, make_contact, make_membership, make_organisation, make_user
from tests.factories.requirements import make_path, make_requirement
from tests.factories.surveys import answer, make_occasion, make_question
from tests.factories.tabletop import finish, make_run

from .rooms import calendar, desk, door, exhibitors, invoicing, networks, programme, sign_up

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ROOMS = (sign_up, programme, networks, calendar, door, exhibitors, invoicing, desk)


def make_people(here: Organisation, there: Organisation) -> dict[str, Any]:
    """A person of each role, by the names the policy has for them."""
    people: dict[str, Any] = {"visitor": AnonymousUser()}
    for name in ("learner", "mentor", "mentee"):
        people[name] = make_user(name)
        make_membership(people[name], here)
    people["contact"], people["contact elsewhere"] = make_contact(here), make_contact(there)
    for role in roles.STAFF_ROLES:
        name = role.key.replace("_", " ")
        people[name] = make_user(name)
        give_role(user=people[name], role=role, by=None, at=AT)
    people["administrator"] = make_admin()
    return people


class World:
    """Everything the walk needs. `values_for` says what to put into an address."""

    LINE = "ny@example.org;Ny Nordmann;Skogdal kommune;member;;nb"

    def __init__(self) -> None:
        self.here, self.there = make_organisation("Skogdal kommune"), make_organisation("Elvestad kommune")
        self.empty = make_organisation("Nobody's kommune")
        self.people = make_people(self.here, self.there)
        self.somebody = make_user("Somebody else")
        self.membership = make_membership(self.somebody, self.here)
        self._organisations()
        self._pages()
        self._learning()
        self._admin()
        for room in ROOMS:
            room.furnish(self)

    def _organisations(self) -> None:
        """What belongs to the organisation the contact person looks after, and a request to join it."""
        self.unit = Unit.objects.create(organisation=self.here, name="Stab")
        self.invitation = make_invitation(organisation=self.here)
        self.invitation_token = newest_token()
        self.request = JoinRequest.objects.create(user=self.somebody, organisation=self.here, asked_at=AT)
        self.imported = upload(people_list(self.LINE), organisation=self.here, by=self.people["contact"])
        self.pause = declare_pause(target=Target("sector", sector="health"), reason="Flom", by=None, at=AT)
        self.refused = RefusedAddress.objects.create(address="borte@example.org", reason="gone", refused_at=AT)
        self.copy = ExportRequest.objects.create(user=self.somebody, asked_at=AT, due_at=AT)
        self._privacy()

    def _privacy(self) -> None:
        """A line in each of the lists that auditors read."""
        self.consent = give_consent(user=self.somebody, purpose="special_needs", by=self.somebody, at=AT)
        self.shared = give_consent(
            user=self.somebody,
            purpose="share_progress",
            recipient=self.people["contact"],
            by=self.somebody,
            at=AT,
        )
        self.reading = AccessLogEntry.objects.create(
            reader=self.people["coordinator"], subject=self.somebody, about="x", kind="diet", reason="Mat", at=AT
        )
        self.erasure = Erasure.objects.create(user=make_user("Long gone"), reason="asked", at=AT)
        self.run = RetentionRun.objects.create(started_at=AT)

    def _pages(self) -> None:
        self.home = make_home()
        self.page = below(self.home, models.StandardPage(title="Om", slug="om"))
        self.other_page = below(self.home, models.StandardPage(title="Mer", slug="mer"))
        self.alias = self.other_page.create_alias(update_slug="kopi")
        self.revision = self.page.save_revision()
        self.page.refresh_from_db()
        # Sent to approval by an editor: approved by course owners and moderators.
        self.workflow = Workflow.objects.get()
        self.workflow_state = self.workflow.start(self.page, self.people["editor"])
        self.task_state = self.workflow_state.current_task_state
        self.restriction = PageViewRestriction.objects.create(
            page=self.other_page, restriction_type="password", password="granfrost"
        )

    def _learning(self) -> None:
        self.bank_question = make_bank_question()
        self.question_import = QuestionImport.objects.create(
            format="gift", language="nb", file_name="quiz.txt", uploaded_at=AT, total=1
        )
        lesson = [quiz(), reflection()]
        self.course = make_course(lessons=[lesson, lesson])
        give_course_role(course=self.course, user=self.people["teacher"], role="teacher", by=None, at=AT)
        self.course_page = models.CoursePage.objects.get(translation_key=self.course.translation_key)
        self.course_staff = self.course.staff.get()
        course = Course.objects.get(pk=self.course.pk)
        for name, person in self.people.items():
            if name != "visitor":
                self.enrolment = enrol(course=course, learner=person, by=person, at=AT)
                submit(self.enrolment)
        self.attempt = Attempt.objects.first()
        done = complete(enrol(course=course, learner=self.somebody, by=None, at=AT))
        self.certificate = self.somebody.certificates.get()
        self.lesson = lessons_of(done)[0]
        self.requirement = make_requirement(self.course)
        self.path = make_path(([self.course], None))
        shown = grounds(file=ContentFile(b"%PDF-1.7", "a.pdf"))
        self.waiver = waive_entry(course=self.course, learner=self.somebody, grounds=shown, by=None, at=AT)
        make_key()
        award = Award("Fagdag", "attendance", "Deltok 12. november 2026")
        people = read_list(f"{self.somebody.email}\n")
        self.bulk_award = check_bulk_award(award=award, people=people, by=self.people["administrator"], at=AT)
        self.design = CertificateDesign.objects.create()
        sign_badge(certificate_id=self.certificate.pk, at=AT)
        self.credential = self.certificate.credential
        self.report = ScheduledReport.objects.create(
            user=self.somebody, kind="centre", rhythm="weekly", asked_at=AT, next_on=AT.date(), look_at=AT
        )
        self._second_release(done)

    def _second_release(self, done: Any) -> None:
        """With something new for who has completed, and a move of nobody."""
        lesson = models.LessonPage.objects.descendant_of(self.course_page).first()
        lesson.body = json.dumps([quiz(name="new")])
        lesson.save()
        policy = ReleasePolicy(MovePolicy.STAY, MovePolicy.STAY, CompletedPolicy.OFFER_UPDATE)
        self.release = publish_course(page=self.course_page, by=None, at=AT, policy=policy)
        self.move_run, self.done = MoveRun.objects.get(), done
        self.progress_check = check_progress(Enrolment.objects.all(), at=AT)

        self._surveys()
        self._discussion()

    def _discussion(self) -> None:
        """A question and an answer of somebody's, who may not write for now."""
        self.thread = make_thread(self.course, by=self.somebody)
        self.post = make_answer(self.thread, by=self.somebody)
        self.mute = Mute.objects.create(
            course=self.course,
            user=self.somebody,
            reason="Utskjelling",
            begun_at=AT,
            ends_at=datetime(2099, 1, 1, tzinfo=UTC),
        )
        self._joining()

    def _joining(self) -> None:
        """Keys, a group, a request, an invitation and a list: somebody else's, of the course and the organisation."""
        course = course_with(self.course, is_open=True, by_key=True, on_request=True)
        self.key, self.course_group = make_course_key(course), make_group(course)
        self.group_teacher = let_teach(group=self.course_group, user=self.people["teacher"], by=None, at=AT)
        other = make_user("Yet another")
        make_membership(other, self.here)
        self.place = make_place(self.course_group, learner=other)
        self.enrolment_request = make_request(course, learner=make_user("Asker"))
        self.course_invitation = make_course_invitation(course, "gjest@example.org")
        people = [make_user("Sent")]
        make_membership(people[0], self.here)
        self.list = make_list(people, organisation=self.here, course=course, by=self.people["contact"])
        self.listed = work_off(self.list)
        self.sent = people[0].enrolments.get()
        self._assignments()

    def _assignments(self) -> None:
        """A course with an assignment that everybody has handed in; somebody has with a file, and assesses another."""
        self.assigned = make_course(lessons=[[assignment(peer_reviews=1)]])
        give_course_role(course=self.assigned, user=self.people["teacher"], role="teacher", by=None, at=AT)
        mine = enrol_on_assignment(self.somebody, course=self.assigned)
        self.submission = submit_work(mine, uploads=[pdf_upload(pdf())])
        attach_file(submission=self.submission, upload=pdf_upload(pdf()), by=self.people["teacher"], at=AT)
        # They assess each other: nobody of the walk is given anything.
        submit_work(enrol_on_assignment(make_user("Kari Utenfor"), course=self.assigned))
        give_out(course_id=self.assigned.pk, item_key=self.submission.item_key, at=AT)
        for name, person in self.people.items():
            if name != "visitor":
                submit_work(enrol_on_assignment(person, course=self.assigned))
        self.review = mine.peer_reviews.get()
        self._tabletop()

    def _tabletop(self) -> None:
        """Everybody takes the course; somebody has been through its tabletop, and shares the note with the teacher."""
        self.table = finish(make_run())
        share_note(run=self.table, shared=True, by=self.table.enrolment.learner, at=AT)
        course = Course.objects.get(pk=self.table.enrolment.course_id)
        give_course_role(course=course, user=self.people["teacher"], role="teacher", by=None, at=AT)
        for name, person in self.people.items():
            if name != "visitor":
                enrol(course=course, learner=person, by=person, at=AT)

    def _surveys(self) -> None:
        """A survey about the course that says who answered what; somebody is asked."""
        self.question = make_question("yes_no")
        key = str(self.course.translation_key)
        self.occasion = make_occasion(
            self.question, kind="course", key=key, privacy="named", people=[self.somebody, self.people["learner"]]
        )
        self.asked = self.occasion.respondents.get(user=self.somebody)
        answer(self.occasion, self.people["learner"], "yes")

    def _admin(self) -> None:
        self.collection = Collection.get_first_root_node().add_child(name="Kurs")
        self.image, self.document = make_image(), make_document()
        owner = self.people["administrator"]
        self.uploaded = UploadedFile.objects.create(
            uploaded_by_user=owner, file=ContentFile(b"x", name="x.png"), for_content_type_id=1
        )
        self.redirect = Redirect.objects.create(old_path="/gammel", redirect_link="/ny")
        self.term = models.CatalogueTerm.objects.create(kind="topic", code="ros", name_nb="ROS")
        self.message = models.ContactMessage.objects.create(
            name="Kari", email="kari@example.org", subject="Kurs", message="Hei", language="nb", sent_at=AT
        )
        self.mail = post_message(
            kind="people.invitation", to_address="kari@example.org", language="nb", subject="Hei", text="Hei", at=AT
        )
        self.group = Group.objects.create(name="Fotografer")
        self.session = EditingSession.objects.create(user=owner, content_object=self.page, last_seen_at=AT)

    def values_for(self, route: str) -> dict[str, Any]:
        """What stands for each parameter of an address: the first line whose pattern fits and that knows it."""
        values: dict[str, Any] = {}
        for pattern, known in VALUES:
            if fnmatchcase(route, pattern):
                values = {name: value(self) for name, value in known.items()} | values
        return values


Value = Callable[[World], Any]

# Address by address, the particular before the general. Values may be of no use to some addresses.
VALUES: list[tuple[str, dict[str, Value]]] = [
    *(entry for room in ROOMS for entry in room.VALUES),
    ("/admin/pages/workflow/*", {"action_name": lambda world: "approve"}),
    ("/admin/pages/<int:page_id>/convert_alias/", {"page_id": lambda world: world.alias.pk}),
    ("/admin/pages/<int:page_id>/*lock/", {"page_id": lambda world: world.other_page.pk}),
    ("/admin/pages/create/*", {"model_name": lambda world: "standardpage"}),
    ("/admin/pages/add/*", {"parent_page_id": lambda world: world.home.pk}),
    ("/admin/api/main/pages/*", {"pk": lambda world: world.page.pk}),
    ("/admin/api/main/documents/*", {"pk": lambda world: world.document.pk}),
    ("/admin/api/main/images/*", {"pk": lambda world: world.image.pk}),
    ("/admin/pages/<pk>/*", {"pk": lambda world: world.page.pk}),
    ("/admin/bulk/*", {"app_label": lambda world: "people", "model_name": lambda world: "user"}),
    ("/admin/collections/*", {"pk": lambda world: world.collection.pk}),
    ("/admin/workflows/tasks/*", {"pk": lambda world: Task.objects.get().pk}),
    (
        "/admin/workflows/tasks/add/*",
        {"app_label": lambda world: "wagtailcore", "model_name": lambda world: "groupapprovaltask"},
    ),
    ("/admin/workflows/*", {"pk": lambda world: world.workflow.pk, "page_pk": lambda world: world.home.pk}),
    ("/admin/settings/*", {"app_name": lambda world: "cms", "model_name": lambda world: "centresettings"}),
    ("/admin/settings/*", {"pk": lambda world: Site.objects.get().pk}),
    ("/admin/translation/submit/snippet/*", {"app_label": lambda world: "cms", "pk": lambda world: world.term.pk}),
    ("/admin/snippets/choose/designs/*", {"pk": lambda world: world.design.pk}),
    ("/admin/snippets/designs/*", {"pk": lambda world: world.design.pk}),
    ("/admin/snippets/*", {"pk": lambda world: world.term.pk}),
    ("/admin/documents/chooser/*", {"pk": lambda world: world.document.pk}),
    ("/admin/images/chooser/*", {"pk": lambda world: world.image.pk}),
    (
        "/learn/<slug:course>/<uuid:lesson>/<str:block>/assignment/*",
        {
            "course": lambda world: world.assigned.slug,
            "lesson": lambda world: world.submission.item_key.split(":")[0],
            "block": lambda world: world.submission.item_key.split(":")[1],
            "pk": lambda world: world.review.pk,
        },
    ),
    ("/submissions/feedback-files/*", {"key": lambda world: world.submission.feedback_files.get().key}),
    ("/submissions/files/*", {"key": lambda world: world.submission.files.get().key}),
    (
        "/admin/learning/assignments/*",
        {
            "pk": lambda world: world.submission.pk,
            "course": lambda world: world.assigned.pk,
            "item": lambda world: world.submission.item_key,
        },
    ),
    ("/admin/survey/*", {"pk": lambda world: world.occasion.survey_id}),
    ("/admin/question/*", {"pk": lambda world: world.question.pk}),
    ("/admin/surveys/occasions/*", {"pk": lambda world: world.occasion.pk}),
    ("/admin/surveys/*", {"pk": lambda world: world.occasion.survey_id}),
    ("/me/reports/*", {"pk": lambda world: world.report.pk}),
    ("/teaching/*", {"item": lambda world: world.attempt.item_key, "form": lambda world: "csv"}),  # type: ignore[union-attr]
    ("/reports/centre/*", {"form": lambda world: "csv"}),
    ("/organisation/<uuid:key>/courses*", {"form": lambda world: "csv"}),
    ("/me/surveys/*", {"pk": lambda world: world.asked.pk}),
    ("/surveys/trend/*", {"key": lambda world: world.question.key}),
    (
        "/learn/<slug:course>/discussion/*",
        {"thread": lambda world: world.thread.pk, "post": lambda world: world.post.pk},
    ),
    ("/admin/discussion/posts/*", {"pk": lambda world: world.post.pk}),
    ("/admin/discussion/mutes/*", {"pk": lambda world: world.mute.pk}),
    ("/admin/discussion/courses/*", {"pk": lambda world: world.course.pk}),
    ("/surveys/*", {"uuid": lambda world: world.occasion.uuid}),
    ("/admin/course/*", {"pk": lambda world: world.course.pk}),
    ("/admin/progresscheck/*", {"pk": lambda world: world.progress_check.pk}),
    ("/admin/learning/moves/*", {"pk": lambda world: world.move_run.pk}),
    (
        "/admin/learning/courses/<int:pk>/releases/*",
        {"number": lambda world: 1, "before": lambda world: 1, "after": lambda world: 2},
    ),
    ("/admin/learning/courses/<int:pk>/learners/*", {"enrolment": lambda world: world.done.pk}),
    (
        "/admin/learning/courses/<int:pk>/quizzes/*",
        {
            "item": lambda world: world.attempt.item_key,  # type: ignore[union-attr]
            "question": lambda world: world.attempt.served[0],  # type: ignore[union-attr]
        },
    ),
    ("/admin/learning/courses/<int:pk>/waivers/*", {"waiver": lambda world: world.waiver.pk}),
    ("/waivers/*", {"pk": lambda world: world.waiver.pk}),
    ("/admin/joining/requests/*", {"pk": lambda world: world.enrolment_request.pk}),
    (
        "/admin/joining/courses/*",
        {"pk": lambda world: world.course.pk, "enrolment": lambda world: world.done.pk},
    ),
    ("/admin/joining/keys/*", {"pk": lambda world: world.key.pk}),
    ("/admin/joining/invitations/*", {"pk": lambda world: world.course_invitation.pk}),
    ("/admin/joining/groups/teachers/*", {"pk": lambda world: world.group_teacher.pk}),
    ("/admin/joining/groups/places/*", {"pk": lambda world: world.place.pk}),
    ("/admin/joining/groups/*", {"pk": lambda world: world.course_group.pk}),
    ("/organisation/<uuid:key>/enrol/*", {"pk": lambda world: world.listed.pk}),
    ("/organisation/<uuid:key>/enrolments/*", {"pk": lambda world: world.sent.pk}),
    ("/invitation/course/*", {"token": lambda world: newest_course_token("gjest@example.org")}),
    ("/me/next/*", {"pk": lambda world: world.done.pk}),
    ("/admin/learning/bank/new/*", {"kind": lambda world: "single_choice"}),
    ("/admin/learning/bank/import/*", {"pk": lambda world: world.question_import.pk}),
    ("/admin/learning/bank/*", {"pk": lambda world: world.bank_question.pk}),
    ("/admin/learning/courses/staff/*", {"pk": lambda world: world.course_staff.pk}),
    (
        "/admin/learning/courses/<int:pk>/tabletops/*",
        {"pk": lambda world: world.table.enrolment.course_id, "run": lambda world: world.table.key},
    ),
    (
        "/learn/*/tabletop/*",
        {
            "course": lambda world: world.table.enrolment.course.slug,
            "lesson": lambda world: world.table.lesson_key,
            "block": lambda world: world.table.item_key.split(":")[1],
            "run": lambda world: world.table.key,
        },
    ),
    ("/admin/learning/courses/*", {"pk": lambda world: world.course.pk}),
    ("/admin/learning/publish/*", {"page_id": lambda world: world.course_page.pk}),
    ("/admin/learning/revoke/*", {"pk": lambda world: world.certificate.pk}),
    ("/admin/certificate/*", {"pk": lambda world: world.certificate.pk}),
    ("/admin/requirements/*", {"pk": lambda world: world.requirement.pk}),
    ("/admin/paths/*", {"pk": lambda world: world.path.pk}),
    ("/paths/*", {"slug": lambda world: world.path.slug}),
    ("/admin/outbox/*", {"pk": lambda world: world.mail.pk}),
    ("/admin/organisations/delete/*", {"pk": lambda world: world.empty.pk}),
    ("/admin/organisations/*", {"pk": lambda world: world.here.pk}),
    ("/admin/memberships/*", {"pk": lambda world: world.membership.pk}),
    ("/admin/contact_messages/*", {"pk": lambda world: world.message.pk}),
    ("/admin/locales/*", {"pk": lambda world: Locale.objects.get(language_code="nb").pk}),
    ("/admin/sites/*", {"pk": lambda world: Site.objects.get().pk}),
    ("/admin/users/*", {"pk": lambda world: world.somebody.pk}),
    ("/admin/sign-in/*", {"pk": lambda world: world.somebody.pk}),
    ("/admin/groups/*", {"pk": lambda world: world.group.pk}),
    ("/admin/roles/<slug:key>/*", {"key": lambda world: "auditor", "pk": lambda world: world.people["auditor"].pk}),
    ("/organisation/<uuid:key>/people/<int:pk>/*", {"pk": lambda world: world.somebody.pk}),
    ("/organisation/<uuid:key>/units/*", {"pk": lambda world: world.unit.pk}),
    ("/organisation/<uuid:key>/roles/*", {"pk": lambda world: world.membership.pk}),
    ("/organisation/<uuid:key>/invitations/*", {"pk": lambda world: world.invitation.pk}),
    ("/organisation/<uuid:key>/*", {"role": lambda world: "preparedness_adviser"}),
    ("/organisation/requests/*", {"pk": lambda world: world.request.pk}),
    ("/admin/organisations/requests/*", {"pk": lambda world: world.request.pk}),
    ("/imports/*", {"pk": lambda world: world.imported.pk, "kind": lambda world: "people"}),
    ("/invitation/*", {"token": lambda world: world.invitation_token}),
    ("/me/roles/*", {"pk": lambda world: world.membership.pk}),
    ("/me/privacy/share/*", {"pk": lambda world: world.shared.pk}),
    ("/me/privacy/*", {"pk": lambda world: world.copy.pk, "purpose": lambda world: "no-such-purpose"}),
    ("/admin/exportrequest/*", {"pk": lambda world: world.copy.pk}),
    ("/admin/consent/*", {"pk": lambda world: world.consent.pk}),
    ("/admin/accesslogentry/*", {"pk": lambda world: world.reading.pk}),
    ("/admin/erasure/*", {"pk": lambda world: world.erasure.pk}),
    ("/admin/retentionrun/*", {"pk": lambda world: world.run.pk}),
    ("/admin/privacy/erase/*", {"pk": lambda world: world.somebody.pk}),
    ("/admin/crisis-pause/*", {"pk": lambda world: world.pause.pk}),
    ("/admin/refused_addresses/*", {"pk": lambda world: world.refused.pk}),
    ("/admin/mail/addresses/*", {"pk": lambda world: world.refused.pk}),
    ("/admin/mail/messages/*", {"kind": lambda world: "people.invitation"}),
    ("/admin/mail/*", {"pk": lambda world: world.mail.pk}),
    ("/accounts/2fa/*", {"pk": lambda world: 1}),
    ("/me/certificates/*", {"pk": lambda world: world.certificate.pk, "form": lambda world: "json"}),
    ("/awards/*", {"pk": lambda world: world.bulk_award.pk}),
    ("/credentials/achievements/*", {"key": lambda world: world.credential.achievement.key}),
    ("/credentials/*", {"key": lambda world: world.credential.key}),
    ("/demo/outbox/*", {"pk": lambda world: world.mail.pk}),
    ("/accounts/confirm-email/*", {"key": lambda world: "not-a-key"}),
    ("/accounts/password/*", {"uidb36": lambda world: "1", "key": lambda world: "not-a-key"}),
    ("/admin/password_reset/*", {"uidb64": lambda world: "MQ", "token": lambda world: "not-a-token"}),
    ("/documents/<0>/<1>", {"0": lambda world: world.document.pk, "1": lambda world: world.document.filename}),
    ("/documents/*", {"restriction_id": lambda world: 1}),
    ("/media/*", {"path": lambda world: world.image.file.name}),
    ("/nb/<0>", {"0": lambda world: "om/"}),
    ("/nb/_util/*", {"page_id": lambda world: world.other_page.pk}),
    (
        "*",
        {
            "page_id": lambda world: world.page.pk,
            "parent_page_id": lambda world: world.home.pk,
            "page_to_move_id": lambda world: world.page.pk,
            "destination_id": lambda world: world.home.pk,
            "content_type_app_name": lambda world: "cms",
            "content_type_model_name": lambda world: "standardpage",
            "app_label": lambda world: "cms",
            "app_name": lambda world: "cms",
            "model_name": lambda world: "catalogueterm",
            "action": lambda world: "set_active_state",
            "action_name": lambda world: "copy",
            "task_state_id": lambda world: world.task_state.pk,
            "task_id": lambda world: world.task_state.task_id,
            "revision_id": lambda world: world.revision.pk,
            "revision_id_a": lambda world: "earliest",
            "revision_id_b": lambda world: "latest",
            "workflow_state_id": lambda world: world.workflow_state.pk,
            "workflow_pk": lambda world: world.workflow.pk,
            "collection_id": lambda world: world.collection.pk,
            "session_id": lambda world: world.session.pk,
            "object_id": lambda world: world.page.pk,
            "redirect_id": lambda world: world.redirect.pk,
            "image_id": lambda world: world.image.pk,
            "document_id": lambda world: world.document.pk,
            "doc_id": lambda world: world.document.pk,
            "uploaded_file_id": lambda world: world.uploaded.pk,
            "filter_spec": lambda world: "width-20",
            "page_view_restriction_id": lambda world: world.restriction.pk,
            "anything": lambda world: "no-such-place",
            "language": lambda world: "sv",
            "course": lambda world: world.course.slug,
            "lesson": lambda world: world.lesson.key,
            "block": lambda world: world.attempt.item_key.split(":")[1],  # type: ignore[union-attr]
            "number": lambda world: 1,
            "code": lambda world: world.certificate.code,
            "provider_id": lambda world: "no-such-provider",
            "kind": lambda world: "people",
            "pk": lambda world: 1,
            "key": lambda world: world.here.key,
            "token": lambda world: "not-a-token",
        },
    ),
]
