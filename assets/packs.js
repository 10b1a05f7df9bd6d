/* Watches a board pack being made: says the step, moves the bar, and shows the files when they are there. */
(() => {
  const box = document.querySelector("[data-pack-progress]");
  if (!box) return;
  const said = box.querySelector("[role=status]");
  const bar = box.querySelector("progress");
  const look = async () => {
    try {
      const answer = await fetch(window.location.pathname, { headers: { Accept: "application/json" } });
      if (answer.status >= 500) throw new Error(answer.status);
      if (!answer.ok) return window.location.reload();
      const { state, step, share } = await answer.json();
      if (state === "done" || state === "failed") return window.location.reload();
      if (said.textContent !== step) said.textContent = step;
      bar.value = share;
    } catch {
      /* The server is being restarted (a proxy before it says 502 or 503), or the line is down: ask again. */
    }
    setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
})();
