/* Opens a chart to be explored. Dash and Plotly are fetched for that alone: when somebody reaches for a chart, once. The
   page names Dash's scripts: "first" run in that order, "then" are what Dash asks for itself when it draws a chart. */
(function () {
  "use strict";

  const CHART = "[data-explore]";
  const dialog = document.getElementById("explorer");
  const told = document.getElementById("drawing");
  const drawing = told.textContent;
  const FAILED = "The chart could not be fetched. See that you are connected, close this and press Explore again.";
  const PATIENCE = 30000; /* milliseconds */
  let starting = null;
  let started;
  let waiting;
  let asked = ""; /* the screen whose chart is open */

  async function have(source) {
    const answer = await fetch(source);
    if (!answer.ok) throw new Error(`${answer.status} from ${source}`);
    await answer.arrayBuffer(); /* whole, so that the browser has kept it */
  }

  function run(source) {
    return new Promise((onload, onerror) => {
      document.body.append(Object.assign(document.createElement("script"), { src: source, async: false, onload, onerror }));
    });
  }

  /* All are fetched before the first runs: when one does not come, none has run, and the next attempt begins anew. */
  async function load({ first, then }) {
    await Promise.all([...first, ...then].map(have));
    await Promise.all(first.map(run));
  }

  /* Settled when Dash has drawn its layout and answers. */
  function start() {
    starting ??= new Promise((done, failed) => {
      started = done;
      load(JSON.parse(document.getElementById("later").textContent)).then(() => (window.renderer = new window.DashRenderer()), failed);
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
    told.textContent = drawing;
    dialog.dataset.drawing = "";
    dialog.showModal();
    asked = window.location.pathname + window.location.search;
    const data = `${asked}#${chart}@${dialog.querySelector("form").offsetWidth}`;
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
  /* Back leads to another screen, over which this one's chart must not stay open. */
  document.addEventListener("screen", () => {
    if (asked !== window.location.pathname + window.location.search) dialog.close();
  });
  /* Who points at it will press it: a head start. */
  const reached = (event) => event.target.closest?.(CHART) && start().catch(() => {});
  document.addEventListener("pointerover", reached);
  document.addEventListener("focusin", reached);
})();
