"""The Dash application around the screens: which address shows what, the shell, and what every answer carries."""
