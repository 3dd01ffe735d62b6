"""What the tests of the public site do in a browser: open windows, walk by keyboard, ask axe."""

from collections.abc import Callable, Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

OpenContext = Callable[..., BrowserContext]
WIDE = {"width": 1360, "height": 900}
NARROW = {"width": 320, "height": 640}
# 1360 pixels at 200 %: what a browser's zoom leaves to the page.
ZOOMED = {"width": 680, "height": 450}

# Rules of WCAG 2.2 that axe leaves off until asked.
RULES = {"rules": {"target-size": {"enabled": True}}}


def problems_of(page: Page) -> list[str]:
    """What axe finds wrong in the page, each with the element."""
    violations = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']}: {node['html'][:120]}" for v in violations for node in v["nodes"]]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def tab_until(page: Page, selector: str) -> None:
    """Press Tab until an element has the focus, as somebody without a mouse does.

    Raises:
        AssertionError: it cannot be reached.
    """
    for _step in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement?.matches(selector) ?? false", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard on {page.url}")


def tab_through(page: Page) -> Iterator[dict[str, Any]]:
    """Every element that takes the focus, in order, and what is seen of it, until the browser has the focus back."""
    for _step in range(400):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            return
        yield focused
    raise AssertionError(f"{page.url} does not give the focus back")


FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const marked = (one, pseudo) => {
    const style = getComputedStyle(one, pseudo);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const around = element.closest("label") ?? element;
  const box = around.getBoundingClientRect();
  // A link over a whole card is marked around the card; a radio button, around its label.
  const seen = [element, around].some((one) => [null, "::after"].some((pseudo) => marked(one, pseudo)));
  const points = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]]
    .map(([x, y]) => [box.left + box.width * x, box.top + box.height * y]);
  const rects = [...element.getClientRects()].map((r) => [r.left + r.width / 2, r.top + r.height / 2]);
  const uncovered = [...points, ...rects].some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (around.contains(top) || top.contains(element));
  });
  return { html: element.outerHTML.slice(0, 120), seen, uncovered };
}"""
