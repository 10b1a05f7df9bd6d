"""Files made of what is on a screen: tables as CSV and XLSX, charts as SVG and PNG, the words about them in each.

A file is made from the component tree of the screen itself (``Routes.view``), never from a second question to the
store. So scope, filters, the snapshot and what is withheld are exactly the screen's, on every screen at once.
"""
