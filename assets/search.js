/* The search box while somebody types: what fits, as a list below it (the ARIA combobox pattern). Without script the
   box is a plain form that leads to /search. Listeners stand on the document, since the box is replaced with its screen. */
(function () {
  "use strict";

  const PAUSE = 90; /* milliseconds after a key: whoever types fast is asked for once */
  const KINDS = {
    plan: "Plan", priority: "Priority", measure: "Measure", indicator: "Indicator", place: "Place", school: "School",
    action: "Action", term: "Glossary", screen: "Screen",
  };
  const answers = new Map();
  let asking = null;
  let timer = 0;
  let active = -1;
  let awaited = null; /* the question whose answer has not come yet; the same words may be asked for twice */
  let early = { steps: 0, enter: false }; /* what was pressed meanwhile */

  const boxOf = (target) => (target instanceof Element ? target.closest("input[data-suggest]") : null);
  const listOf = (box) => box.form.querySelector("[role=listbox]");
  const options = (box) => [...(listOf(box)?.children || [])];

  function prepare(box) {
    if (box.getAttribute("role") === "combobox") return;
    const list = document.createElement("ul");
    list.id = "suggestions";
    list.hidden = true;
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    const said = document.createElement("p");
    said.className = "vh";
    said.setAttribute("role", "status");
    box.form.append(list, said);
    const given = { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" };
    for (const [name, value] of Object.entries(given)) box.setAttribute(name, value);
    ask(box, ""); /* makes the index ready before the first letter */
  }

  /* What the form carries along (place, snapshot) goes with the question and with every answer. */
  function carried(box) {
    const values = [...new FormData(box.form)].filter(([name, value]) => name !== "q" && value);
    return new URLSearchParams(values);
  }

  function withCarried(address, given) {
    const url = new URL(address, window.location.origin);
    for (const [name, value] of given) {
      if (name !== "place" && !url.searchParams.has(name)) url.searchParams.set(name, value);
    }
    return url.pathname + url.search + url.hash;
  }

  async function ask(box, words) {
    const given = carried(box);
    const query = new URLSearchParams(given);
    query.set("q", words);
    const address = box.dataset.suggest + "?" + query;
    asking?.abort();
    if (answers.has(address)) return answers.get(address);
    asking = new AbortController();
    try {
      const answer = await fetch(address, { signal: asking.signal });
      if (!answer.ok) return null; /* not kept: the next time it may be there */
      const { found } = await answer.json();
      found.forEach((each) => (each.address = withCarried(each.address, given)));
      if (answers.size > 200) answers.clear();
      answers.set(address, found);
      return found;
    } catch {
      return null; /* another letter came first, or the server is away: the form still leads to the results */
    }
  }

  function close(box) {
    const list = listOf(box);
    if (!list) return;
    list.hidden = true;
    list.replaceChildren();
    active = -1;
    awaited = null;
    early = { steps: 0, enter: false };
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function option(found, place) {
    const item = document.createElement("li");
    item.id = "suggestion-" + place;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.address = found.address;
    const name = document.createElement("span");
    name.className = "suggestion-name";
    for (const [text, hit] of found.name) {
      const piece = document.createElement(hit ? "mark" : "span");
      piece.textContent = text;
      name.append(piece);
    }
    const about = document.createElement("span");
    about.className = "sub";
    about.textContent = found.about || KINDS[found.kind];
    item.append(name, about);
    return item;
  }

  function show(box, found) {
    const list = listOf(box);
    active = -1;
    box.removeAttribute("aria-activedescendant");
    list.replaceChildren(...found.map(option));
    list.hidden = found.length === 0;
    box.setAttribute("aria-expanded", String(found.length > 0));
    const said = found.length === 0 ? "No suggestion" : found.length === 1 ? "1 suggestion" : found.length + " suggestions";
    box.form.querySelector("[role=status]").textContent = said;
  }

  function move(box, to) {
    const all = options(box);
    if (!all.length) return;
    all[active]?.setAttribute("aria-selected", "false");
    active = to < -1 ? all.length - 1 : to >= all.length ? -1 : to;
    if (active < 0) return box.removeAttribute("aria-activedescendant");
    all[active].setAttribute("aria-selected", "true");
    all[active].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", all[active].id);
  }

  /* The answer to the newest words is here, and now the keys that came before it are carried out: until then the list
     answered fewer letters, and a choice made in it would have been lost, or another than the reader meant. */
  function arrived(box, found) {
    const { steps, enter } = early;
    close(box);
    if (found) show(box, found);
    const forward = Math.sign(steps);
    for (let step = 0; step !== steps; step += forward) move(box, active + forward);
    if (!enter) return;
    if (active >= 0) follow(box, options(box)[active]);
    else box.form.requestSubmit();
  }

  function follow(box, item) {
    const address = item.dataset.address;
    close(box);
    const link = document.createElement("a"); /* a real link, so that the page moves as for any other */
    link.href = address;
    link.hidden = true;
    box.form.append(link);
    link.click();
    link.remove();
  }

  document.addEventListener("focusin", (event) => {
    const box = boxOf(event.target);
    if (box) prepare(box);
  });

  document.addEventListener("input", (event) => {
    const box = boxOf(event.target);
    if (!box) return;
    prepare(box);
    window.clearTimeout(timer);
    const words = box.value.trim();
    if (!words) return close(box);
    move(box, -1);
    const question = (awaited = {});
    timer = window.setTimeout(async () => {
      const found = await ask(box, words);
      if (box.isConnected && awaited === question && document.activeElement === box) arrived(box, found);
    }, PAUSE);
  });

  document.addEventListener("keydown", (event) => {
    const box = boxOf(event.target);
    if (!box || event.isComposing || !listOf(box)) return;
    const open = !listOf(box).hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!open && !awaited) return;
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (awaited) early.steps += step;
      else move(box, active + step);
    } else if (event.key === "Enter" && awaited && early.steps) {
      event.preventDefault();
      early.enter = true;
    } else if (event.key === "Enter" && open && active >= 0) {
      event.preventDefault();
      follow(box, options(box)[active]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault(); /* the first Escape closes the list, the second empties the box as the browser does */
      close(box);
    } else if (event.key === "Tab") {
      close(box);
    }
  });

  document.addEventListener("pointerdown", (event) => {
    const item = event.target instanceof Element ? event.target.closest("[role=listbox] [role=option]") : null;
    if (item) event.preventDefault(); /* the box keeps the focus until the click */
    else document.querySelectorAll("input[data-suggest]").forEach((box) => box.contains(event.target) || close(box));
  });

  document.addEventListener("click", (event) => {
    const item = event.target instanceof Element ? event.target.closest(".search-all [role=option]") : null;
    if (item) follow(item.closest("form").querySelector("input[data-suggest]"), item);
  });

  document.addEventListener("focusout", (event) => {
    const box = boxOf(event.target);
    if (box) close(box);
  });

  document.addEventListener("submit", (event) => {
    const box = event.target.querySelector?.("input[data-suggest]");
    if (!box) return;
    window.clearTimeout(timer);
    close(box);
  });

  /* Lists of the head (plan, place, date, comparator, menu): one open at a time, shut by Escape and by a click outside. */
  const HEAD = "header.mast details[open]";
  document.addEventListener("click", (event) => {
    document.querySelectorAll(HEAD).forEach((list) => {
      if (!list.contains(event.target) || event.target.closest("a")) list.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const list = event.target instanceof Element ? event.target.closest(HEAD) : null;
    if (!list) return;
    list.open = false;
    list.querySelector("summary").focus();
  });
})();
