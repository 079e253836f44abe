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
COLOURS = 192  # few enough to keep a picture below 250 kB, enough to keep letters smooth


def main() -> None:
    address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(base_url=address, locale="nb-NO", viewport={"width": 1280, "height": 860})
        page.goto("/nb/")
        keep(page, "front-page")
        page.goto(f"/accounts/login/?next={COURSE}")
        page.locator("[name=login]").fill(LEARNER.email)
        page.locator("[name=password]").fill(DEMO_PASSWORD)
        page.locator("main button[type=submit]").click()
        page.goto(COURSE)  # once more, without the greeting
        keep(page, "course")
        browser.close()


def keep(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    PICTURES.mkdir(parents=True, exist_ok=True)
    picture.quantize(COLOURS).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
