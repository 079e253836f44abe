"""What axe-core finds on a page. Its file stands in vendor/ with its licence (MPL-2.0), used in tests only."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# What fades in is looked at as it will stay. What never ends, a spinner say, cannot be brought to its end.
COME_TO_REST = """async () => {
  for (let frame = 0; frame < 3; frame++) {
    await new Promise(requestAnimationFrame);
    document.getAnimations().forEach(one => { try { one.finish() } catch {} });
  }
}"""


def findings(page: Page) -> list[str]:
    """Run axe in the page; one line for each finding. Goes through the debugger, which no site policy forbids."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    page.evaluate(COME_TO_REST)
    result = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", TAGS)
    return [_line(violation, node) for violation in result["violations"] for node in violation["nodes"]]


def _line(violation: dict[str, Any], node: dict[str, Any]) -> str:
    target = " ".join(str(part) for part in node["target"])
    why = " ".join(node["failureSummary"].split())
    return f"- {violation['id']} ({violation['impact']}) at {target}: {why}"
