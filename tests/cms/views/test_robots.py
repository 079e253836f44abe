from urllib.robotparser import RobotFileParser

import pytest


@pytest.fixture
def robots(client):
    parser = RobotFileParser()
    parser.parse(client.get("/robots.txt").content.decode().splitlines())
    return parser


@pytest.mark.parametrize("path", ["/me/", "/admin/pages/", "/learn/kurs/", "/verify/7K4M-QWX2-9PTB-H/"])
def test_what_is_about_one_person_is_left_alone(robots, path):
    assert not robots.can_fetch("Bot", path)


def test_pages_may_be_found(robots):
    assert robots.can_fetch("Bot", "/nb/kurs/")
    assert robots.site_maps() == ["http://testserver/sitemap.xml"]
