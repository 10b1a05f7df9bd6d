"""The commands of ``outcomes``, by what they are for; ``dashboard/cli.py`` lists them."""
