"""What a screen is about (plan, place, date, comparator), and the addresses of the same screen about something else.

Each choice is a link, so that it works before any script and can be opened beside; the rest of the address stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.answers.place_kinds import Place
from dashboard.answers.plan_page import PlanPage
from dashboard.components.addresses import address, place_address
from etl.plans import Plan


@dataclass(frozen=True, slots=True)
class Option:
    """Something else that the screen can be about: its words, the address, whether it is what is shown."""

    words: str
    address: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """One thing that a screen is about. Without ``options`` it can only be read; ``more`` (words, address) leads to
    what the list does not hold."""

    label: str
    value: str
    options: tuple[Option, ...] = ()
    more: tuple[str, str] | None = None


def chooser(
    label: str,
    name: str,
    choices: Iterable[tuple[str, str]],
    chosen: str,
    *,
    path: str,
    query: Mapping[str, str],
    without: Iterable[str] = (),
    more: tuple[str, str] | None = None,
) -> Scope:
    """A choice among the values (with their words) of the parameter ``name``; of the address all else is kept, but for
    the parameters ``without``, which mean nothing beside another value. A single value is only said."""
    pairs = list(choices)
    value = next((words for key, words in pairs if key == chosen), chosen)
    if len(pairs) < 2:
        return Scope(label, value, more=None)
    kept = {key: held for key, held in query.items() if key != name and key not in set(without)}
    options = tuple(Option(words, address(path, **kept, **{name: key}), key == chosen) for key, words in pairs)
    return Scope(label, value, options, more)


ANOTHER_PLACE = ("Find another place", "/places")


def plan_choice(plans: Mapping[str, Plan], chosen: str, *, screen: str = "") -> Scope:
    """Which plan; another one opens on the same ``screen`` of it (its path below the plan's own)."""
    options = tuple(
        Option(plan.title, address(f"/plan/{name}{screen}"), name == chosen) for name, plan in plans.items()
    )
    return Scope("Plan", plans[chosen].title, options if len(options) > 1 else ())


def of_plan(
    page: PlanPage,
    plans: Mapping[str, Plan],
    query: Mapping[str, str],
    *,
    screen: str,
    met: Sequence[tuple[date, str]],
    same: bool = True,
) -> tuple[Scope, ...]:
    """What a screen of a plan is about; ``met`` are the days on which its board met. Where another plan has no such
    screen (``same`` is false), it opens on its first."""
    path = f"/plan/{page.name}{screen}"
    days = {"": "today", **{f"{day:%Y-%m-%d}": f"{day:%-d %B %Y}, {title}" for day, title in met}}
    judged = chooser("Judged as of", "as_of", days.items(), query.get("as_of", ""), path=path, query=query)
    return (
        plan_choice(plans, page.name, screen=screen if same else ""),
        chooser("Place", "place", page.places, page.place_id, path=path, query=query, more=ANOTHER_PLACE),
        replace(judged, value=f"{page.answer.as_of:%-d %B %Y}"),
        Scope("Compared with", "whom each target names"),
    )


def of_figures(
    place: Place,
    around: Iterable[tuple[str, str]],
    *,
    path: str | None,
    period: str,
    against: Sequence[tuple[str, str]],
    chosen: str,
    query: Mapping[str, str],
) -> tuple[Scope, ...]:
    """What figures of a place are about. ``around`` are places (id, name) that it lies in; with a ``path`` they are
    chosen by ``?place=`` on the same screen, without one each has its own."""
    pairs = [(place.place_id, place.name), *(each for each in around if each[0] != place.place_id)]
    kept = {name: value for name, value in query.items() if name == "against"}
    options = tuple(
        Option(name, address(path, place=each, **kept) if path else place_address(each, **kept), each == place.place_id)
        for each, name in pairs
    )
    own = path or place_address(place.place_id)
    here = {**query, "place": place.place_id} if path else query
    return (
        Scope("Place", place.name, options if len(options) > 1 else (), ANOTHER_PLACE),
        Scope("Period", period),
        chooser("Compared with", "against", against, chosen, path=own, query=here),
    )
