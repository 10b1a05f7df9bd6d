/* Links and forms without a page load, focus after a move, charts that say their numbers.
   With no script at all, links and forms still work: every view has its own address, and its page is what is fetched. */
(function () {
  "use strict";

  const INTERACTIVE = "a, button, input, select, textarea, summary";
  const FILE = /\.(pdf|pptx|csv|xlsx|json|yaml|svg|png)$/; /* what is no screen */
  const PATIENCE = 15000; /* milliseconds, after which an address is simply loaded */
  const root = document.documentElement;
  let asked = null; /* the question whose answer is awaited, or was the last to come */
  let typed = new Set(); /* fields that were written into, and are not sent yet */
  let giveUp;

  const here = () => window.location.pathname + window.location.search;

  /* Fetch the page of where the reader is, and show the screen in it. `arriving` is whether a link led here, `top` how
     far down the reader had come when they left it. */
  function ask({ arriving = false, top } = {}) {
    const question = { address: here(), arriving, top };
    asked = question;
    root.dataset.loading = "";
    clearTimeout(giveUp);
    const load = () => window.location.assign(here() + window.location.hash);
    giveUp = setTimeout(load, PATIENCE);
    fetchPage(question).catch(() => {
      if (question === asked) load(); /* one that was overtaken matters to nobody */
    });
  }

  async function fetchPage(question) {
    const answer = await fetch(question.address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    put(question, { title: page.title, content: page.getElementById("screen").childNodes });
  }

  function go(target, arriving = false) {
    const address = new URL(target, window.location.href);
    if (address.href === window.location.href) {
      if ("loading" in root.dataset) return; /* pressed twice: it is on its way */
    } else {
      window.history.replaceState({ ...window.history.state, top: window.scrollY }, "");
      window.history.pushState({}, "", address);
    }
    forget(arriving);
    ask({ arriving });
  }

  /* Whoever moves on leaves behind what they wrote; a filter takes along what stands in another form, to be saved. */
  function forget(all) {
    for (const field of typed) if (all || field.form.method === "get") typed.delete(field);
  }

  window.outcomes_board = {
    go: (address) => go(address, true),
    /* The same screen, drawn anew: what it shows has moved on. */
    again() {
      if (!("loading" in root.dataset)) ask();
    },
    /* The screen was changed where it stands, and this address says so. Where another answer of the same screen is on its
       way, that one is to have the change too; another screen knows nothing of it. */
    changed(address) {
      const main = document.getElementById("main");
      if (main.dataset.address.split("?")[0] !== window.location.pathname) return;
      window.history.replaceState(window.history.state, "", address);
      if ("loading" in root.dataset) ask();
      else main.dataset.address = here();
    },
  };

  function put(question, screen) {
    if (question !== asked) return; /* an answer that was overtaken by another question */
    clearTimeout(giveUp);
    delete root.dataset.loading;
    const focused = document.activeElement;
    const again = !question.arriving && focused?.name ? [...nameOf(focused), focused.value] : null;
    const moved = question.arriving || question.top !== undefined;
    const written = [...typed].filter((field) => field.isConnected && !(moved && field.closest("main")));
    typed = new Set();
    document.getElementById("screen").replaceChildren(...screen.content);
    document.title = screen.title;
    document.getElementById("announced").textContent = screen.title;
    tip.hidden = true;
    if (question.arriving) arrive();
    else if ((question.top ?? null) !== null) window.scrollTo({ top: question.top, behavior: "instant" });
    if (again) refocus(...again);
    document.dispatchEvent(new CustomEvent("screen"));
    for (const field of written) keep(field, field === focused);
  }

  /* What somebody wrote while the answer was on its way stands on the new screen too, if that has the same field. */
  function keep(old, focused) {
    const [field] = fieldsOf(...nameOf(old));
    if (!field || field.type !== old.type) return;
    if (focused) field.focus({ preventScroll: true });
    field.value = old.value;
    if (focused && old.selectionStart !== null) field.setSelectionRange(old.selectionStart, old.selectionEnd);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /* A link that was followed puts the reader at the top of the new screen (or at its anchor); a filter leaves them where
     they are, with the focus on what they chose. */
  function arrive() {
    const target = window.location.hash && document.getElementById(window.location.hash.slice(1));
    if (target) return target.scrollIntoView();
    window.scrollTo(0, 0);
    document.getElementById("main").focus({ preventScroll: true });
  }

  const nameOf = (field) => [field.form?.getAttribute("aria-label") ?? null, field.name];

  const fieldsOf = (label, name) =>
    [...document.querySelectorAll(`[name="${CSS.escape(name)}"]`)].filter(
      (field) => (field.form?.getAttribute("aria-label") ?? null) === label,
    );

  function refocus(label, name, value) {
    const fields = fieldsOf(label, name);
    (fields.find((field) => field.value === value) ?? fields[0])?.focus({ preventScroll: true });
  }

  const WRITTEN = "input[type=search], input[type=text], input[type=number], input[type=date], textarea";
  document.addEventListener("input", (event) => {
    if (event.target.name && event.target.form && event.target.matches(WRITTEN)) typed.add(event.target);
  });

  /* A step to another place in the same screen leaves it as it is, unless another was on its way to replace it. */
  window.addEventListener("popstate", (event) => {
    if (document.getElementById("main")?.dataset.address === here() && !("loading" in root.dataset)) return;
    forget(true);
    ask({ top: event.state?.top ?? null });
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
    go(link.href, true);
  });

  /* What is to be written down is sent once, however often the button is pressed. */
  let sent = new WeakMap();
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || (event.submitter?.formMethod || event.target.method) !== "post") return;
    if (event.timeStamp - sent.get(event.target) < PATIENCE) event.preventDefault();
    else sent.set(event.target, event.timeStamp);
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    sent = new WeakMap(); /* kept by the browser as it was left: something sent, or half fetched */
    if ("loading" in root.dataset) ask();
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
