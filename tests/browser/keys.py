"""A reader with a keyboard and no mouse: moves, follows, chooses, types, and counts what it took."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Locator

from tests.browser.visits import Visit

MOST_TABS = 150
"""More stops than any way here has: past that, something cannot be reached."""
AT = "target => target === document.activeElement"
SEEN = """
() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== 'none' || style.boxShadow !== 'none';
}
"""


@dataclass
class Keys:
    """``steps`` are the acts that bring a reader on (a link followed, a choice made, a form sent): the clicks of
    somebody with a mouse. ``presses`` are all keys, those to get there included."""

    visit: Visit
    presses: int = 0
    steps: list[str] = field(default_factory=list)

    def press(self, key: str) -> None:
        self.visit.page.keyboard.press(key)
        self.presses += 1

    def past_the_navigation(self) -> None:
        """The first stop of every screen leads to its content."""
        self.press("Tab")
        assert self.visit.page.evaluate("() => document.activeElement.getAttribute('href')") == "#main"
        self.press("Enter")

    def reach(self, target: Locator) -> None:
        """Move on with the tab key until the focus is there, and is seen."""
        for _ in range(MOST_TABS):
            if target.evaluate(AT):
                assert self.visit.page.evaluate(SEEN), f"the focus on {target} cannot be seen"
                return
            self.press("Tab")
        raise AssertionError(f"{target} is not reached within {MOST_TABS} stops of the tab key")

    def follow(self, link: Locator, name: str) -> None:
        """One step: go to a link or a button, and on from there to wherever it leads."""
        self.reach(link)
        self.steps.append(name)
        self.press("Enter")

    def enter(self, box: Locator, words: str, name: str) -> None:
        """One step: write into a box and send it."""
        self.reach(box)
        self.visit.page.keyboard.type(words)
        self.presses += len(words)
        self.steps.append(name)
        self.press("Enter")

    def told(self, who: str, task: str) -> str:
        """The line of the table that ``pytest -s`` prints."""
        return f"{who:<16}  {task:<64}  {len(self.steps)} steps, {self.presses:>3} keys   {' > '.join(self.steps)}"
