"use strict";
// The table is whole without this, which sorts, filters, groups and hides its rows and columns.
(function () {
  const table = document.querySelector(".browsed table");
  const { noun } = table.dataset;
  const body = table.tBodies[0];
  const heads = Array.from(table.tHead.rows[0].cells);
  const collator = new Intl.Collator("en", { numeric: true });
  const titles = heads.map((head) => head.firstChild.textContent.trim());
  const rows = Array.from(body.rows, (row, index) => ({
    row, index, hidden: false, text: row.textContent.toLowerCase(),
    values: Array.from(row.cells, (cell) => ({ text: cell.textContent.trim(), number: cell.dataset.sort === undefined ? null : Number(cell.dataset.sort) })),
  }));
  const hiddenColumns = new Set();
  const state = { column: -1, descending: false };

  function make(name, attributes, parent, text) {
    const made = document.createElement(name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    if (text !== undefined) made.textContent = text;
    if (parent) parent.append(made);
    return made;
  }

  // Cells without a number go last, whichever way the others stand.
  function compare(one, two) {
    if (state.column < 0) return one.index - two.index;
    const a = one.values[state.column], b = two.values[state.column], sign = state.descending ? -1 : 1;
    if (a.number !== null && b.number !== null) return sign * (a.number - b.number) || one.index - two.index;
    if (a.number !== null || b.number !== null) return a.number !== null ? -1 : 1;
    return sign * collator.compare(a.text, b.text) || one.index - two.index;
  }

  // "loss<0.3" compares a column, anything else is looked for in the whole row.
  function condition(word) {
    const match = /^(.+?)(<=|>=|!=|=|<|>)(.+)$/.exec(word);
    const column = match ? columnOf(match[1]) : -1;
    if (column < 0) return (item) => item.text.includes(word);
    const [, , operator, wanted] = match, number = Number(wanted);
    return (item) => {
      const cell = item.values[column];
      if (operator === "=" || operator === "!=") {
        const same = cell.text.toLowerCase() === wanted || (cell.number !== null && cell.number === number);
        return same === (operator === "=");
      }
      if (cell.number === null || Number.isNaN(number)) return false;
      return operator === "<" ? cell.number < number : operator === ">" ? cell.number > number
        : operator === "<=" ? cell.number <= number : cell.number >= number;
    };
  }
  function columnOf(name) {
    const wanted = name.toLowerCase(), known = titles.map((title) => title.toLowerCase());
    const exact = known.indexOf(wanted);
    return exact >= 0 ? exact : known.findIndex((title) => title.endsWith("." + wanted));
  }

  function best(items, column) {
    const numbers = items.map((item) => item.values[column].number).filter((number) => number !== null);
    if (!numbers.length) return null;
    return items.find((item) => item.values[column].number === (heads[column].dataset.better === "higher" ? Math.max(...numbers) : Math.min(...numbers))).values[column].text;
  }

  function groupHead(name, items) {
    const row = make("tr", { class: "group" });
    const bests = heads.map((head, column) => head.dataset.kind === "metric" && head.dataset.better && !hiddenColumns.has(column) ? [titles[column], best(items, column)] : null)
      .filter((pair) => pair && pair[1] !== null).slice(0, 4).map((pair) => dvText("best", { name: pair[0], value: pair[1] }));
    make("th", { colspan: heads.length, scope: "rowgroup" }, row, [name, dvText(noun, { count: items.length }), ...bests].join(" · "));
    return row;
  }

  function update() {
    const conditions = document.getElementById("filter").value.toLowerCase().split(/\s+/).filter(Boolean).map(condition);
    const shown = rows.filter((item) => !item.hidden && conditions.every((test) => test(item))).sort(compare);
    const column = document.getElementById("group").value;
    const ordered = [];
    if (column === "") ordered.push(...shown.map((item) => item.row));
    else {
      const groups = new Map();
      for (const item of shown) {
        const name = item.values[column].text;
        if (!groups.has(name)) groups.set(name, []);
        groups.get(name).push(item);
      }
      for (const name of [...groups.keys()].sort(collator.compare)) {
        ordered.push(groupHead(`${titles[column]}: ${name}`, groups.get(name)), ...groups.get(name).map((item) => item.row));
      }
    }
    body.replaceChildren(...ordered);
    const hidden = rows.filter((item) => item.hidden).length;
    const button = document.getElementById("show-hidden");
    button.hidden = !hidden;
    button.textContent = dvText("showHidden", { count: hidden });
    document.getElementById("count").textContent = dvText(shown.length === rows.length ? noun : noun + "Shown", { shown: shown.length, count: rows.length });
  }

  // A sheet made by a script is no element, so that the content policy does not ask for its digest.
  const hiddenSheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, hiddenSheet];

  function showColumns() {
    hiddenSheet.replaceSync([...hiddenColumns].map((column) => `.browsed tr:not(.group) > :nth-child(${column + 1}) { display: none }`).join("\n"));
  }

  heads.forEach((head, column) => {
    if (head.dataset.kind === "curve") return;
    const button = make("button", { type: "button" });
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const again = state.column === column;
      state.descending = again ? !state.descending : head.dataset.better === "higher";
      state.column = column;
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", state.descending ? "descending" : "ascending");
      update();
    });
  });
  heads.forEach((head, column) => {
    if (column === 0) return;
    const label = make("label", {}, document.getElementById("columns"));
    const box = make("input", { type: "checkbox" }, label);
    box.checked = true;
    label.append(" " + titles[column]);
    box.addEventListener("change", () => {
      if (box.checked) hiddenColumns.delete(column); else hiddenColumns.add(column);
      showColumns();
    });
  });
  heads.forEach((head, column) => {
    if (head.dataset.groups === undefined) return;
    make("option", { value: column }, document.getElementById("group"), titles[column]);
  });
  for (const item of rows) {
    const button = make("button", { type: "button", class: "hide", title: dvText(noun + "Hide"), "aria-label": dvText("hide", { name: item.values[0].text }) }, null, "×");
    item.row.cells[0].prepend(button);
    button.addEventListener("click", () => { item.hidden = true; update(); });
  }
  document.getElementById("show-hidden").addEventListener("click", () => {
    for (const item of rows) item.hidden = false;
    update();
  });
  document.getElementById("filter").addEventListener("input", update);
  document.getElementById("group").addEventListener("change", update);
  document.getElementById("controls").hidden = document.getElementById("filter-hint").hidden = false;
})();
