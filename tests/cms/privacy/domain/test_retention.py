import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command

from cms.mail.domain.outbox import post_message
from cms.mail.models import OutboxMessage
from cms.models import ContactMessage
from cms.people.models import Invitation, JoinRequest
from cms.privacy.domain import retention
from cms.privacy.domain.retention import apply_one, apply_retention
from cms.privacy.models import AccessLogEntry, ExportRequest, RetentionRun, SensitiveAnswer
from cms.privacy.retention import all_rules
from tests.database import ROOT
from tests.factories.learning import AT
from tests.factories.people import make_organisation, make_user

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def make_mail(at, state="sent"):
    message = post_message(
        kind="people.invitation", to_address="kari@example.org", language="nb", subject="s", text="t", at=at
    )
    OutboxMessage.objects.filter(pk=message.pk).update(state=state, sent_at=at if state == "sent" else None)
    return message


def make_invitation(number, **fields):
    values = {"invited_at": AT, "expires_at": AT + 14 * DAY, "email": f"gjest{number}@example.org"} | fields
    return Invitation.objects.create(
        organisation=make_organisation(f"Sted {number}"), token_hash=f"{number:064}", **values
    )


def make_message(sent_at):
    return ContactMessage.objects.create(name="Kari", email="k@example.org", subject="s", message="m", sent_at=sent_at)


def test_every_rule_has_its_days_and_every_day_its_rule():
    assert {rule.key for rule in all_rules()} | {"signing_in.places"} == set(settings.RETENTION_DAYS)


def test_table_of_the_operator_names_every_rule():
    page = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    table = dict(re.findall(r"^\| `([a-z_.]+)` \| (\d+) \|", page, re.MULTILINE))

    assert {key: int(days) for key, days in table.items()} == settings.RETENTION_DAYS


def test_mail_loses_its_text_after_90_days_and_goes_after_a_year():
    fresh, old, older = make_mail(AT - 89 * DAY), make_mail(AT - 91 * DAY), make_mail(AT - 366 * DAY)
    waiting = make_mail(AT - 366 * DAY, state="due")

    apply_retention(by=None, at=AT)

    left = {message.pk: message.text for message in OutboxMessage.objects.all()}
    assert left == {fresh.pk: "t", old.pk: "", waiting.pk: "t"}
    assert older.pk not in left


def test_invitations_go_half_a_year_after_they_were_of_use():
    long_ago = AT - 200 * DAY
    make_invitation(1, invited_at=long_ago, expires_at=long_ago + DAY)
    make_invitation(2, invited_at=long_ago, state="withdrawn")
    out = make_invitation(3, invited_at=long_ago, expires_at=AT + DAY)
    expired_lately = make_invitation(4, invited_at=AT - 30 * DAY, expires_at=AT - 16 * DAY)

    apply_one("people.invitations", at=AT)

    assert set(Invitation.objects.values_list("pk", flat=True)) == {out.pk, expired_lately.pk}


def test_requests_go_a_year_after_the_answer():
    place, long_ago = make_organisation(), AT - 400 * DAY
    waiting = JoinRequest.objects.create(user=make_user(), organisation=place, asked_at=long_ago)
    JoinRequest.objects.create(
        user=make_user(), organisation=place, state="refused", asked_at=long_ago, answered_at=long_ago
    )

    apply_one("people.join_requests", at=AT)

    assert JoinRequest.objects.get() == waiting


def test_copies_lose_their_file_after_a_week(django_capture_on_commit_callbacks):
    name = storages["private"].save("exports/gammel.zip", ContentFile(b"x"))
    values = {"state": "ready", "asked_at": AT, "due_at": AT, "ready_at": AT - 8 * DAY, "expires_at": AT - DAY}
    copy = ExportRequest.objects.create(user=make_user(), file_name=name, **values)

    with django_capture_on_commit_callbacks(execute=True):
        apply_one("privacy.copies", at=AT)

    copy.refresh_from_db()
    assert (copy.state, copy.file_name, storages["private"].exists(name)) == ("deleted", "", False)


def test_sensitive_answers_go_on_their_day_and_readings_after_two_years():
    person = make_user()
    for about, days in (("a", -1), ("b", 0), ("c", 1)):
        SensitiveAnswer.objects.create(
            user=person, about=about, kind="diet", text="x", kept_at=AT - 9 * DAY, delete_at=AT + days * DAY
        )
    for days in (729, 731):
        AccessLogEntry.objects.create(subject=person, about="a", kind="diet", reason="x", at=AT - days * DAY)

    apply_retention(by=None, at=AT)

    assert list(SensitiveAnswer.objects.values_list("about", flat=True)) == ["c"]
    assert [entry.at for entry in AccessLogEntry.objects.all()] == [AT - 729 * DAY]


def test_sessions_that_ran_out_go():
    Session.objects.create(session_key="a", session_data="", expire_date=AT - DAY)
    Session.objects.create(session_key="b", session_data="", expire_date=AT + DAY)

    apply_one("signing_in.sessions", at=AT)

    assert list(Session.objects.values_list("pk", flat=True)) == ["b"]


def test_dry_run_counts_and_changes_nothing(capsys):
    make_message(AT - 3000 * DAY)
    make_mail(AT - 3000 * DAY)

    call_command("apply_retention", "--dry-run")

    run = RetentionRun.objects.get()
    assert (run.dry_run, run.counts["cms.contact_messages"], run.counts["mail.sent"]) == (True, 1, 1)
    assert (ContactMessage.objects.count(), OutboxMessage.objects.get().text) == (1, "t")
    report = capsys.readouterr().out
    assert re.search(r"^cms\.contact_messages +365 +1 ", report, re.MULTILINE)
    assert f"Only counted: {run.total} rows" in report


def test_dry_run_says_what_the_run_then_does():
    for _number in range(3):
        make_message(AT - 400 * DAY)
        make_mail(AT - 100 * DAY)

    counted = apply_retention(by=None, at=AT, dry_run=True).counts
    done = apply_retention(by=None, at=AT).counts

    assert counted == done
    assert (done["cms.contact_messages"], done["mail.text"]) == (3, 3)


def test_running_twice_does_no_harm():
    make_message(AT - 400 * DAY)
    make_mail(AT - 100 * DAY)
    apply_retention(by=None, at=AT)

    again = apply_retention(by=None, at=AT)

    assert again.total == 0
    assert (again.finished_at is not None, RetentionRun.objects.count()) == (True, 2)


def test_batches_reach_every_row(monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    for _number in range(5):
        make_message(AT - 400 * DAY)

    assert apply_one("cms.contact_messages", at=AT) == 5
    assert ContactMessage.objects.count() == 0
