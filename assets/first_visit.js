/* The strip for a first visit is put away for good; assets/theme.js shows it before anything is painted. */
(function () {
  "use strict";

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-first-visit-over]")) return;
    try {
      window.localStorage.setItem("outcomes-been-here", "1");
    } catch {
      /* the browser keeps nothing: the strip is back with the next page */
    }
    delete document.documentElement.dataset.firstVisit;
    document.getElementById("main")?.focus({ preventScroll: true });
  });

  /* While a screen is fetched, readers are told so: a quiet line at the top, and aria-busy for whoever does not see it. */
  new MutationObserver(() => {
    const loading = "loading" in document.documentElement.dataset;
    document.getElementById("screen")?.setAttribute("aria-busy", String(loading));
  }).observe(document.documentElement, { attributeFilter: ["data-loading"] });
})();
