"""Uploaded files are served apart from the site: whatever they say, they run nothing and lead nowhere."""

import os

import pytest

from cms.views.media import CHUNK, FILE_POLICY
from tests.factories.media import SVG, make_document
from tests.queries import count_queries

# What is not found says so on a page, whose menu and footer are read where no cache has them.
pytestmark = pytest.mark.django_db
CONTENT = bytes(range(100))


@pytest.fixture
def film(media_root):
    return put(media_root, "film.mp4", CONTENT)


def put(media_root, name, content=b"x"):
    path = media_root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return f"/media/{name}"


def whole(response):
    """The body, read to its end so that the file behind it is closed."""
    return response.getvalue() if hasattr(response, "getvalue") else b"".join(response.streaming_content)


def test_file_is_given_whole(client, film):
    response = client.get(film)

    assert (response.status_code, whole(response)) == (200, CONTENT)
    assert (response["Content-Type"], response["Content-Length"]) == ("video/mp4", "100")
    assert response["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    ("asked", "said", "part"),
    [
        ("bytes=0-0", "bytes 0-0/100", CONTENT[:1]),
        ("bytes=10-19", "bytes 10-19/100", CONTENT[10:20]),
        ("bytes=90-", "bytes 90-99/100", CONTENT[90:]),
        ("bytes=0-", "bytes 0-99/100", CONTENT),
        ("bytes=99-5000", "bytes 99-99/100", CONTENT[99:]),
        ("bytes=-10", "bytes 90-99/100", CONTENT[90:]),
        ("bytes=-500", "bytes 0-99/100", CONTENT),
    ],
)
def test_part_of_a_file_is_given(client, film, asked, said, part):
    response = client.get(film, headers={"range": asked})

    assert (response.status_code, response["Content-Range"], whole(response)) == (206, said, part)
    assert response["Content-Length"] == str(len(part))


def test_long_part_is_read_piece_by_piece(client, media_root):
    long = os.urandom(3 * CHUNK)

    response = client.get(put(media_root, "lang.mp4", long), headers={"range": "bytes=5-"})

    pieces = list(response.streaming_content)
    assert b"".join(pieces) == long[5:]
    assert max(map(len, pieces)) == CHUNK


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=5000-6000", "bytes=20-10", "bytes=-0"])
def test_part_that_is_not_there_is_refused(client, film, asked):
    response = client.get(film, headers={"range": asked})

    assert (response.status_code, response["Content-Range"], whole(response)) == (416, "bytes */100", b"")


@pytest.mark.parametrize(
    "asked", ["", "bytes=", "bytes=-", "bytes=a-b", "lines=1-2", "bytes=0-1,5-6", "bytes=" + "9" * 5000 + "-"]
)
def test_range_we_do_not_understand_gives_the_whole_file(client, film, asked):
    response = client.get(film, headers={"range": asked})

    assert (response.status_code, whole(response)) == (200, CONTENT)


def test_part_of_an_empty_file_is_refused(client, media_root):
    response = client.get(put(media_root, "tom.mp4", b""), headers={"range": "bytes=0-"})

    assert response.status_code == 416


@pytest.mark.parametrize("name", ["film.mp4", "kart.svg", "plan.pdf", "side.html", "film.vtt", "uten-ending"])
def test_file_may_run_and_load_nothing(client, media_root, name):
    response = client.get(put(media_root, name, SVG))

    assert response["Content-Security-Policy"] == FILE_POLICY
    assert "sandbox" in FILE_POLICY
    assert "default-src 'none'" in FILE_POLICY
    assert "script-src" not in FILE_POLICY
    assert (response["X-Content-Type-Options"], response["Cross-Origin-Resource-Policy"]) == ("nosniff", "same-origin")
    whole(response)


@pytest.mark.parametrize(
    ("name", "mime", "inline"),
    [
        ("kart.svg", "image/svg+xml", True),
        ("bilde.png", "image/png", True),
        ("film.webm", "video/webm", True),
        ("film.vtt", "text/vtt", True),
        ("plan.pdf", "application/pdf", True),
        ("side.html", "text/html", False),
        ("side.xhtml", "application/xhtml+xml", False),
        ("kode.js", "text/javascript", False),
        ("tall.csv", "text/csv", False),
        ("uten-ending", "application/octet-stream", False),
    ],
)
def test_only_pictures_films_and_pdf_are_shown_others_are_taken_along(client, media_root, name, mime, inline):
    response = client.get(put(media_root, name))

    assert response["Content-Type"].split(";")[0] == mime
    assert response.get("Content-Disposition", "inline").startswith("inline" if inline else "attachment")
    whole(response)


@pytest.mark.parametrize("name", ['a"b.txt', "ærlig å være.txt", "a;b=c.txt", "a\nb.txt", "a\r\nSet-Cookie: x=y.txt"])
def test_name_of_a_file_cannot_write_headers(client, media_root, name):
    put(media_root, name)

    response = client.get("/media/" + name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22"))

    assert response.status_code in {200, 404}
    assert not response.cookies
    assert "\n" not in response.get("Content-Disposition", "")
    whole(response)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "finnes-ikke.png",
        "mappe",
        "mappe/",
        "../hemmelig.txt",
        "mappe/../../hemmelig.txt",
        "..%2fhemmelig.txt",
        "%2e%2e/hemmelig.txt",
        "..\\hemmelig.txt",
        "/etc/passwd",
        "//etc/passwd",
        "film.mp4/x",
        "film.mp4%00.png",
        "%00",
        "a" * 300,
        "lenke.txt/../../hemmelig.txt",
        "~root/x",
    ],
)
def test_address_that_is_no_file_of_ours_is_not_found(client, film, media_root, path):
    (media_root / "mappe").mkdir()
    (media_root.parent / "hemmelig.txt").write_text("hemmelig")

    assert client.get(f"/media/{path}").status_code == 404


def test_private_files_have_no_address(client, media_root):
    private = media_root.parent / "private"
    private.mkdir()
    (private / "bevis.pdf").write_bytes(b"x")
    media_root.mkdir(exist_ok=True)

    assert client.get("/media/../private/bevis.pdf").status_code == 404
    assert client.get("/private/bevis.pdf").status_code == 404


def test_what_a_release_froze_may_be_kept_for_ever_and_nothing_else(client, media_root):
    frozen = client.get(put(media_root, f"frozen/ab/{'ab' * 32}.png"))
    other = client.get(put(media_root, "images/frozen.png"))

    assert frozen["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "immutable" not in other.get("Cache-Control", "")
    whole(frozen)
    whole(other)


def test_only_reading_is_allowed(client, film):
    assert client.post(film).status_code == 405
    assert client.delete(film).status_code == 405
    head = client.head(film)
    assert head.status_code == 200
    head.close()


def test_visitor_asks_the_database_nothing(client, film):
    with count_queries() as asked:
        whole(client.get(film))

    assert asked == []


@pytest.mark.django_db
def test_uploaded_document_is_served_by_wagtail_with_the_sites_policy(client):
    document = make_document("plan.pdf", b"%PDF-1.7")

    response = client.get(document.url, follow=True)

    assert (response.status_code, whole(response)) == (200, b"%PDF-1.7")
    assert "default-src" in response["Content-Security-Policy"]
