/* Copying the address of a screen. Without this the links are still there, to be copied with the browser's own menu. */
(function () {
  "use strict";

  async function copied(link) {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(link.href);
      return true;
    }
    /* Browsers give a page without TLS no clipboard: there the old way still works. */
    const field = document.createElement("input");
    field.value = link.href;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".permalink .copy");
    if (!button) return;
    const row = button.closest(".link");
    const done = await copied(row.querySelector("a")).catch(() => false);
    row.querySelector("[role=status]").textContent = done ? "Copied" : "Not copied: use the link’s own menu";
    button.focus();
  });
})();
