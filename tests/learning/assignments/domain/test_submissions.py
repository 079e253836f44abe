"""Handing in: once, with what was saved, in time or late, and again as often as the task says."""

import pytest

from cms.pause.domain.pauses import declare_pause, end_pause
from cms.pause.enums import PauseScope
from cms.pause.targets import Target
from learning.assignments.domain import submissions as verbs
from learning.assignments.enums import Refusal, SubmissionState
from learning.assignments.models import Submission, SubmissionFile
from learning.assignments.queries import due_at
from learning.domain.enrolments import EnrolmentEnded, withdraw
from learning.domain.progress import LessonLocked, UnknownItem
from learning.domain.rebuilding import check_progress
from learning.models import ActivityFact, Enrolment
from tests.factories import assignments as made
from tests.factories import blocks
from tests.factories.assignments import DAY, assess, assignment_of, enrol_on_assignment, submit_work, write
from tests.factories.learning import AT, make_enrolment, read_lesson

pytestmark = pytest.mark.django_db


def test_a_draft_moves_nothing():
    enrolment = enrol_on_assignment()

    saved = write(enrolment, "Først dette.")

    assert (saved.submission.text, saved.submission.state) == ("Først dette.", SubmissionState.DRAFT)
    assert not enrolment.item_states.exists()
    assert [fact.verb for fact in enrolment.facts.all()] == ["registered"]


def test_writing_again_replaces_the_text_and_keeps_the_files():
    enrolment = enrol_on_assignment()
    write(enrolment, "Én", uploads=[made.upload(made.pdf())])

    again = write(enrolment, "To").submission

    assert (Submission.objects.count(), again.text, again.files.get().name) == (1, "To", "liste.pdf")


def test_handing_in_puts_the_item_under_way_and_leaves_a_fact():
    enrolment = enrol_on_assignment()

    submission = submit_work(enrolment)

    state, fact = enrolment.item_states.get(), enrolment.facts.get(verb="submitted")
    assert (submission.state, submission.submitted_at) == (SubmissionState.HANDED_IN, AT)
    assert (state.status, state.attempts, state.best_score, state.done_at) == ("under_way", 1, None, None)
    assert (fact.value, fact.item_hash) == ({"attempt": 1, "submission": submission.pk}, fact.item_hash)
    assert check_progress(Enrolment.objects.all(), at=AT).found == 0


def test_handing_in_twice_is_once():
    enrolment = enrol_on_assignment()
    first = submit_work(enrolment)

    second = verbs.hand_in(**assignment_of(enrolment), at=AT + DAY)

    assert (second.pk, second.submitted_at) == (first.pk, AT)
    assert ActivityFact.objects.filter(verb="submitted").count() == 1


def test_nothing_is_not_handed_in():
    enrolment = enrol_on_assignment()
    write(enrolment, "  \n ")

    with pytest.raises(verbs.NothingToHandIn):
        verbs.hand_in(**assignment_of(enrolment), at=AT)


def test_what_is_saved_and_handed_in_in_one():
    enrolment = enrol_on_assignment()

    saved = verbs.save_and_hand_in(**assignment_of(enrolment), text="Vi ringer.", at=AT)

    kept = Submission.objects.get()
    assert (saved.submission.pk, kept.text, kept.state) == (kept.pk, "Vi ringer.", SubmissionState.HANDED_IN)
    assert check_progress(Enrolment.objects.all(), at=AT).found == 0


def test_what_cannot_be_handed_in_is_saved_all_the_same():
    enrolment = enrol_on_assignment()
    write(enrolment, uploads=[made.upload(made.pdf())])
    file = SubmissionFile.objects.get()

    with pytest.raises(verbs.NothingToHandIn):
        verbs.save_and_hand_in(**assignment_of(enrolment), text="", remove=[str(file.key)], at=AT)

    assert (Submission.objects.get().text, SubmissionFile.objects.count()) == ("", 0)


def test_with_a_file_that_was_refused_it_is_saved_and_not_handed_in():
    enrolment = enrol_on_assignment()

    saved = verbs.save_and_hand_in(
        **assignment_of(enrolment), text="Se fila.", uploads=[made.upload(b"MZ", "x.exe")], at=AT
    )

    assert [name for name, _why in saved.refused] == ["x.exe"]
    assert Submission.objects.get().state == SubmissionState.DRAFT


def test_a_file_alone_is_enough():
    enrolment = enrol_on_assignment()
    write(enrolment, "", uploads=[made.upload(made.pdf())])

    assert verbs.hand_in(**assignment_of(enrolment), at=AT).state == SubmissionState.HANDED_IN


def test_what_waits_is_not_written_over():
    enrolment = enrol_on_assignment()
    submit_work(enrolment, "Slik står det.")

    with pytest.raises(verbs.AlreadyHandedIn):
        write(enrolment, "Noe annet")

    assert Submission.objects.get().text == "Slik står det."


def test_it_may_be_taken_back_until_somebody_reads_it():
    enrolment = enrol_on_assignment()
    submit_work(enrolment)

    back = verbs.take_back(**assignment_of(enrolment), at=AT)
    assert (back.state, back.submitted_at) == (SubmissionState.DRAFT, None)
    again = verbs.hand_in(**assignment_of(enrolment), at=AT + DAY)

    assert (again.pk, again.number) == (back.pk, 1)
    assert check_progress(Enrolment.objects.all(), at=AT).found == 0
    made.draft_feedback(again)
    with pytest.raises(verbs.CannotTakeBack):
        verbs.take_back(**assignment_of(enrolment), at=AT)


def test_after_not_passed_the_next_begins_with_what_was_handed_in():
    enrolment = enrol_on_assignment()
    write(enrolment, "Én", uploads=[made.upload(made.pdf())])
    first = verbs.hand_in(**assignment_of(enrolment), at=AT)
    assess(first, level=0)

    second = verbs.save_draft(**assignment_of(enrolment), text=None, at=AT + DAY).submission

    assert (second.number, second.text, second.files.get().name) == (2, "Én", "liste.pdf")
    assert second.files.get().file.name != first.files.get().file.name
    assert Submission.objects.get(pk=first.pk).text == "Én"


def test_it_can_be_handed_in_as_often_as_the_task_says():
    enrolment = enrol_on_assignment(resubmissions=1)
    for _again in range(2):
        assess(submit_work(enrolment), level=0)

    with pytest.raises(verbs.NoSubmissionsLeft):
        write(enrolment)
    assert Submission.objects.count() == 2


def test_what_is_passed_is_not_handed_in_again():
    enrolment = enrol_on_assignment()
    assess(submit_work(enrolment))

    with pytest.raises(verbs.NoSubmissionsLeft):
        write(enrolment)


def test_late_is_taken_and_said():
    enrolment = enrol_on_assignment(due_days=7)
    assert submit_work(enrolment, at=AT + 8 * DAY).is_late
    other = enrol_on_assignment(due_days=7)
    assert not submit_work(other, at=AT + 6 * DAY).is_late


def test_a_crisis_pause_moves_the_date():
    enrolment = enrol_on_assignment(due_days=7)
    pause = declare_pause(target=Target(PauseScope.EVERYBODY), reason="Flom", by=None, at=AT + 2 * DAY)
    end_pause(pause=pause, by=None, at=AT + 5 * DAY)

    assert due_at(enrolment, 7, at=AT + 8 * DAY) == AT + 10 * DAY
    assert not submit_work(enrolment, at=AT + 8 * DAY).is_late


def test_other_items_are_no_assignments():
    enrolment = make_enrolment(lessons=[[blocks.quiz()], [blocks.assignment()]], in_order=True)
    about = assignment_of(enrolment, 2)

    with pytest.raises(LessonLocked):
        verbs.save_draft(**about, text="x", at=AT)
    with pytest.raises(UnknownItem):
        verbs.save_draft(**about | {"item_key": f"{about['lesson_key']}:nothing"}, text="x", at=AT)


def test_who_has_left_writes_nothing():
    enrolment = enrol_on_assignment()
    withdraw(enrolment=enrolment, by=None, at=AT)

    with pytest.raises(EnrolmentEnded):
        write(enrolment)


def test_saying_that_it_is_read_does_not_do_it():
    enrolment = enrol_on_assignment()

    with pytest.raises(UnknownItem):
        read_lesson(enrolment)


def test_a_refused_file_keeps_nothing_else_from_being_saved():
    enrolment = enrol_on_assignment()
    files = [made.upload(b"MZ\x90\x00program", "liste.pdf"), made.upload(made.pdf(), "god.pdf")]

    saved = write(enrolment, "Teksten", uploads=files)

    assert saved.refused == [("liste.pdf", Refusal.UNKNOWN)]
    assert (saved.submission.text, saved.submission.files.get().name) == ("Teksten", "god.pdf")


def test_no_more_files_than_the_task_says_and_none_twice():
    enrolment = enrol_on_assignment(max_files=1)
    files = [made.upload(made.pdf()), made.upload(made.pdf(), "samme.pdf"), made.upload(made.pdf(b"% to"), "to.pdf")]

    saved = write(enrolment, uploads=files)

    assert saved.refused == [("to.pdf", Refusal.TOO_MANY)]
    assert SubmissionFile.objects.count() == 1


def test_a_file_is_no_larger_than_the_setting_says(settings):
    settings.ASSIGNMENT_FILE_MB = 0

    assert write(enrol_on_assignment(), uploads=[made.upload(made.pdf())]).refused == [("liste.pdf", Refusal.TOO_LARGE)]


def test_removed_files_are_gone_from_the_store(django_capture_on_commit_callbacks):
    enrolment = enrol_on_assignment()
    file = write(enrolment, uploads=[made.upload(made.pdf())]).submission.files.get()
    storage, name = file.file.storage, file.file.name
    assert storage.exists(name)

    with django_capture_on_commit_callbacks(execute=True):
        verbs.save_draft(**assignment_of(enrolment), text="x", remove=[str(file.key), "no-key"], at=AT)

    assert (storage.exists(name), SubmissionFile.objects.count()) == (False, 0)


def test_a_text_has_an_end():
    with pytest.raises(verbs.TextTooLong):
        write(enrol_on_assignment(), "x" * (verbs.MAX_TEXT + 1))
