"""Every resource of the API, in the order in which they are explained. A module a subject, a function an address."""

from typing import Any

from dashboard.api.resource import Resource
from dashboard.api.resources import actions, figures, indicators, places, plans, snapshots, verdicts

RESOURCES: tuple[Resource[Any], ...] = (
    *indicators.RESOURCES,
    *places.RESOURCES,
    *figures.RESOURCES,
    *plans.RESOURCES,
    *verdicts.RESOURCES,
    *actions.RESOURCES,
    *snapshots.RESOURCES,
)
