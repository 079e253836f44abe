"""A file is what its content says. Whatever lies about it is refused, with the reason."""

import zipfile

import pytest
from PIL import Image

from learning.assignments.enums import Refusal
from learning.assignments.file_checks import MOST_PIXELS, FileRefused, check_file
from learning.assignments.file_names import clean_name
from tests.factories.assignments import docx, odt, pdf, png, zipped

ALL = ["pdf", "document", "sheet", "slides", "image", "text"]


def refused(content, kinds=ALL):
    with pytest.raises(FileRefused) as why:
        check_file(content, kinds=kinds)
    return why.value.reason


@pytest.mark.parametrize(
    ("content", "kind", "ending"),
    [
        (pdf(), "pdf", "pdf"),
        (docx(), "document", "docx"),
        (docx(kind="spreadsheetml.sheet"), "sheet", "xlsx"),
        (docx(kind="presentationml.presentation"), "slides", "pptx"),
        (odt(), "document", "odt"),
        (png(), "image", "png"),
        ("Først ordføreren. Så lensmannen på Ås.".encode(), "text", "txt"),
        ("Blåbærsyltetøy".encode("cp1252"), "text", "txt"),
    ],
)
def test_what_is_taken(content, kind, ending):
    found = check_file(content, kinds=ALL)

    assert (found.kind, found.ending) == (kind, ending)


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\x03\x00" + bytes(200),
        b"\x7fELF\x02\x01\x01" + bytes(200),
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"\xef\xbb\xbf  <svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
        b'<?xml version="1.0"?><x/>',
        b"Hei\n<script src=//x></script>",
        b"#!/bin/sh\nrm -rf /\n",
        rb"{\rtf1\ansi {\object}}",
        b"Rar!\x1a\x07\x00" + bytes(50),
        b"\x1f\x8b\x08" + bytes(50),
        b"plain \x00 with a zero",
        b"\x1b[2Jterminal",
        b"GIF89a" + bytes(40),
    ],
)
def test_what_could_run_or_hide_is_unknown_to_us(content):
    assert refused(content) == Refusal.UNKNOWN


def test_an_archive_is_no_document():
    assert refused(zipped({"brev.docx": "x"})) == Refusal.UNKNOWN


@pytest.mark.parametrize(
    "content",
    [
        docx(more={"word/vbaProject.bin": b"x"}),
        zipped(
            {"[Content_Types].xml": f'<x ContentType="{"application/vnd.ms-word.document.macroEnabled"}.main+xml"/>'}
        ),
        odt(more={"Basic/Standard/Module1.xml": "x"}),
        docx(more={"word/embeddings/run.exe": b"MZ"}),
    ],
)
def test_files_with_macros_are_refused(content):
    assert refused(content) == Refusal.MACROS


@pytest.mark.parametrize(
    "content",
    [
        pdf(b"<< /Encrypt 5 0 R >>"),
        odt(manifest="<manifest:encryption-data/>"),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le"),
    ],
)
def test_files_with_a_password_are_refused(content):
    assert refused(content) == Refusal.ENCRYPTED


def test_old_office_files_are_told_to_become_new():
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == Refusal.OLD_OFFICE


@pytest.mark.parametrize(
    "content",
    [
        docx(more={"word/media/big.bin": bytes(40 * 1024 * 1024)}),
        zipped({f"word/{number}": "" for number in range(5_100)}, zipfile.ZIP_STORED),
    ],
)
def test_what_unpacks_to_far_too_much_is_refused(content):
    assert refused(content) == Refusal.PACKED


def test_an_image_of_too_many_dots_is_refused(monkeypatch):
    monkeypatch.setattr("learning.assignments.file_checks.MOST_PIXELS", 15)

    assert refused(png()) == Refusal.PACKED
    assert MOST_PIXELS < Image.MAX_IMAGE_PIXELS


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 no end", png()[:30], b"\x89PNG\r\n\x1a\n" + bytes(60), docx()[:-40], b"PK\x03\x04" + bytes(40)],
)
def test_broken_files_are_refused(content):
    assert refused(content) == Refusal.BROKEN


def test_empty_and_not_asked_for():
    assert refused(b"") == Refusal.EMPTY
    assert refused(pdf(), ["image"]) == Refusal.NOT_ASKED_FOR


@pytest.mark.parametrize(
    ("name", "ending", "clean"),
    [
        ("Varslingsliste.docx", "docx", "Varslingsliste.docx"),
        ("../../etc/passwd", "txt", "passwd.txt"),
        ("C:\\Users\\kari\\plan.pdf", "pdf", "plan.pdf"),
        ("plan.pdf.exe", "pdf", "plan.pdf.exe.pdf"),
        ("bilde.JPEG", "jpg", "bilde.jpg"),
        ("\u202egpj.liste.pdf", "pdf", "gpj.liste.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "pdf", "a-bSet-Cookie- x.pdf"),
        ("", "png", "file.png"),
        ("...", "png", "file.png"),
        ("å" * 300, "pdf", "å" * 100 + ".pdf"),
    ],
)
def test_names_are_cleaned(name, ending, clean):
    assert clean_name(name, ending=ending) == clean
