/* All the script of our own: raw markup as a component, links and forms without a page load, focus after a move.
   With no script at all, links and forms still work: every view has its own address. */
(function () {
  "use strict";

  const INTERACTIVE = "a, button, input, select, textarea, summary";

  /* Markup that the server drew (SVG): the server escapes every word that it puts into it. */
  window.outcomes_board = {
    Svg: function Svg({ id, className, markup }) {
      return window.React.createElement("span", { id, className, dangerouslySetInnerHTML: { __html: markup } });
    },
  };

  function go(address) {
    window.history.pushState({}, "", address);
    window.dispatchEvent(new PopStateEvent("popstate"));
  }

  window.outcomes_board.go = (address) => {
    arriving = true;
    go(address);
  };

  function addressOf(form) {
    const given = [...new FormData(form)].filter(([, value]) => value !== "");
    const query = new URLSearchParams(given).toString();
    return new URL(form.action).pathname + (query ? "?" + query : "");
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (link.origin !== window.location.origin || link.target || link.hasAttribute("download")) return;
    if (link.pathname.startsWith("/assets/") || link.pathname.startsWith("/download/")) return;
    if (link.pathname + link.search === window.location.pathname + window.location.search && link.hash) return;
    event.preventDefault();
    arriving = true;
    go(link.href);
  });

  document.addEventListener("submit", (event) => {
    if (event.target.method !== "get" || event.submitter?.formMethod === "post") return;
    event.preventDefault();
    go(addressOf(event.target));
  });

  document.addEventListener("change", (event) => {
    const form = event.target.matches("select, input[type=checkbox]") && event.target.form;
    if (form && form.method === "get") go(addressOf(form));
  });

  /* A link that was followed puts the reader at the top of the new screen (or at its anchor); a filter leaves them
     where they are. */
  let arriving = false;
  new MutationObserver(() => {
    const main = arriving && document.getElementById("main");
    if (!main || main.dataset.address === document.body.dataset.address) return;
    if (main.dataset.address !== window.location.pathname + window.location.search) return;
    arriving = false;
    document.body.dataset.address = main.dataset.address;
    const target = window.location.hash && document.getElementById(window.location.hash.slice(1));
    if (target) target.scrollIntoView();
    else {
      window.scrollTo(0, 0);
      main.focus({ preventScroll: true });
    }
  }).observe(document.documentElement, { subtree: true, childList: true, attributeFilter: ["data-address"] });

  /* A table that scrolls sideways can be scrolled from the keyboard only while it does scroll. */
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else if (!target.matches(INTERACTIVE)) target.removeAttribute("tabindex");
    }
  });
  new MutationObserver(() => document.querySelectorAll(".scroll").forEach((box) => sizes.observe(box))).observe(
    document.documentElement,
    { subtree: true, childList: true },
  );
})();
