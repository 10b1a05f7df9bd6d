"""The parts of the screen on which somebody decides about uploaded files, one module each."""
