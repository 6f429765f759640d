"use strict";
// Draws what stands in the element "data", and loads the page again while the training runs.
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const SVG = "http://www.w3.org/2000/svg";
  const KEY = "dotnet-viz-live " + location.pathname;
  const state = Object.assign({ smoothing: 0, paused: false, hidden: {}, range: {}, scroll: 0 }, stored());
  let busy = false;

  function stored() {
    try { return JSON.parse(sessionStorage.getItem(KEY)) || {}; } catch (error) { return {}; }
  }
  function keep() {
    state.scroll = window.scrollY;
    try { sessionStorage.setItem(KEY, JSON.stringify(state)); } catch (error) { /* a page without storage starts anew */ }
  }

  function element(name, attributes, parent, text) {
    const made = name === "svg" || (parent && parent.namespaceURI === SVG)
      ? document.createElementNS(SVG, name) : document.createElement(name);
    for (const key in attributes) key === "fill" ? (made.style.fill = attributes[key]) : made.setAttribute(key, attributes[key]);
    if (text !== undefined) made.textContent = text;
    if (parent) parent.append(made);
    return made;
  }

  function format(value) {
    if (value === null || value === undefined) return "–";
    const size = Math.abs(value);
    const text = size !== 0 && (size < 1e-3 || size >= 1e6) ? value.toExponential(2) : String(Number(value.toPrecision(4)));
    return dvText.localised(text.replace("-", "−").replace("e−", "e-").replace("e+", "e"));
  }

  // Steps of 1, 2 or 5 times a power of ten.
  function ticks(low, high, most) {
    const raw = (high - low) / most;
    const power = Math.pow(10, Math.floor(Math.log10(raw)));
    const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= raw * 0.999);
    const found = [];
    for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index++) found.push(Number((index * step).toPrecision(12)));
    return found;
  }

  function decades(low, high) {
    const found = [];
    const [from, to] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
    for (let power = from, step = Math.max(1, Math.ceil((to - from) / 5)); power <= to; power += step) found.push(Math.pow(10, power));
    return found.length > 1 ? found : [low, high];
  }

  // The exponential moving average, divided by the weight that has come together so far.
  function smooth(values, factor) {
    let mean = 0, weight = 0;
    return values.map((value) => {
      if (value === null) return null;
      mean = factor * mean + (1 - factor) * value;
      weight = factor * weight + (1 - factor);
      return mean / weight;
    });
  }

  const WIDTH = 420, HEIGHT = 230, LEFT = 54, RIGHT = 20, TOP = 10, BOTTOM = 34;

  function chartOf(chart) {
    const key = chart.unit + " " + chart.name;
    const figure = element("figure", { class: "curve-chart" }, document.getElementById("charts"));
    const caption = element("figcaption", {}, figure);
    const name = chart.name.replaceAll("_", " ");
    element("span", {}, caption, chart.unit === "step" ? dvText("bySteps", { name }) : name);
    const svg = element("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" }, figure);
    const values = element("div", { class: "values", "aria-live": "off" }, figure);
    for (const line of chart.lines) {
      const id = key + " " + line.name;
      const button = element("button", { type: "button", "aria-pressed": String(!state.hidden[id]) }, caption);
      const sample = element("svg", { viewBox: "0 0 26 8", width: 26, height: 8, "aria-hidden": "true" }, button);
      sample.style.width = "26px";
      element("path", { class: "curve " + line.name, d: "M0 4H26" }, sample);
      button.append(" " + dvText.called("line", line.name));
      button.addEventListener("click", () => {
        state.hidden[id] = !state.hidden[id];
        button.setAttribute("aria-pressed", String(!state.hidden[id]));
        draw();
      });
    }

    let scale = null;

    function shownLines() {
      return chart.lines.filter((line) => !state.hidden[key + " " + line.name]);
    }

    function draw() {
      svg.replaceChildren();
      const lines = shownLines();
      const every = lines.flatMap((line) => line.x);
      const whole = [Math.min(...every), Math.max(...every)];
      if (!every.length) return void element("text", { x: WIDTH / 2, y: HEIGHT / 2, "text-anchor": "middle", class: "quiet" }, svg, dvText("allHidden"));
      const [from, to] = state.range[key] || whole;
      const inside = lines.flatMap((line) => line.y.filter((value, index) => value !== null && line.x[index] >= from && line.x[index] <= to));
      if (!inside.length) return void element("text", { x: WIDTH / 2, y: HEIGHT / 2, "text-anchor": "middle", class: "quiet" }, svg, dvText("noValue"));
      scale = scaleOf(from, to, Math.min(...inside), Math.max(...inside), chart.log);
      axes(svg, scale, chart.unit);
      for (const line of lines) {
        const smoothed = state.smoothing > 0 ? smooth(line.y, state.smoothing) : line.y;
        if (state.smoothing > 0) curve(svg, line, line.y, scale, "behind ");
        curve(svg, line, smoothed, scale, "");
      }
      best(svg, lines, chart.better, scale);
      const last = lines.map((line) => dvText.called("line", line.name) + " " + format(line.y[line.y.length - 1])).join(", ");
      svg.setAttribute("aria-label", dvText(chart.unit + "Last", { name, values: last }));
    }

    pointer(svg, () => scale, (position) => {
      const near = shownLines().map((line) => {
        let index = 0;
        line.x.forEach((x, other) => { if (Math.abs(x - position) < Math.abs(line.x[index] - position)) index = other; });
        return { x: line.x[index], text: `${dvText.called("line", line.name)} ${format(line.y[index])}` };
      });
      if (near.length) values.textContent = dvText("atPosition", { unit: dvText(chart.unit), number: near[0].x, values: near.map((one) => one.text).join(", ") });
      return near.length ? near[0].x : position;
    }, (range) => {
      if (range) state.range[key] = range; else delete state.range[key];
      offerWhole();
      draw();
    });
    return draw;
  }

  function scaleOf(from, to, low, high, logarithmic) {
    if (from === to) { from -= 0.5; to += 0.5; }
    const log = logarithmic && low > 0;
    if (low === high) { const margin = Math.abs(low) * 0.1 || 0.5; low -= margin; high += margin; } else if (!log) {
      const margin = (high - low) * 0.06; low -= margin; high += margin;
    }
    const [bottom, top] = log ? [Math.log10(low), Math.log10(high)] : [low, high];
    return {
      from, to, low, high, log,
      x: (value) => LEFT + (value - from) / (to - from) * (WIDTH - LEFT - RIGHT),
      y: (value) => HEIGHT - BOTTOM - ((log ? Math.log10(value) : value) - bottom) / (top - bottom || 1) * (HEIGHT - TOP - BOTTOM),
      position: (x) => from + (x - LEFT) / (WIDTH - LEFT - RIGHT) * (to - from),
    };
  }

  function axes(svg, scale, unit) {
    for (const value of scale.log ? decades(scale.low, scale.high) : ticks(scale.low, scale.high, 5)) {
      const y = scale.y(value);
      element("path", { class: "grid", d: `M${LEFT} ${y}H${WIDTH - RIGHT}` }, svg);
      element("text", { x: LEFT - 6, y: y + 4, "text-anchor": "end" }, svg, format(value));
    }
    for (const value of ticks(scale.from, scale.to, 6).filter(Number.isInteger)) {
      element("text", { x: scale.x(value), y: HEIGHT - BOTTOM + 15, "text-anchor": "middle" }, svg, String(value));
    }
    element("text", { x: WIDTH - RIGHT, y: HEIGHT - 3, "text-anchor": "end", class: "quiet" }, svg, scale.log ? dvText("logarithmicScale", { unit: dvText(unit) }) : dvText(unit));
  }

  function curve(svg, line, values, scale, kind) {
    let path = "", open = false;
    values.forEach((value, index) => {
      const x = line.x[index];
      if (value === null || x < scale.from || x > scale.to || (scale.log && value <= 0)) { open = false; return; }
      path += `${open ? "L" : "M"}${scale.x(x).toFixed(1)} ${Math.max(TOP - 4, Math.min(HEIGHT - BOTTOM + 4, scale.y(value))).toFixed(1)}`;
      if (!open) path += "h.01";
      open = true;
    });
    element("path", { class: `curve ${kind}${line.name}`, d: path, "stroke-linecap": "round" }, svg);
  }

  function best(svg, lines, better, scale) {
    const line = lines.find((one) => one.name === "validation") || lines[0];
    if (!better || !line) return;
    let index = -1;
    line.y.forEach((value, other) => {
      if (value !== null && (index < 0 || (better === "lower" ? value < line.y[index] : value > line.y[index]))) index = other;
    });
    if (index < 0 || line.x[index] < scale.from || line.x[index] > scale.to) return;
    const [x, y] = [scale.x(line.x[index]), scale.y(line.y[index])];
    const mark = element("path", { class: "best", d: `M${x} ${y - 5}l5 5l-5 5l-5-5z` }, svg);
    element("title", {}, mark, dvText("bestAt", { value: format(line.y[index]), position: line.x[index] }));
  }

  // Shows values under the pointer, and lets a part of the chart be chosen by dragging.
  function pointer(svg, scale, show, choose) {
    let start = null;
    const at = (event) => (event.clientX - svg.getBoundingClientRect().left) / svg.getBoundingClientRect().width * WIDTH;
    const clear = (name) => svg.querySelectorAll(name).forEach((old) => old.remove());
    svg.addEventListener("pointerdown", (event) => { start = at(event); busy = true; svg.setPointerCapture(event.pointerId); });
    svg.addEventListener("pointermove", (event) => {
      if (!scale()) return;
      clear(".pointer"); clear(".selection");
      const x = scale().x(show(scale().position(at(event))));
      element("path", { class: "pointer", d: `M${x} ${TOP}V${HEIGHT - BOTTOM}` }, svg);
      if (start !== null) element("rect", { class: "selection", x: Math.min(start, at(event)), y: TOP, width: Math.abs(at(event) - start), height: HEIGHT - TOP - BOTTOM }, svg);
    });
    svg.addEventListener("pointerleave", () => { clear(".pointer"); });
    svg.addEventListener("pointerup", (event) => {
      const end = at(event), begin = start;
      start = null; busy = false;
      clear(".selection");
      if (begin === null || !scale() || Math.abs(end - begin) < 8) return;
      const range = [begin, end].map(scale().position).sort((a, b) => a - b);
      if (range[1] - range[0] >= 1) choose([Math.max(scale().from, Math.floor(range[0])), Math.min(scale().to, Math.ceil(range[1]))]);
    });
    svg.addEventListener("dblclick", () => choose(null));
  }

  // A row for each tensor, a cell for each epoch; the last value stands beside it as a number.
  function layerTable(table) {
    const box = element("div", { class: "layer-table", tabindex: 0, role: "group", "aria-label": table.title }, document.getElementById("layers"));
    element("h3", {}, box, table.title);
    const names = table.rows.map((row) => row.name);
    const label = Math.min(300, 12 + 6.9 * Math.max(...names.map((name) => name.length)));
    const beside = Math.max(82, 8 + 7.4 * dvText("lastValue").length), width = 900, cell = (width - label - beside - 8) / table.epochs.length, height = 17;
    const depth = (value) => table.log ? (value > 0 ? Math.log10(value) : null) : value;
    const known = table.rows.flatMap((row) => row.values.map((value) => value === null ? null : depth(value))).filter((value) => value !== null);
    const [low, high] = table.share ? [0, 1] : [Math.min(...known), Math.max(...known)];
    const svg = element("svg", { viewBox: `0 0 ${width} ${table.rows.length * height + 44}`, role: "img", "aria-label": dvText("layerTable", { title: table.title }) }, box);
    table.rows.forEach((row, index) => {
      const y = index * height;
      const text = row.name.length > 41 ? "…" + row.name.slice(-40) : row.name;
      element("title", {}, element("text", { x: label - 8, y: y + 12.5, "text-anchor": "end" }, svg, text), row.name);
      row.values.forEach((value, column) => {
        const shade = value === null ? null : depth(value);
        const share = shade === null ? 0 : high > low ? (shade - low) / (high - low) : 0.5;
        const attributes = { x: label + column * cell, y: y + 1, width: Math.max(cell - 1, 1), height: height - 2 };
        if (shade === null) attributes.class = "none";
        else attributes.fill = `color-mix(in oklab, var(--high) ${(share * 100).toFixed(1)}%, var(--low))`;
        element("title", {}, element("rect", attributes, svg), dvText("inEpoch", { name: row.name, number: table.epochs[column], value: format(value) }));
      });
      element("text", { x: width - beside, y: y + 12.5 }, svg, format(row.values[row.values.length - 1]));
    });
    const bottom = table.rows.length * height + 14;
    const columns = table.epochs.length;
    element("text", { x: label, y: bottom, class: "quiet" }, svg, dvText("atEpoch", { number: table.epochs[0] }));
    if (columns > 1) element("text", { x: label + columns * cell, y: bottom, "text-anchor": "end", class: "quiet" }, svg, String(table.epochs[columns - 1]));
    element("text", { x: width - beside, y: bottom, class: "quiet" }, svg, dvText("lastValue"));
    for (let step = 0; step < 40; step++) element("rect", { x: label + step * 3, y: bottom + 10, width: 3.2, height: 9, fill: `color-mix(in oklab, var(--high) ${step / 39 * 100}%, var(--low))` }, svg);
    const value = (share) => format(table.log ? Math.pow(10, low + share * (high - low)) : low + share * (high - low));
    element("text", { x: label + 126, y: bottom + 18.5, class: "quiet" }, svg, high > low ? dvText(table.log ? "logarithmicRange" : "range", { low: value(0), high: value(1) }) : dvText("allEqual", { value: value(0) }));
    if (table.leftOut) element("p", { class: "hint" }, box, dvText("shownTensors", { shown: table.rows.length, count: table.rows.length + table.leftOut }));
  }

  function ridges(item) {
    const box = document.getElementById("histogram");
    box.replaceChildren();
    const width = 700, left = 70, gap = 20, tall = 54;
    const rows = item.epochs.map((epoch, index) => ({ epoch, edges: item.edges[index], counts: item.counts[index] })).filter((row) => row.edges[0] !== null);
    if (!rows.length) return void element("p", {}, box, dvText("notRecorded"));
    const low = Math.min(...rows.map((row) => row.edges[0])), high = Math.max(...rows.map((row) => row.edges[1]));
    const x = (value) => left + (high > low ? (value - low) / (high - low) : 0.5) * (width - left - 20);
    const height = tall + rows.length * gap + 24;
    const svg = element("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": dvText("histograms", { quantity: dvText.called("quantity", item.quantity), tensor: item.tensor }) }, box);
    svg.style.maxWidth = "56rem";
    rows.forEach((row, index) => {
      const base = tall + index * gap, count = row.counts.length, size = (row.edges[1] - row.edges[0]) / count;
      const density = row.counts.map((value) => value / (size || 1)), top = Math.max(...density) || 1;
      let path = `M${x(row.edges[0]).toFixed(1)} ${base}`;
      density.forEach((value, bin) => { path += `L${x(row.edges[0] + (bin + 0.5) * size).toFixed(1)} ${(base - value / top * (tall - 8)).toFixed(1)}`; });
      path += `L${x(row.edges[1]).toFixed(1)} ${base}Z`;
      element("title", {}, element("path", { class: "ridge", d: path }, svg), dvText("epochRange", { number: row.epoch, low: format(row.edges[0]), high: format(row.edges[1]) }));
      const step = Math.ceil(rows.length / 12), last = rows.length - 1;
      if (index === last || (index % step === 0 && index + step <= last)) element("text", { x: left - 10, y: base + 3, "text-anchor": "end" }, svg, index ? String(row.epoch) : dvText("atEpoch", { number: row.epoch }));
    });
    for (const value of high > low ? ticks(low, high, 6) : [low]) element("text", { x: x(value), y: height - 6, "text-anchor": "middle" }, svg, format(value));
  }

  function chooseHistogram() {
    const [quantity, tensor] = [document.getElementById("quantity"), document.getElementById("tensor")];
    const names = [...new Set(data.histograms.map((item) => item.quantity))];
    names.forEach((name) => element("option", { value: name }, quantity, dvText.called("quantity", name)));
    if (names.includes(state.quantity)) quantity.value = state.quantity;
    function fill() {
      state.quantity = quantity.value;
      const items = data.histograms.filter((item) => item.quantity === quantity.value);
      tensor.replaceChildren(...items.map((item) => element("option", {}, null, item.tensor)));
      if (items.some((item) => item.tensor === state.tensor)) tensor.value = state.tensor;
      show();
    }
    function show() {
      state.tensor = tensor.value;
      ridges(data.histograms.find((item) => item.quantity === quantity.value && item.tensor === tensor.value));
    }
    quantity.addEventListener("change", fill);
    tensor.addEventListener("change", show);
    fill();
  }

  const draws = data.charts.map(chartOf);
  const drawAll = () => draws.forEach((draw) => draw());

  function offerWhole() {
    document.getElementById("whole").hidden = !Object.keys(state.range).length;
  }

  if (data.charts.length) {
    document.getElementById("controls").hidden = document.getElementById("hint").hidden = false;
    const slider = document.getElementById("smoothing");
    slider.value = state.smoothing;
    const smoothed = () => { document.getElementById("smoothing-value").textContent = dvText.localised(String(state.smoothing)); };
    slider.addEventListener("input", () => { state.smoothing = Number(slider.value); smoothed(); drawAll(); });
    document.getElementById("whole").addEventListener("click", () => { state.range = {}; offerWhole(); drawAll(); });
    smoothed();
    offerWhole();
    drawAll();
  }
  if (data.layers.length) {
    document.getElementById("layers-section").hidden = false;
    data.layers.forEach(layerTable);
  }
  if (data.histograms.length) {
    document.getElementById("histograms-section").hidden = false;
    chooseHistogram();
  }

  const paused = document.getElementById("paused");
  paused.checked = state.paused;
  paused.addEventListener("change", () => { state.paused = paused.checked; });
  window.scrollTo({ top: state.scroll, behavior: "instant" });
  window.addEventListener("pagehide", keep);

  // A page whose numbers stay the same for long says so: the training may have been stopped.
  const news = document.getElementById("news");
  const SILENCE = Math.max(60, 20 * (data.refresh || 0) / 1000);
  function age() {
    if (data.written === null || data.refresh === null) return;
    const seconds = Math.max(0, Math.round(Date.now() / 1000 - data.written));
    news.classList.toggle("old", seconds > SILENCE);
    news.textContent = seconds > SILENCE
      ? dvText("silent", { minutes: Math.round(seconds / 60) })
      : dvText("written", { seconds });
  }
  age();
  setInterval(age, 1000);
  if (data.refresh === null) {
    paused.parentElement.hidden = true;
    return;
  }
  setInterval(() => {
    const active = document.activeElement;
    if (state.paused || busy || (active && (active.tagName === "SELECT" || active.type === "range") && active.matches(":active"))) return;
    keep();
    location.reload();
  }, data.refresh);
})();
