"""From the bytes of what was received to tables of strings; nothing here knows what a table is about."""
