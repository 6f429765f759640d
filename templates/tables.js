// Tables are whole without this: it sorts, filters and copies their rows, and hides columns.
(function () {
  "use strict";
  const narrow = matchMedia("(max-width: 40rem)").matches;
  const FEW_ROWS = 8, FEW_COLUMNS = 4;
  const collator = new Intl.Collator("en", { numeric: true });

  function make(parent, tag, attributes, text) {
    const item = document.createElement(tag);
    Object.assign(item, attributes);
    if (text !== undefined) item.textContent = text;
    parent.append(item);
    return item;
  }

  function title(table) {
    return table.caption ? table.caption.textContent : dvText("table");
  }

  function value(row, index) {
    const cell = row.cells[index];
    return { number: cell.dataset.sort === undefined ? null : Number(cell.dataset.sort), text: cell.textContent };
  }

  // Cells without a number go last, whichever way the others stand.
  function compare(one, two, index, sign) {
    const a = value(one, index), b = value(two, index);
    if (a.number !== null && b.number !== null) return sign * (a.number - b.number);
    if (a.number !== null || b.number !== null) return a.number !== null ? -1 : 1;
    return sign * collator.compare(a.text, b.text);
  }

  function sort(table, head) {
    const descending = head.getAttribute("aria-sort") === "ascending";
    const rows = Array.from(table.tBodies[0].rows);
    rows.sort((one, two) => compare(one, two, head.cellIndex, descending ? -1 : 1));
    table.tBodies[0].append(...rows);
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
  }

  function sorting(table) {
    for (const head of table.tHead.rows[0].cells) {
      const button = make(head, "button", { type: "button" });
      button.append(...Array.from(head.childNodes).filter((node) => node !== button));
      button.addEventListener("click", () => sort(table, head));
    }
  }

  function filtering(table, tools) {
    const rows = Array.from(table.tBodies[0].rows);
    // Words that are looked for may be in the rows of the appendix, where the whole table is filtered.
    if (rows.length <= FEW_ROWS || "part" in table.dataset) return;
    const input = make(tools, "input", { type: "search", placeholder: dvText("filter"), ariaLabel: dvText("filterOf", { table: title(table) }) });
    const count = make(tools, "output", {});
    const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
    function filter() {
      const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const row of rows) row.hidden = !wanted.every((word) => texts.get(row).includes(word));
      const shown = rows.filter((row) => !row.hidden).length;
      count.textContent = wanted.length ? dvText("shownRows", { shown, rows: rows.length }) : "";
    }
    input.addEventListener("input", filter);
    table.addEventListener("reveal", (event) => {
      if (!event.target.hidden) return;
      input.value = "";
      filter();
    });
  }

  function choosing(table, tools) {
    const heads = Array.from(table.tHead.rows[0].cells);
    if (heads.length <= FEW_COLUMNS) return;
    const choice = make(tools, "details", { className: "columns" });
    const summary = make(choice, "summary", {});
    const list = make(choice, "div", {});
    function count() {
      const shown = heads.filter((head) => !head.hidden).length;
      summary.textContent = shown === heads.length ? dvText("columns") : dvText("columns") + " " + shown + "/" + heads.length;
    }

    heads.forEach((head, index) => {
      if (index === 0) return;
      const label = make(list, "label", {});
      const box = make(label, "input", { type: "checkbox", checked: !(narrow && "minor" in head.dataset) });
      label.append(" " + head.textContent);
      const show = () => {
        for (const row of table.rows) row.cells[index].hidden = !box.checked;
        count();
      };
      box.addEventListener("change", show);
      if (!box.checked) show();
    });
    count();
    choice.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !choice.open) return;
      choice.open = false;
      choice.firstChild.focus();
    });
    document.addEventListener("click", (event) => {
      if (!choice.contains(event.target)) choice.open = false;
    });
  }

  // A spreadsheet would run a name that starts like a formula.
  function field(cell) {
    const text = cell.dataset.sort !== undefined ? cell.dataset.sort : cell.textContent.trim().replaceAll("\u00a0", " ").replace(/^(?=[=+\-@\t])/, "'");
    return /[",\n\r]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  }

  function csv(table) {
    const rows = Array.from(table.rows).filter((row) => !row.hidden);
    return rows.map((row) => Array.from(row.cells).filter((cell) => !cell.hidden).map(field).join(",") + "\r\n").join("");
  }

  // The older command works in frames too, in which the clipboard is no more than an error.
  async function copy(text) {
    const area = make(document.body, "textarea", { value: text });
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (done) return true;
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  }

  function copying(table, tools) {
    const button = make(tools, "button", { type: "button", ariaLabel: dvText("copyOf", { table: title(table) }) }, dvText("copy"));
    const said = make(tools, "output", { role: "status" });
    button.addEventListener("click", async () => {
      const text = csv(table);
      said.textContent = (await copy(text)) ? dvText("copied") : dvText("refused");
      button.focus();
      setTimeout(() => (said.textContent = ""), 4000);
    });
  }

  const watcher = new ResizeObserver((entries) => {
    for (const { target } of entries) target.classList.toggle("scrolls", target.scrollWidth > target.clientWidth + 1);
  });
  for (const canvas of document.querySelectorAll(".wide > .canvas:not(.explorable)")) {
    watcher.observe(canvas);
    if (canvas.nextElementSibling?.matches("figcaption")) canvas.nextElementSibling.dataset.scroll = dvText("scrollFigure");
  }
  for (const table of document.querySelectorAll(".table > table")) {
    watcher.observe(table.parentElement);
    if (!table.matches(".sortable")) continue;
    const tools = make(table.parentElement, "div", { className: "table-tools" });
    table.parentElement.before(tools);
    tools.dataset.scroll = dvText("scroll");
    filtering(table, tools);
    choosing(table, tools);
    copying(table, tools);
    sorting(table);
  }
})();
