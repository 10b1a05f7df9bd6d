"""Releases fetched from the department's public statistics API, and loaded like any other file.

The API is that of Explore education statistics, version 1, as its reference documents it
(https://api.education.gov.uk/statistics/docs/reference-v1/).
"""

from __future__ import annotations

from etl.doors.pull.api import Api, PullError
from etl.doors.pull.following import Followed, following, wanted
from etl.doors.pull.story import PullReport, Source, pull

__all__ = ["Api", "Followed", "PullError", "PullReport", "Source", "following", "pull", "wanted"]
