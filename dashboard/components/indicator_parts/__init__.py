"""The parts of an indicator's screen, one module each."""
