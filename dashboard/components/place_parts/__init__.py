"""The parts of a place's screen, one module each."""
