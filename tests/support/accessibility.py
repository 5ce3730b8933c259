"""What axe finds wrong on a page."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[1] / "browser" / "node_modules" / "axe-core" / "axe.min.js"


def axe(page: Page) -> list[str]:
    """The violations of a page, each as "impact rule: element: why", to compare with []."""
    # Evaluated, not added as a script element: pages allow none but their own.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result: dict[str, list[dict[str, Any]]] = page.evaluate("axe.run()")
    return [
        f"{rule['impact']} {rule['id']}: {node['html']}: {node['failureSummary']}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]
