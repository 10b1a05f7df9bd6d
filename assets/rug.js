/* A table of members that is drawn whole sorts and narrows where it stands; its address follows, so that a copy of it
   opens the same. Without this script the same links and the same form ask the server. */
(function () {
  "use strict";

  const table = (within) => within.closest(".part")?.querySelector("table.rug[data-whole]");

  /* The address follows, and whatever leads on from it: the links to this screen, and the forms that carry it along. */
  function changed(address) {
    window.outcomes_board.changed(address);
    for (const name of ["sort", "find"]) {
      const value = address.searchParams.get(name);
      for (const link of document.querySelectorAll(".permalink a")) {
        const copy = new URL(link.href);
        if (value) copy.searchParams.set(name, value);
        else copy.searchParams.delete(name);
        link.href = copy;
      }
      for (const form of document.querySelectorAll(".part form.filters")) {
        const field = form.elements[name] ?? form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name }));
        if (field.type === "hidden") field.value = value ?? "";
      }
    }
  }

  const nameOf = (row) => row.cells[0].textContent;
  const before = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  /* Rows without a place in the column go last by name, whichever way round the others stand. */
  function arrange(rows, column, descending) {
    const turn = descending ? -1 : 1;
    const keyed = rows.map((row) => ({ row, name: nameOf(row), key: row.cells[column].dataset.k }));
    if (column === 0) return keyed.sort((a, b) => turn * before(a.name, b.name)).map(({ row }) => row);
    keyed.sort((a, b) => {
      if ((a.key === undefined) !== (b.key === undefined)) return a.key === undefined ? 1 : -1;
      return (a.key === undefined ? 0 : turn * (a.key - b.key)) || before(a.name, b.name);
    });
    return keyed.map(({ row }) => row);
  }

  /* The address as it is now, with another order: a name that rows were narrowed to stays in it. */
  function turned(link, descending) {
    const address = new URL(window.location.href);
    address.hash = link.hash;
    address.searchParams.set("sort", (descending ? "-" : "") + link.dataset.by);
    return address;
  }

  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.(".rug-sort");
      const sorted = link && table(link);
      if (!sorted || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      const head = link.closest("th");
      const descending = head.getAttribute("aria-sort") === "ascending";
      const body = sorted.tBodies[0];
      body.replaceChildren(...arrange([...body.rows], head.cellIndex, descending));
      for (const other of sorted.querySelectorAll("[aria-sort]")) {
        other.removeAttribute("aria-sort");
        const own = other.querySelector(".rug-sort");
        own.href = turned(own, false);
      }
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      changed(turned(link, descending));
      link.href = turned(link, !descending);
      const said = sorted.closest(".part").querySelector(".rug-order");
      const words = `${link.title}; those without a comparable figure last, by name.`;
      if (said) said.textContent = descending ? `The other way round: ${words[0].toLowerCase()}${words.slice(1)}` : words;
    },
    { capture: true },
  );

  document.addEventListener("input", (event) => {
    const narrowed = event.target.matches?.(".rug-find") && table(event.target);
    if (!narrowed) return;
    const words = event.target.value.trim().toLowerCase();
    const rows = [...narrowed.tBodies[0].rows];
    for (const row of rows) row.hidden = !nameOf(row).toLowerCase().includes(words);
    const left = rows.filter((row) => !row.hidden).length;
    const said = narrowed.closest(".part").querySelector(".rug-left");
    if (said) said.textContent = words ? `${left} of ${rows.length} fit. ` : "";
    const address = new URL(window.location.href);
    if (words) address.searchParams.set("find", event.target.value.trim());
    else address.searchParams.delete("find");
    changed(address);
  });

  /* A mark of a map is a link inside a drawing, which has no address of its own to the application. */
  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.("svg.map a");
    if (!mark || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    window.outcomes_board.go(mark.getAttribute("href"));
  });
})();
