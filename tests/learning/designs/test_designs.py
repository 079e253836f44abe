"""Designs: what editors may choose, that they preview it, and that what is issued keeps its looks."""

import base64
import io
from datetime import timedelta

import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from django.utils.translation import override

from learning.designs.colours import contrast_with_white
from learning.designs.domain.designs import publish_design, withdraw_design
from learning.designs.models import CertificateDesign, DesignVersion
from learning.designs.preview import sample_sheet
from learning.designs.queries import design_at
from learning.documents import certificate_facts, certificate_pdf
from tests.factories.learning import AT, make_certificate
from tests.factories.media import make_image
from tests.factories.people import make_admin, make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def make_design(used_for="", *, at=AT - DAY, **fields):
    design = CertificateDesign(used_for=used_for, **fields)
    design.full_clean()
    design.save()
    publish_design(design=design, by=None, at=at)
    return design


def facts_of(certificate):
    with translation.override(certificate.language):
        return certificate_facts(certificate, verify_url="https://x.example/")


def form(**fields):
    names = [
        f"{what}_{language}" for what in ("signer_title", "heading", "phrase") for language in ("nb", "nn", "sv", "en")
    ]
    values = {"colour": "#5b1a3a", "second": "#7a2350", "accent": "#cccccc", "border": "frame", "used_for": ""}
    return dict.fromkeys([*names, "signer_name", "logo", "signature"], "") | values | fields


# --- Limits ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("colour", "ratio"), [("#000000", 21), ("#ffffff", 1), ("#767676", 4.54), ("#ff0000", 4.0)])
def test_contrast_is_the_standards(colour, ratio):
    assert contrast_with_white(colour) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("colour", ["#777777", "#ffff00", "red", "#12", "#12345g", ""])
@pytest.mark.parametrize("field", ["colour", "second"])
def test_text_is_never_too_light_to_read(field, colour):
    with pytest.raises(ValidationError) as caught:
        CertificateDesign(**{field: colour}).full_clean()

    assert list(caught.value.message_dict) == [field]


def test_accent_may_be_light_but_is_a_colour():
    CertificateDesign(accent="#ffff00").full_clean()
    with pytest.raises(ValidationError):
        CertificateDesign(accent="url(x)").full_clean()


def test_signature_has_a_name():
    with override("en"), pytest.raises(ValidationError, match="needs the name"):
        CertificateDesign(signature=make_image()).full_clean()


# --- What is issued keeps its looks --------------------------------------------------------------------


def test_certificate_keeps_the_design_of_when_it_was_issued():
    before = make_certificate(key="1", at=AT - 2 * DAY)
    design = make_design(colour="#5b1a3a", heading_nb="Bevis")
    certificate = make_certificate(key="2")

    design.colour, design.heading_nb = "#000000", "Noe annet"
    publish_design(design=design, by=None, at=AT + DAY)
    after = make_certificate(key="3", at=AT + 2 * DAY)

    found = [(facts_of(one)["design"].get("colour"), facts_of(one)["title"]) for one in (before, certificate, after)]
    assert found[1:] == [("#5b1a3a", "Bevis"), ("#000000", "Noe annet")]
    assert found[0][0] is None
    assert facts_of(certificate) == facts_of(certificate)


def test_design_of_its_own_comes_before_the_one_of_all():
    make_design(colour="#111111")
    make_design("attendance", colour="#222222")

    colours = {kind: design_at(basis_kind=kind, moment=AT)["colour"] for kind in ("attendance", "enrolment", "other")}

    assert colours == {"attendance": "#222222", "enrolment": "#111111", "other": "#111111"}


def test_design_taken_away_leaves_what_is_issued_and_the_general_one():
    make_design(colour="#111111")
    make_design("attendance", colour="#222222")
    withdraw_design(used_for="attendance", by=None, at=AT + DAY)

    colours = [design_at(basis_kind="attendance", moment=when)["colour"] for when in (AT, AT + 2 * DAY)]

    assert colours == ["#222222", "#111111"]


def test_saving_without_a_change_is_no_version():
    design = make_design()

    publish_design(design=design, by=None, at=AT)

    assert DesignVersion.objects.count() == 1


def test_pictures_are_kept_with_the_version():
    image = make_image()
    make_design(logo=image, signature=image, signer_name="Kari Nordmann", signer_title_nb="Leder")
    image.delete()

    certificate = make_certificate()

    read = pypdf.PdfReader(io.BytesIO(certificate_pdf(certificate)))
    text = " ".join(read.pages[0].extract_text().split())
    assert "Kari Nordmann" in text
    assert "Leder" in text


def test_design_costs_one_query():
    for number in range(3):
        make_design_version(number)
    certificate = make_certificate()

    with count_queries() as asked:
        design_at(basis_kind=certificate.basis_kind, moment=certificate.issued_at)

    assert len(asked) == 1


def make_design_version(number):
    design = CertificateDesign(colour=f"#{number}{number}0000")
    publish_design(design=design, by=None, at=AT - DAY + timedelta(hours=number))


@pytest.mark.parametrize("border", ["hills", "frame", "none"])
def test_sheet_is_tagged_in_every_design(border):
    make_design(border=border, signer_name="Kari Nordmann", signature=make_image())
    read = pypdf.PdfReader(io.BytesIO(certificate_pdf(make_certificate())))
    root = read.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  pypdf's own boolean
    assert root["/StructTreeRoot"]
    assert root["/Lang"] == "nb"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert read.metadata.title


# --- The editor ----------------------------------------------------------------------------------------


ADD = "/admin/snippets/designs/certificatedesign/add/"


def test_editor_saves_a_design_for_certificates_to_come(client):
    client.force_login(make_admin(language="en"))

    answer = client.post(ADD, form(heading_nb="Bevis"))

    assert answer.status_code == 302
    assert DesignVersion.objects.get().content["words"]["nb"]["heading"] == "Bevis"


def test_what_is_wrong_is_said_and_nothing_is_kept(client):
    client.force_login(make_admin(language="en"))

    page = client.post(ADD, form(colour="#eeeeee", heading_nb="Bevis")).content.decode()

    assert "Too light to read on white: the contrast is 1.2" in page
    assert 'value="Bevis"' in page
    assert (CertificateDesign.objects.count(), DesignVersion.objects.count()) == (0, 0)


def test_deleting_a_design_is_a_version_too(client):
    client.force_login(make_admin(language="en"))
    design = make_design()

    client.post(reverse("wagtailsnippets_designs_certificatedesign:delete", args=[design.pk]))

    assert DesignVersion.objects.order_by("-pk").first().content == {}


@pytest.mark.parametrize(("language", "word"), [("nb", "Bevis"), ("sv", "Intyg")])
def test_preview_shows_what_is_not_saved_yet(client, language, word):
    client.force_login(make_admin(language="en"))
    preview = "/admin/snippets/designs/certificatedesign/preview/"

    sent = client.post(preview, form(heading_nb="Bevis", heading_sv="Intyg"))
    page = client.get(preview, {"mode": language})

    assert sent.json()["is_valid"] is True
    assert f'<html lang="{language}">' in page.content.decode()
    assert "data:image/svg+xml;base64," in page.content.decode()
    assert CertificateDesign.objects.count() == 0


def test_preview_is_the_sheet_itself_in_the_chosen_colours():
    design = CertificateDesign(colour="#5b1a3a", border="frame", logo=make_image())
    svg = base64.b64decode(sample_sheet(design, language="nb").split(",")[1]).decode()

    assert "#5b1a3a" in svg
    assert "#12403c" not in svg


@pytest.mark.parametrize("who", ["learner"])
def test_others_do_not_come_near_it(client, who):
    client.force_login(make_user(who))

    assert client.get(ADD).status_code in (302, 403)
