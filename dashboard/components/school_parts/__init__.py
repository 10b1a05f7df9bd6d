"""The parts of a school's screen, one module each."""
