"""Pure functions: a frame or a series in, a frame or a dataclass out. No SQL, no Dash, no Plotly, no files."""
