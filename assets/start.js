/* Starts the application once the screen, which came with the page, has been painted: until then its links and forms
   work by themselves. The page names the scripts in a list; they run in that order. */
(function () {
  "use strict";

  function start() {
    const sources = JSON.parse(document.getElementById("later").textContent);
    sources.forEach((source, number) => {
      const script = document.createElement("script");
      script.src = source;
      script.async = false;
      if (number === sources.length - 1) script.onload = () => (window.renderer = new window.DashRenderer());
      document.body.append(script);
    });
  }

  /* The second frame begins when the first has been painted. */
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(start)));
})();
