/* Light, dark, or as the device: what this reader chose, kept in this browser. It stands in the head of every page and
   runs before anything is painted, so that a dark screen never flashes white. */
(function () {
  "use strict";

  const KEY = "outcomes-theme";
  const CHOICE = "select[data-theme-choice]";
  const root = document.documentElement;

  /* A browser may refuse to keep anything: then the device decides, every time anew. */
  function kept() {
    try {
      return window.localStorage.getItem(KEY) || "";
    } catch {
      return "";
    }
  }

  function keep(theme) {
    try {
      if (theme) window.localStorage.setItem(KEY, theme);
      else window.localStorage.removeItem(KEY);
    } catch {
      /* the choice holds for this page */
    }
  }

  /* Whoever is here for the first time is told three things (assets/first_visit.js puts them away). */
  try {
    if (!window.localStorage.getItem("outcomes-been-here")) root.dataset.firstVisit = "";
  } catch {
    /* a browser that keeps nothing would be told again with every page */
  }

  function show(theme) {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  /* The screen is drawn for everybody alike: its choice is set to this reader's once it is there. */
  function mark() {
    const choice = document.querySelector(CHOICE);
    const held = root.dataset.theme || "";
    if (choice && choice.value !== held) choice.value = held;
  }

  show(kept());
  document.addEventListener("change", (event) => {
    if (!event.target.matches(CHOICE)) return;
    keep(event.target.value);
    show(event.target.value);
  });
  window.addEventListener("storage", (event) => {
    if (event.key !== KEY && event.key !== null) return;
    show(kept());
    mark();
  });
  new MutationObserver(mark).observe(root, { subtree: true, childList: true });
})();
