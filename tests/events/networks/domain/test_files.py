"""Files of a network."""

import pytest
from django.core.files.storage import storages

from events.networks.domain import files
from events.networks.models import FileVersion, NetworkFile
from learning.assignments.file_checks import FileRefused
from tests.factories.networks import WHO, make_file, make_network
from tests.factories.programme import PDF, upload

pytestmark = pytest.mark.django_db


def test_file_lies_apart_under_a_name_that_says_nothing():
    file = make_file(make_network(), name="../../Varslingsplan.pdf", title="Varslingsplan", category="plan")

    version = file.versions.get()
    assert (version.number, version.name, version.mime) == (1, "Varslingsplan.pdf", "application/pdf")
    assert version.file.name.startswith("networks/")
    assert version.file.name.count(".") == 0
    assert storages["private"].exists(version.file.name)


@pytest.mark.parametrize("content", [b"<html><script>alert(1)</script>", b"MZ\x90\x00" + b"\x00" * 60, b""])
def test_what_can_be_run_is_not_taken(content):
    with pytest.raises(FileRefused):
        files.add_file(series=make_network(), upload=upload(content, "plan.pdf"), **WHO)
    assert NetworkFile.objects.count() == 0


def test_new_version_leaves_the_old():
    file = make_file(make_network(), title="Plan")

    files.add_version(file=file, upload=upload(PDF + b"%%EOF"), **WHO)
    same = files.add_version(file=file, upload=upload(PDF + b"%%EOF"), **WHO)

    assert same.number == 2
    assert [one.number for one in file.versions.all()] == [2, 1]


def test_there_is_an_end_to_files(monkeypatch):
    monkeypatch.setattr(files, "MOST_FILES", 1)
    file = make_file(make_network())

    with pytest.raises(FileRefused):
        make_file(file.series)


def test_removed_file_goes_with_its_versions(django_capture_on_commit_callbacks):
    file = make_file(make_network())
    name = file.versions.get().file.name

    with django_capture_on_commit_callbacks(execute=True):
        files.remove_file(file=file, **WHO)

    assert FileVersion.objects.count() == 0
    assert not storages["private"].exists(name)


def test_file_is_called_something():
    file = make_file(make_network(), name="plan.pdf")

    assert file.title == "plan.pdf"
    assert files.change_file(file=file, title=" ", category="agenda", **WHO).title == "plan.pdf"
