"""Which dataset a table is, and how a layout that nobody knows yet is described."""
