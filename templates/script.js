"use strict";
// Tables are whole without this: it only lets a click on a column's head sort the rows.
(function () {
  const collator = new Intl.Collator("en", { numeric: true });

  function value(row, index) {
    const cell = row.cells[index];
    return { number: cell.dataset.sort === undefined ? null : Number(cell.dataset.sort), text: cell.textContent };
  }

  // Cells without a number go last, whichever way the others stand.
  function compare(one, two, index, sign) {
    const a = value(one, index);
    const b = value(two, index);
    if (a.number !== null && b.number !== null) return sign * (a.number - b.number);
    if (a.number !== null || b.number !== null) return a.number !== null ? -1 : 1;
    return sign * collator.compare(a.text, b.text);
  }

  function sort(table, head) {
    const descending = head.getAttribute("aria-sort") === "ascending";
    const body = table.tBodies[0];
    const rows = Array.from(body.rows);
    rows.sort((one, two) => compare(one, two, head.cellIndex, descending ? -1 : 1));
    body.append(...rows);
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
  }

  for (const table of document.querySelectorAll("table.sortable")) {
    for (const head of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sort(table, head));
    }
  }

  // The contents list marks the section that is being read.
  const links = new Map(Array.from(document.querySelectorAll("nav a"), (link) => [link.hash.slice(1), link]));
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      for (const link of links.values()) link.removeAttribute("aria-current");
      links.get(entry.target.id).setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-10% 0px -80% 0px" });
  for (const section of document.querySelectorAll("main > section")) {
    if (links.has(section.id)) watcher.observe(section);
  }
})();
{% include "interactive.js" %}
