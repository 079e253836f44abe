"""Take the README's pictures anew from a running `make demo`: .venv/bin/python bin/take_pictures.py [address]"""

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
sys.path.insert(0, str(ROOT))

from cms.demo.people import DEMO_PASSWORD, LEARNER  # noqa: E402  found from the line above

COURSE = "/learn/beredskapsplikten-pa-en-dag/"
WIDTH = 1280


def main() -> None:
    address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(base_url=address, locale="nb-NO", viewport={"width": WIDTH, "height": 860})
        page.goto("/nb/")
        keep(page, "front-page", height=1380)
        page.goto(f"/accounts/login/?next={COURSE}")
        page.locator("[name=login]").fill(LEARNER.email)
        page.locator("[name=password]").fill(DEMO_PASSWORD)
        page.locator("[name=password]").press("Enter")
        page.wait_for_url(f"**{COURSE}")
        page.goto(COURSE)  # once more, without the greeting
        keep(page, "course", height=1120)
        browser.close()


def keep(page: Page, name: str, *, height: int) -> None:
    """From the top of the page, packed as tightly as PNG allows."""
    page.set_viewport_size({"width": WIDTH, "height": height})
    page.wait_for_load_state("networkidle")
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    PICTURES.mkdir(parents=True, exist_ok=True)
    picture.save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
