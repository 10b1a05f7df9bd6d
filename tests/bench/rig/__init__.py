"""What the measurements share: data of any size, servers, a browser, and the table of what was promised."""
