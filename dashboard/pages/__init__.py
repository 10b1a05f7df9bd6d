"""The screens, in the order of their addresses. A page is a module with ``PATH`` and ``view(board, query, **path)``."""

from dashboard.pages import home, plan, priority

PAGES = (home, plan, priority)
