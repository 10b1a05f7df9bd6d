"""The parts of a briefing: its charts, and the table of schools."""
