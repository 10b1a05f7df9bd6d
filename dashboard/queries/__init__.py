"""Selects on the tables of ``etl.schema``. Nothing here executes one: that is the store's."""
