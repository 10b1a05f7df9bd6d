"""The ways in which files come by themselves: a watched folder, and the department's statistics API."""
