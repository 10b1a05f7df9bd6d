"""The sheet that a school or partnership fills in for an indicator that nobody publishes."""

from __future__ import annotations

import csv
import io

from etl.catalogue import Indicator

COLUMNS = (
    *("indicator_id", "time_period", "geographic_level", "region_code", "la_code", "urn", "cluster_id", "group"),
    *("numerator", "denominator", "value", "time_identifier", "phase", "coverage", "release"),
)
"""Every column of the local layout; those after ``value`` may be left out."""


def template(indicator: Indicator) -> str:
    """The sheet as CSV text: the columns, and a first row with what is the same for every return of the indicator.

    The row leaves open who (level and code), when and how much; a file loaded with it as it stands has that row
    rejected, with a finding that names the missing cells. The indicator's ``numerator`` and ``denominator`` in the
    catalogue say what to count.
    """
    text = io.StringIO()
    sheet = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    sheet.writeheader()
    sheet.writerow(
        {
            "indicator_id": indicator.id,
            "group": "all",
            "time_identifier": indicator.time_identifier.replace("_", " ").capitalize(),
            "phase": "total",
            "coverage": "state_funded",
            "release": "final",
        }
    )
    return text.getvalue()
