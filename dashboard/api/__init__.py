"""The read-only API at ``/api/v1``: the figures, verdicts and actions of the screens, for programs.

A resource (:mod:`dashboard.api.resource`) is an address, the model of its parameters, the model of its document and one
function that asks ``dashboard/answers``. Everything around it (formats, pages, caching, problems, the OpenAPI document,
the screen that explains it) is done once for all of them.
"""

from dashboard.api.door import register as register
