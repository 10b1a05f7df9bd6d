/* Links and forms without a page load, focus after a move, charts that say their numbers.
   With no script at all, links and forms still work: every view has its own address, and its page is what is fetched. */
(function () {
  "use strict";

  const INTERACTIVE = "a, button, input, select, textarea, summary";
  const FILE = /\.(pdf|pptx|csv|xlsx|json|yaml|svg|png)$/; /* what is no screen */
  const PATIENCE = 15000; /* milliseconds, after which an address is simply loaded */
  const root = document.documentElement;
  let wanted = null;
  let arriving = false;
  let giveUp;

  const here = () => window.location.pathname + window.location.search;

  /* Fetch the page of an address, and show the screen in it. */
  function ask(address) {
    wanted = address;
    root.dataset.loading = "";
    clearTimeout(giveUp);
    giveUp = setTimeout(() => window.location.assign(address), PATIENCE);
    fetchPage(address).catch(() => {
      if (address === wanted) window.location.assign(address); /* one that was overtaken matters to nobody */
    });
  }

  async function fetchPage(address) {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    put({ address, title: page.title, content: page.getElementById("screen").childNodes });
  }

  function go(target) {
    window.history.pushState({}, "", new URL(target, window.location.href));
    ask(here());
  }

  window.outcomes_board = {
    go(address) {
      arriving = true;
      go(address);
    },
    /* The same screen, drawn anew: what it shows has moved on. */
    again() {
      if (!("loading" in root.dataset)) ask(here());
    },
  };

  function put(screen) {
    if (screen.address !== wanted) return; /* an answer that was overtaken by another question */
    clearTimeout(giveUp);
    delete root.dataset.loading;
    const focused = document.activeElement;
    const again = !arriving && focused?.name ? [focused.form?.getAttribute("aria-label"), focused.name, focused.value] : null;
    document.getElementById("screen").replaceChildren(...screen.content);
    document.title = screen.title;
    document.getElementById("announced").textContent = screen.title;
    if (arriving) arrive();
    else if (again) refocus(...again);
    document.dispatchEvent(new CustomEvent("screen"));
  }

  /* A link that was followed puts the reader at the top of the new screen (or at its anchor); a filter leaves them where
     they are, with the focus on what they chose. */
  function arrive() {
    arriving = false;
    const target = window.location.hash && document.getElementById(window.location.hash.slice(1));
    if (target) return target.scrollIntoView();
    window.scrollTo(0, 0);
    document.getElementById("main").focus({ preventScroll: true });
  }

  function refocus(label, name, value) {
    const fields = [...document.querySelectorAll(`[name="${CSS.escape(name)}"]`)].filter(
      (field) => (field.form?.getAttribute("aria-label") ?? null) === (label ?? null),
    );
    (fields.find((field) => field.value === value) ?? fields[0])?.focus({ preventScroll: true });
  }

  window.addEventListener("popstate", () => {
    if (window.location.hash && document.getElementById("main")?.dataset.address === here()) return;
    ask(here());
  });

  function addressOf(form) {
    const given = [...new FormData(form)].filter(([, value]) => value !== "");
    const query = new URLSearchParams(given).toString();
    return new URL(form.action).pathname + (query ? "?" + query : "");
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (link.origin !== window.location.origin || link.target || link.hasAttribute("download")) return;
    if (/^\/(assets|download|api\/v)/.test(link.pathname) || FILE.test(link.pathname)) return;
    if (link.pathname + link.search === here() && link.hash) return;
    event.preventDefault();
    arriving = true;
    go(link.href);
  });

  document.addEventListener("submit", (event) => {
    if (event.target.method !== "get" || event.submitter?.formMethod === "post") return;
    if (/^\/(download|api\/v)/.test(new URL(event.target.action).pathname)) return;
    event.preventDefault();
    go(addressOf(event.target));
  });

  document.addEventListener("change", (event) => {
    const form = event.target.matches("select, input[type=checkbox]") && event.target.form;
    if (form && form.method === "get") go(addressOf(form));
  });

  /* What a chart says of the period that is pointed at. */
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  document.addEventListener("pointermove", (event) => {
    const told = event.target.closest?.("[data-tip]");
    tip.hidden = !told;
    if (!told) return;
    if (!tip.isConnected) document.body.append(tip);
    if (tip.textContent !== told.dataset.tip) tip.textContent = told.dataset.tip;
    const left = Math.min(event.clientX + 14, window.innerWidth - tip.offsetWidth - 8);
    tip.style.transform = `translate(${Math.max(8, left)}px, ${Math.max(8, event.clientY - tip.offsetHeight - 12)}px)`;
  });

  /* A table that scrolls sideways can be scrolled from the keyboard only while it does scroll. */
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else if (!target.matches(INTERACTIVE)) target.removeAttribute("tabindex");
    }
  });
  const watch = () => document.querySelectorAll(".scroll").forEach((box) => sizes.observe(box));
  document.addEventListener("screen", watch);
  watch();
  document.addEventListener("DOMContentLoaded", () => (root.dataset.ready = "")); /* every script has run by then */
})();
