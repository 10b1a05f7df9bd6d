/* Opens a chart to be explored. Dash and Plotly are fetched for that alone: when somebody reaches for a chart, once. The
   page names Dash's scripts in a list; they run in that order. */
(function () {
  "use strict";

  const CHART = "[data-explore]";
  const dialog = document.getElementById("explorer");
  const told = document.getElementById("drawing");
  const drawing = told.textContent;
  const FAILED = "The chart could not be fetched. See that you are connected, and load the page again.";
  const PATIENCE = 30000; /* milliseconds */
  let starting = null;
  let started;
  let waiting;

  function load(source) {
    return new Promise((loaded, failed) => {
      const script = document.createElement("script");
      script.src = source;
      script.async = false;
      script.onload = loaded;
      script.onerror = failed;
      document.body.append(script);
    });
  }

  /* Settled when Dash has drawn its layout and answers. */
  function start() {
    starting ??= new Promise((done, failed) => {
      started = done;
      const sources = JSON.parse(document.getElementById("later").textContent);
      Promise.all(sources.map(load)).then(() => (window.renderer = new window.DashRenderer()), failed);
    }).catch((trouble) => {
      starting = null;
      throw trouble;
    });
    return starting;
  }

  function fail() {
    clearTimeout(waiting);
    told.textContent = FAILED;
  }

  function explore(chart) {
    const data = `${window.location.pathname}${window.location.search}#${chart}`;
    told.textContent = drawing;
    dialog.dataset.drawing = "";
    dialog.showModal();
    clearTimeout(waiting);
    waiting = setTimeout(fail, PATIENCE);
    start().then(() => window.dash_clientside.set_props("exploring", { data }), fail);
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    outcomes: {
      /* Called once when Dash has started, and with every chart that comes. */
      explored(chart) {
        started();
        if (chart) {
          clearTimeout(waiting);
          delete dialog.dataset.drawing;
        }
        return window.dash_clientside.no_update;
      },
    },
  });

  document.addEventListener("click", (event) => {
    const chart = event.target.closest(CHART);
    if (chart) explore(chart.dataset.explore);
  });
  /* Who points at it will press it: a head start. */
  const reached = (event) => event.target.closest?.(CHART) && start().catch(() => {});
  document.addEventListener("pointerover", reached);
  document.addEventListener("focusin", reached);
})();
