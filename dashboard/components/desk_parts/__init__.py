"""The parts of the data desk, one module each."""
