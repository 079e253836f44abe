"""What every page of the site must keep to, whoever meets it and wherever."""

import os
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, Response

from tests.database import ROOT

from .accessibility import findings

# Words that English pages cannot do without and no Norwegian page has.
ENGLISH = """
    about account already and answer answers are attempt attempts back cannot certificate certificates close completed
    contact course courses day description done download email enrol enrolled error forward have hello how it language
    lesson lessons main menu minutes missing module my name narrow news next not nothing number of open owned page
    password passed previous question questions read ready required save saved score search show sign skip the this try
    used valid was what when with write wrong yes you your
"""
# IT is what Norwegians call it too.
ENGLISH_WORD = re.compile(rf"\b(?!(?-i:IT)\b)({'|'.join(ENGLISH.split())})\b", re.IGNORECASE)
ADDRESS = re.compile(r"https?://\S+|\S+@\S+")

# Everything that is read out or shown, also in folded parts and in attributes; not what says it is in another language.
WORDS = """language => {
  const foreign = node => node.closest("[lang]").lang !== language || node.closest("script, style, code, pre, title");
  const found = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (!foreign(walker.currentNode.parentElement)) found.push(walker.currentNode.data);
  for (const node of document.querySelectorAll("[aria-label], [alt], [placeholder], [title]"))
    if (!foreign(node))
      found.push(...["aria-label", "alt", "placeholder", "title"].map(name => node.getAttribute(name) || ""));
  return found.map(text => text.replace(/\\\\s+/g, " ").trim()).filter(Boolean);
}"""


# A phone in the dark in every run, for that is where most goes wrong; the other three in the long watch.
LOOKS = [
    (320, "dark"),
    pytest.param(1280, "light", marks=pytest.mark.slow),
    pytest.param(320, "light", marks=pytest.mark.slow),
    pytest.param(1280, "dark", marks=pytest.mark.slow),
]


def meet(page: Page, name: str, *, language: str = "nb") -> None:
    """Look at a page with every eye: accessible, no wider than the window, all Norwegian. Keep a picture if asked."""
    page.wait_for_load_state()
    if os.environ.get("SAMVIRKE_PICTURES"):
        take_picture(page, name)
    spoken = page.locator("html").get_attribute("lang")
    assert spoken == language, f"{page.url} is in {spoken}"
    assert not scrolls_sideways(page), f"{page.url} scrolls sideways: {widest(page)}"
    for what, found in {"axe": findings(page), "English words": english_in(page, language)}.items():
        assert not found, f"{what}, {page.url}\n" + "\n".join(found)


def english_in(page: Page, language: str) -> list[str]:
    """The pieces of text with an English word in them; addresses are no text."""
    return [text for text in page.evaluate(WORDS, language) if ENGLISH_WORD.search(ADDRESS.sub("", text))]


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth"))


def widest(page: Page) -> str:
    """Which elements stick out, for whoever has to mend it."""
    script = """() => [...document.body.querySelectorAll("*")]
        .filter(node => node.getBoundingClientRect().right > window.innerWidth + 1)
        .slice(0, 5).map(node => node.tagName + "." + node.className).join(", ")"""
    return str(page.evaluate(script))


def take_picture(page: Page, name: str) -> None:
    folder = ROOT / "test-results" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    width = (page.viewport_size or {"width": 0})["width"]
    page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)


# --- While a page is open --------------------------------------------------------------------


def watch(page: Page, addresses: tuple[str, ...], complaints: list[str]) -> None:
    """Take down what goes wrong unseen: script errors, broken policies, missing files, requests that leave the site."""
    page.on("pageerror", lambda error: _unless_admin(page, complaints, f"script error: {error}"))
    page.on("console", lambda line: _hear(line, page, complaints))
    page.on("request", lambda asked: _see_request(asked, addresses, complaints))
    page.on("response", lambda answer: _see_response(answer, complaints))


def _unless_admin(page: Page, complaints: list[str], complaint: str) -> None:
    """Wagtail's own pages may have errors of their own."""
    if not urlsplit(page.url).path.startswith("/admin/"):
        complaints.append(f"{page.url}: {complaint}")


def _hear(line: ConsoleMessage, page: Page, complaints: list[str]) -> None:
    # A page that answers 404 or 422 is reported as a failed resource; `_see_response` knows better what may fail.
    if line.type == "error" and not line.text.startswith("Failed to load resource"):
        _unless_admin(page, complaints, line.text)


def _see_request(asked: Request, addresses: tuple[str, ...], complaints: list[str]) -> None:
    if not asked.url.startswith((*addresses, "data:", "blob:", "about:")):
        complaints.append(f"asked {asked.url}")


def _see_response(answer: Response, complaints: list[str]) -> None:
    is_page = answer.request.resource_type == "document"
    if answer.status >= (500 if is_page else 400):
        complaints.append(f"{answer.status} {answer.url}")
