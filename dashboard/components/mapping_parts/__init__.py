"""The parts of the form that describes a new layout, one module each."""
