"""From a staged table of strings to claims: long rows, one a number, keyed as the fact table is.

Everything that touches every row is SQL compiled from the dataset and the indicators' sources. Python only looks at
the distinct words of a column (a few hundred periods, groups, places) and writes them down in small maps, which the
SQL joins.
"""
