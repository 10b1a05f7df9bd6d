"""What a machine can see of a screen: axe's violations, its landmarks, its focus, and whether it fits."""

from __future__ import annotations

from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.visits import Visit

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""Target size (2.5.8) is among them: 24 pixels, or as much room around."""
OF_COLOUR = ["color-contrast", "link-in-text-block"]
"""The rules whose answer depends on the colours: all that the other theme can change. They take axe longest."""

OPEN_ALL = "() => document.querySelectorAll('main details').forEach(each => { each.open = true; })"

SAID = """
found => found.violations.map(each =>
  `${each.id} (${each.impact}): ${each.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | ')}`)
"""
RUN = f"""
([tags, apart]) => axe.run(document, {{
  runOnly: {{ type: 'tag', values: tags }},
  rules: Object.fromEntries(apart.map(rule => [rule, {{ enabled: false }}])),
  resultTypes: ['violations'],
}}).then({SAID})
"""
OF_EACH_LOOK = f"""
rules => {{
  const behind = new Map();
  const look = each => {{
    if (!behind.has(each)) {{
      const {{ backgroundColor, backgroundImage, opacity }} = getComputedStyle(each);
      const own = [each.tagName, each.getAttribute('class'), backgroundColor, backgroundImage, opacity].join(' ');
      behind.set(each, each.parentElement ? `${{look(each.parentElement)}} > ${{own}}` : own);
    }}
    return behind.get(each);
  }};
  const one = new Map();
  for (const each of document.body.querySelectorAll('*')) {{
    const says = [...each.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!(says || each.matches('input, select, textarea')) || !each.checkVisibility()) continue;
    const {{ color, fill, fontSize, fontWeight }} = getComputedStyle(each);
    const key = [look(each), color, fill, fontSize, fontWeight].join(' ');
    if (!one.has(key)) one.set(key, each);
  }}
  const asked = {{ runOnly: {{ type: 'rule', values: rules }}, resultTypes: ['violations'] }};
  return axe.run({{ include: [...one.values()] }}, asked).then({SAID});
}}
"""
"""Of words that stand in the same elements, of the same classes, in the same colours as drawn, one is looked at: axe
takes two milliseconds for each, and says the same."""

REPEATS = """
() => {
  const kind = each => each.tagName + ' ' + (each.getAttribute('class') ?? '');
  const makeup = each => [kind(each), ...[...new Set([...each.querySelectorAll('*')].map(kind))].sort()].join();
  for (const parent of document.querySelectorAll('main :is(ul, ol, dl, tbody, section, .fold)')) {
    if (parent.closest('table.plan')) continue;
    const seen = {};
    for (const child of [...parent.children]) {
      const what = makeup(child);
      seen[what] = (seen[what] ?? 0) + 1;
      if (seen[what] > 3) child.remove();
    }
  }
}
"""
"""Leaves three of whatever is built alike (rows, items, definitions): axe says the same of the fourth and of the
hundredth, and looks at each for as long. The plan's table, whose cells span rows, stays whole."""

LANDMARKS = """
() => ({
  h1: document.querySelectorAll('h1').length,
  main: [...document.querySelectorAll('main')].map(each => each.id),
  header: document.querySelectorAll('header.mast').length,
  footer: document.querySelectorAll('footer').length,
  first: document.querySelector('a[href], button, input, select, summary, [tabindex]').getAttribute('href'),
  lang: document.documentElement.lang,
  unnamed: [...document.querySelectorAll('nav, #main :is(section, form, [role=region], [role=search])')]
    .filter(each => !each.getAttribute('aria-label') && !document.getElementById(each.getAttribute('aria-labelledby')))
    .map(each => each.outerHTML.slice(0, 120)),
})
"""

STOPS = """
() => {
  const kinds = new Map();
  const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  for (const each of document.querySelectorAll(all)) {
    const kind = [each.tagName, each.className.baseVal ?? each.className, each.parentElement.className,
                  each.closest('[class]:not(a)')?.parentElement?.className].join('/');
    if (!kinds.has(kind) && each.checkVisibility({ visibilityProperty: true }) && !each.disabled) kinds.set(kind, each);
  }
  const unseen = [];
  for (const each of kinds.values()) {
    each.focus({ preventScroll: true, focusVisible: true });
    if (document.activeElement !== each) { unseen.push('not focusable: ' + each.outerHTML.slice(0, 120)); continue; }
    const drawn = each instanceof SVGElement && each.querySelector('circle, path');
    if (drawn && parseFloat(getComputedStyle(drawn).strokeWidth) >= 3) continue;
    const style = getComputedStyle(each);
    const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && style.boxShadow !== 'none';
    if (!seen) unseen.push(each.outerHTML.slice(0, 120));
  }
  document.activeElement.blur();
  return [kinds.size, unseen];
}
"""

TOO_WIDE = """
() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const held = each => each && (getComputedStyle(each).overflowX !== 'visible' || held(each.parentElement));
  return [...document.querySelectorAll('body *')]
    .filter(each => each.getBoundingClientRect().right > room + 1 && !held(each.parentElement))
    .slice(0, 5).map(each => `${Math.round(each.getBoundingClientRect().right)}: ${each.outerHTML.slice(0, 120)}`);
}
"""

CUT_OFF = """
() => [...document.querySelectorAll('main *')]
  .filter(each => ['hidden', 'clip'].includes(getComputedStyle(each).overflowY) && each.innerText?.trim())
  .filter(each => !each.closest('.vh, thead, select') && each.getBoundingClientRect().height > 2)
  .filter(each => each.scrollHeight > each.clientHeight + 1)
  .map(each => each.outerHTML.slice(0, 120))
"""

SPACING = """
* { letter-spacing: 0.12em !important; line-height: 1.5 !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
"""WCAG 1.4.12: what a reader may ask of the text without losing any of it."""


def violations(visit: Visit) -> list[str]:
    """What axe finds of the screen as it stands, a line a rule with the first elements that break it; the rules of
    colour in light and in dark."""
    page = visit.page
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(RUN, [RULES, OF_COLOUR])
    found += page.evaluate(OF_EACH_LOOK, OF_COLOUR)
    dark = page.evaluate("() => matchMedia('(prefers-color-scheme: dark)').matches")
    other: Literal["light", "dark"] = "light" if dark else "dark"
    page.emulate_media(color_scheme=other)
    found += [f"{other}: {each}" for each in page.evaluate(OF_EACH_LOOK, OF_COLOUR)]
    page.emulate_media(color_scheme="dark" if dark else "light")
    return found
