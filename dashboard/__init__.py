"""From a published snapshot to the screen, the command line and the exports."""
