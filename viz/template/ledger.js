// Filters, opens and closes, and switches the language. Without it the page is whole, in Chinese, with all entries.
"use strict";
(() => {
  const form = document.getElementById("filter");
  const find = document.getElementById("find");
  const count = document.getElementById("count");
  const print = document.getElementById("print");
  const unfold = document.getElementById("unfold");
  const entries = [...document.querySelectorAll(".entry")].map((node) => ({
    node, kind: node.dataset.kind, verdict: node.dataset.verdict, text: node.textContent.toLowerCase(),
  }));

  const chosen = (name) => new Set([...form.querySelectorAll(`input[name=${name}]:checked`)].map((box) => box.value));

  function apply() {
    const kinds = chosen("kind"), verdicts = chosen("verdict"), words = find.value.trim().toLowerCase();
    let shown = 0;
    for (const entry of entries) {
      const fits = (!kinds.size || kinds.has(entry.kind)) && (!verdicts.size || verdicts.has(entry.verdict))
        && (!words || entry.text.includes(words));
      entry.node.hidden = !fits;
      shown += fits;
    }
    for (const part of document.querySelectorAll(".part, .chapter")) {
      part.hidden = !part.querySelector(".entry:not([hidden])");
    }
    document.getElementById("empty").hidden = shown > 0;
    tell(shown);
  }

  function tell(shown) {
    const lang = document.documentElement.lang === "en" ? "en" : "zh";
    count.textContent = `${shown} ${count.dataset[lang]}`;
    find.placeholder = find.dataset[lang];
    find.setAttribute("aria-label", find.dataset[lang]);
    print.title = print.dataset[lang];
  }

  function open(all) {
    unfold.setAttribute("aria-pressed", String(all));
    for (const entry of entries) entry.node.open = all;
  }

  unfold.addEventListener("click", () => open(unfold.getAttribute("aria-pressed") !== "true"));
  print.addEventListener("click", () => window.print());
  document.getElementById("language").addEventListener("click", () => {
    document.documentElement.lang = document.documentElement.lang === "en" ? "zh-CN" : "en";
    apply();
  });
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());

  form.hidden = false;
  apply();
  document.documentElement.dataset.ready = "";
})();
