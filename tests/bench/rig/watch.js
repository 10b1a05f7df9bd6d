([chart, line, charts, choice]) => {
  /* Milliseconds, but for what has moved. */
  const moments = { shown: null, taken: null, answered: null, changed: null, chosen: null, resting: null };
  const seen = (window.__seen = { ...moments, moved: 0 });
  const named = new RegExp(choice);
  const QUIET = 500;
  let before = null; /* the charts before a choice on a page at rest */
  let asked = null; /* the charts as the answer to the first choice came */
  let last = "";
  let stirred = 0;
  let pending = 0;

  /* What each visible chart draws, in the order of the document. */
  function drawings() {
    return [...document.querySelectorAll(chart)]
      .filter((each) => {
        const box = each.getBoundingClientRect();
        return box.width > 100 && box.height > 50;
      })
      .map((each) => [...each.querySelectorAll(line)].map((path) => path.getAttribute("d")).join(" "))
      .filter((drawn) => drawn.includes("L"));
  }

  /* A message that is posted in a frame arrives once the frame has been painted. */
  function painted(then) {
    const frame = new MessageChannel();
    frame.port1.onmessage = () => then(performance.now());
    frame.port2.postMessage(null);
  }

  function watch() {
    const now = drawings();
    if (now.length >= charts) {
      if (seen.shown === null) painted((time) => (seen.shown ??= time));
      if (before && now.every((drawn, i) => drawn !== before[i])) {
        before = null;
        painted((time) => (seen.changed = time));
      }
      if (asked && now.every((drawn, i) => drawn !== asked[i])) {
        asked = null;
        painted((time) => (seen.answered = time));
      }
    }
    if (pending || now.join() !== last) {
      last = now.join();
      stirred = performance.now();
    }
    seen.resting = performance.now() - stirred > QUIET ? stirred : null;
    requestAnimationFrame(watch);
  }
  requestAnimationFrame(watch);

  window.__expect = () => {
    seen.changed = seen.chosen = null;
    before = drawings();
  };

  for (const kind of ["keydown", "pointerup"]) {
    window.addEventListener(kind, (event) => event.isTrusted && (seen.chosen = event.timeStamp), true);
  }

  /* Before an application has started, a choice may load the page anew: that is no answer, and is held back, so that
     the same page can be asked again. */
  window.navigation.addEventListener("navigate", (event) => {
    if (seen.chosen !== null && event.cancelable && !event.hashChange && !event.destination.sameDocument) {
      event.preventDefault();
    }
  });

  /* A choice is taken up when the application sends for something that names a group, and answered when the charts
     differ from those that stood there as the answer came. */
  const { fetch } = window;
  window.fetch = async (resource, options) => {
    const words = `${resource?.url ?? resource} ${options?.body ?? ""}`;
    const first = seen.taken === null && seen.chosen !== null && named.test(words);
    if (first) seen.taken = performance.now();
    pending += 1;
    try {
      return await fetch(resource, options);
    } finally {
      pending -= 1;
      if (first) asked = drawings();
    }
  };

  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) seen.moved += shift.value;
  }).observe({ type: "layout-shift", buffered: true });
}
