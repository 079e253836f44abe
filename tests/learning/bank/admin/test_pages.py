"""The bank in the admin: finding, writing, comparing, importing and exporting."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.people import roles
from learning.bank.domain.questions import revise_question
from learning.bank.formats.gift_reader import read_gift
from learning.bank.formats.moodle_reader import read_moodle
from learning.bank.models import Question, QuestionImport
from tests.factories.bank import AT, SAYINGS, make_question, make_questions, said
from tests.factories.people import make_holder_of
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
BANK = "/admin/learning/bank/"


@pytest.fixture
def client(settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    return signed_in(make_holder_of(roles.EDITOR))


def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def listed(items):
    data = {"question-options-count": str(len(items))}
    for number, (text, correct, pk) in enumerate(items):
        start = f"question-options-{number}"
        data |= {f"{start}-deleted": "", f"{start}-order": str(number), f"{start}-type": "item", f"{start}-id": pk}
        data |= {f"{start}-value-text": text, f"{start}-value-feedback": "Fordi."}
        data |= {f"{start}-value-correct": "on"} if correct else {}
    return data


def test_the_list_is_searched(client):
    make_question(text="Hvor ofte revideres planen?")
    make_question(text="Hvem eier analysen?")

    found = page(client, f"{BANK}?q=planen")

    assert ("revideres" in found, "analysen" in found) == (True, False)


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_costs_the_same_for_few_and_many(client, number):
    make_questions(number)
    client.get(BANK)

    with count_queries() as asked:
        client.get(BANK)

    assert len(asked) == 17, asked


@pytest.mark.parametrize("kind", SAYINGS)
def test_every_kind_is_shown_and_can_be_edited(client, kind):
    question = make_question(kind)

    assert said(kind)["text"].split("(")[0].strip() in page(client, f"{BANK}{question.pk}/")
    assert "data-block" in page(client, f"{BANK}{question.pk}/edit/")
    assert page(client, f"{BANK}new/{kind}/")


def test_a_question_is_written(client):
    form = {"question-question": "Hvor ofte?", "tags": "plan, Lov", "category": "Plikten", "keep_order": "on"}

    answer = client.post(
        f"{BANK}new/single_choice/?language=nb", form | listed([("Hvert år", True, ""), ("Aldri", False, "")])
    )

    question = Question.objects.get()
    assert answer.url == f"{BANK}{question.pk}/"
    content = question.current.content["nb"]
    assert ([option["correct"] for option in content["options"]], content["keep_order"]) == ([True, False], True)
    assert all(len(option["id"]) == 36 for option in content["options"])


def test_a_question_without_a_right_answer_is_refused_with_what_was_typed(client):
    answer = client.post(
        f"{BANK}new/single_choice/", {"question-question": "Hvor ofte?"} | listed([("A", False, ""), ("B", False, "")])
    )

    assert answer.status_code == 422
    assert "Hvor ofte?" in answer.content.decode()
    assert Question.objects.count() == 0


@pytest.mark.parametrize("data", [{}, {"question-options-count": "mange"}, {"question-options-count": "3"}])
def test_a_form_that_is_none_is_refused(client, data):
    question = make_question()

    assert client.post(f"{BANK}new/single_choice/", data).status_code == 400
    assert client.post(f"{BANK}{question.pk}/edit/", data).status_code == 400
    assert question.versions.count() == 1


def test_an_edit_keeps_the_ids_of_the_answers(client):
    question = make_question(options=[{"text": t, "correct": t == "A", "feedback": "x"} for t in "AB"])
    ids = [option["id"] for option in question.current.content["nb"]["options"]]
    form = {"question-question": "Nytt?", "tags": "ros", "category": "", "note": "Klarere"}

    client.post(f"{BANK}{question.pk}/edit/?language=nb", form | listed([("A", False, ids[0]), ("B", True, ids[1])]))

    question.refresh_from_db()
    assert (question.current.number, question.current.note) == (2, "Klarere")
    after = question.current.content["nb"]["options"]
    assert [(option["id"], option["correct"]) for option in after] == [(ids[0], False), (ids[1], True)]


def test_two_versions_stand_side_by_side(client):
    question = make_question(text="Før?")
    revise_question(
        question=question, language="nb", said=question.current.content["nb"] | {"text": "Etter?"}, by=None, at=AT
    )

    shown = page(client, f"{BANK}{question.pk}/compare/?a=1&b=2")

    assert ("<del>" in shown, "<ins>" in shown, "Etter?" in shown) == (True, True, True)
    for bad in ("?a=1&b=9", "?a=x&b=2", "?a=1", f"?a=1&b={'9' * 30}"):
        assert client.get(f"{BANK}{question.pk}/compare/{bad}").status_code == 404


def test_retiring_and_bringing_back(client):
    question = make_question()

    client.post(f"{BANK}{question.pk}/retire/", {"do": "retire"})
    assert Question.objects.get().retired_at
    client.post(f"{BANK}{question.pk}/retire/", {"do": "bring_back"})
    assert Question.objects.get().retired_at is None


def upload(client, data, form="gift", name="plan.txt"):
    return client.post(f"{BANK}import/", {"file": SimpleUploadedFile(name, data), "format": form, "language": "nb"})


def test_a_file_is_read_shown_and_imported(client):
    answer = upload(client, b"En? {T}\n\nFortell <script>. {}\n")
    record = QuestionImport.objects.get()

    shown = page(client, answer.url)
    client.post(answer.url, {"tags": "ny", "category": ""})

    assert "<script>." not in shown
    assert "&lt;script&gt;" in shown
    assert [tag.name for tag in Question.objects.get().tags.all()] == ["ny"]
    report = b"".join(client.get(f"{BANK}import/{record.pk}/report.csv").streaming_content).decode("utf-8-sig")
    assert report.splitlines()[1].startswith("3;")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04zip", b"x" * (5 * 1024 * 1024 + 1)])
def test_bad_files_are_refused_in_words(client, data):
    assert upload(client, data).status_code == 422
    assert QuestionImport.objects.count() == 0


@pytest.mark.parametrize(("form", "read"), [("gift", read_gift), ("moodle", read_moodle)])
def test_what_the_list_shows_is_exported(client, form, read):
    kept = [make_question(kind, tags=["ut"]) for kind in SAYINGS]
    make_question(tags=["inn"])

    answer = client.get(f"{BANK}export/?tag=ut&format={form}&language=nb")

    reading = read(b"".join(answer.streaming_content))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert sorted(draft.kind for draft in reading.drafts) == sorted(question.kind for question in kept)
    assert not [problem for problem in reading.problems if problem.refused]


@pytest.mark.parametrize("role", [roles.TEACHER, roles.COORDINATOR, roles.AUDITOR])
def test_keys_are_for_those_who_write_questions(settings, role):
    settings.STAFF_NEED_SECOND_FACTOR = False
    question = make_question()
    other = signed_in(make_holder_of(role))

    for address in ("", f"{question.pk}/", f"{question.pk}/edit/", "import/", "export/?format=gift&language=nb"):
        assert other.get(BANK + address).status_code in (302, 403), address
    other.post(f"{BANK}{question.pk}/retire/", {"do": "retire"})
    assert Question.objects.get().retired_at is None
