"""From an extract as received to a published snapshot. Imports nothing of ``dashboard``."""
