// The table is whole without this: it only hides rows and goes from change to change.
(function () {
  "use strict";
  const form = document.getElementById("filter");
  if (!form) return;
  const rows = Array.from(document.querySelectorAll("#changes tbody tr"));
  const boxes = Array.from(form.querySelectorAll("input[type=checkbox]"));
  const find = document.getElementById("find"), where = document.getElementById("where");
  let at = -1;
  form.hidden = false;

  function shown() {
    return rows.filter((row) => !row.hidden);
  }

  function update() {
    const sorts = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const wanted = find.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !sorts.has(row.dataset.sortOf) || !row.textContent.toLowerCase().includes(wanted);
    for (const row of rows) row.classList.remove("current");
    at = -1;
    where.textContent = dvText("shownChanged", { shown: shown().length, count: rows.length });
  }

  function go(step) {
    const open = shown();
    if (!open.length) return;
    if (at >= 0) open[at].classList.remove("current");
    at = at < 0 && step < 0 ? open.length - 1 : (at + step + open.length) % open.length;
    open[at].classList.add("current");
    open[at].tabIndex = -1;
    open[at].focus();
    open[at].scrollIntoView({ block: "center" });
    where.textContent = dvText("atChange", { number: at + 1, count: open.length });
  }

  if (boxes.some((box) => !box.checked)) update();
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", update);
  document.getElementById("next").addEventListener("click", () => go(1));
  document.getElementById("previous").addEventListener("click", () => go(-1));
  document.getElementById("changes").addEventListener("keydown", (event) => {
    const step = { n: 1, p: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    go(step);
  });
})();
