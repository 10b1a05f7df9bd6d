"""The pack as a PowerPoint file: native text, tables and charts that can be edited."""
