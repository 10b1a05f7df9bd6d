"""The pack and the briefings on paper: tagged PDF (PDF/UA-1) set by typst, with the screen's own drawings."""
