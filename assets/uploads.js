/* Files in: dropped or chosen, sent with their progress, stopped by Cancel; and a reading that is watched until it is
   done. With no script the same forms are sent by the browser itself, and a link looks again. */
(function () {
  "use strict";

  const UPLOAD = "form[data-upload]";
  const MEGABYTE = 1e6;
  let underway = null;

  const part = (form, selector) => form.querySelector(selector);
  const size = (bytes) => (bytes < MEGABYTE ? Math.ceil(bytes / 1000) + " kB" : (bytes / MEGABYTE).toFixed(1) + " MB");

  function trouble(form, words) {
    part(form, ".sending-trouble").textContent = words;
  }

  function sending(form, on) {
    part(form, ".sending").hidden = !on;
    form.classList.toggle("busy", on);
    part(form, ".go button").disabled = on;
    if (!on && form.isConnected) underway = null;
  }

  /* Whoever leaves the desk meanwhile is not called back: the files arrive, and stand on the desk; a new form sends its own. */
  document.addEventListener("screen", () => (underway = null));

  /* The files that were chosen, by name and size; a label of its own, since the browser shows only how many. */
  function list(form) {
    const names = [...part(form, "input[type=file]").files].map((file) => {
      const item = document.createElement("li");
      item.textContent = file.name + ", " + size(file.size);
      return item;
    });
    part(form, ".chosen").replaceChildren(...names);
    trouble(form, "");
  }

  function send(form) {
    const files = [...part(form, "input[type=file]").files];
    const total = files.reduce((sum, file) => sum + file.size, 0);
    const limit = Number(form.dataset.upload);
    if (!files.length) return trouble(form, "Choose one or several files first.");
    if (total > limit) {
      return trouble(form, "These files hold " + size(total) + "; one upload takes " + size(limit) + ". Send them one by one, or as a ZIP.");
    }
    const bar = part(form, ".sending progress");
    const words = part(form, ".sending-words");
    const request = new XMLHttpRequest();
    underway = request;
    trouble(form, "");
    bar.value = 0;
    words.textContent = "Sending " + size(total);
    sending(form, true);
    part(form, "[data-cancel]").focus();
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      bar.value = Math.round((100 * event.loaded) / event.total);
      words.textContent = bar.value < 100 ? "Sent " + size(event.loaded) + " of " + size(event.total) : "Sent; one moment";
    });
    request.addEventListener("load", () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        answer = { message: "The server gave no answer that this page understands. Nothing was kept." };
      }
      if (answer.location) {
        part(form, "[data-cancel]").disabled = true; /* and the form stays busy, so that nothing is sent twice */
        if (form.isConnected) window.outcomes_board.go(answer.location);
        return;
      }
      sending(form, false);
      trouble(form, (answer.title ? answer.title + ". " : "") + answer.message);
      part(form, "input[type=file]").focus();
    });
    request.addEventListener("error", () => {
      sending(form, false);
      trouble(form, "The connection broke off. Nothing was kept; send the files again.");
    });
    request.addEventListener("abort", () => {
      sending(form, false);
      trouble(form, "Cancelled. Nothing was kept.");
      part(form, "input[type=file]").focus();
    });
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.send(new FormData(form));
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches(UPLOAD)) return;
    event.preventDefault();
    if (!underway) send(event.target);
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches(UPLOAD + " input[type=file]")) list(event.target.form);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-cancel]") && underway) underway.abort();
  });

  /* A file let go anywhere on the desk is meant for the form; beside it the browser would open the file instead. */
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const form = document.querySelector(UPLOAD);
      if (!form || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      form.classList.toggle("over", kind === "dragover");
      if (kind !== "drop" || underway || !event.dataTransfer.files.length) return;
      part(form, "input[type=file]").files = event.dataTransfer.files;
      list(form);
      part(form, ".go button").focus();
    });
  }

  /* A reading is looked at every second; when it stands otherwise, the whole screen is new. */
  let looking = false;
  async function look() {
    const box = document.querySelector("[data-poll]");
    if (!box || looking) return;
    looking = true;
    try {
      const answer = await fetch(box.dataset.poll, { cache: "no-store" });
      if (!answer.ok) return;
      const found = await answer.json();
      if (!box.isConnected) return; /* another screen came meanwhile, which this does not concern */
      const waits = ["receiving", "reading"].includes(found.state);
      if (!waits) {
        window.outcomes_board.again();
        return;
      }
      const words = box.querySelector(".poll-words");
      if (words.textContent !== found.words) words.textContent = found.words;
      if (found.progress?.of) box.querySelector("progress").value = (100 * found.progress.done) / found.progress.of;
    } catch {
      /* the server is away for a moment: the next look finds it */
    } finally {
      looking = false;
    }
  }
  window.setInterval(look, 1000);
})();
