"""The same page as an ordinary Dash application, to measure against."""
