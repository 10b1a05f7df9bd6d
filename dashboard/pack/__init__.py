"""What a board takes into its meeting: the pack as slides and as paper, and one-page briefings."""
