// Makes every picture of a page one to explore. Without this the pictures are whole, and scroll.
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const STEP = 60, ZOOM = 1.25, LEAST = 0.05, MOST = 8, LISTED = 12, MARKED = 500;

  function make(parent, tag, attributes, text) {
    const item = document.createElement(tag);
    for (const name in attributes) item.setAttribute(name, attributes[name]);
    if (text !== undefined) item.textContent = text;
    parent.append(item);
    return item;
  }

  function draw(parent, tag, attributes) {
    const item = document.createElementNS(SVG, tag);
    for (const name in attributes) item.setAttribute(name, attributes[name]);
    parent.append(item);
    return item;
  }

  // The texts that browsers show by themselves go into the panel, where they can be read at leisure.
  function takeTitle(item) {
    const title = item.querySelector(":scope > title");
    if (!title) return "";
    title.remove();
    return title.textContent;
  }

  // As formatting.py writes numbers.
  function number(value) {
    const short = Number.isInteger(value) && Math.abs(value) < 1e6 ? value : Number(value.toPrecision(4)), size = Math.abs(short);
    const isLong = Number.isFinite(short) && size && (size < 1e-4 || size >= 1e6);
    return dvText.localised(isLong ? short.toExponential().replace("+", "") : short.toLocaleString("en-US", { maximumSignificantDigits: 6 })).replaceAll("-", "−");
  }

  function decoded(text, kind) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return new kind(bytes.buffer);
  }

  // zoom and pan: the browser's own scrolling, plus dragging, keys and buttons
  function viewer(view, port, svg, tools, folds) {
    const box = svg.viewBox.baseVal;
    let scale = 1;

    function zoomTo(wanted, x, y) {
      const next = Math.min(MOST, Math.max(LEAST, wanted));
      const atX = x === undefined ? port.clientWidth / 2 : x, atY = y === undefined ? port.clientHeight / 2 : y;
      const left = (port.scrollLeft + atX) * (next / scale) - atX, top = (port.scrollTop + atY) * (next / scale) - atY;
      scale = next;
      svg.style.width = box.width * scale + "px";
      svg.style.height = box.height * scale + "px";
      port.scrollLeft = left;
      port.scrollTop = top;
      view.dataset.scale = scale.toPrecision(4);
      folds.zoomed(scale);
    }

    function fit() {
      zoomTo(Math.min(port.clientWidth / box.width, (port.clientHeight || box.height) / box.height, 1));
      port.scrollLeft = port.scrollTop = 0;
    }

    function show(item) {
      if (scale < 0.5) zoomTo(1);
      const own = item.getBoundingClientRect(), frame = port.getBoundingClientRect();
      port.scrollLeft += own.left + own.width / 2 - frame.left - port.clientWidth / 2;
      port.scrollTop += own.top + own.height / 2 - frame.top - port.clientHeight / 2;
    }

    const actions = { "−": [dvText("zoomOut"), () => zoomTo(scale / ZOOM)], "+": [dvText("zoomIn"), () => zoomTo(scale * ZOOM)], [dvText("fit")]: [dvText("fitWhole"), fit], "1:1": [dvText("naturalSize"), () => zoomTo(1)] };
    for (const name in actions) {
      make(tools, "button", { type: "button", "aria-label": actions[name][0], title: actions[name][0] }, name).addEventListener("click", actions[name][1]);
    }
    const keys = { "+": () => zoomTo(scale * ZOOM), "=": () => zoomTo(scale * ZOOM), "-": () => zoomTo(scale / ZOOM), 0: fit, 1: () => zoomTo(1), ArrowLeft: () => port.scrollBy(-STEP, 0), ArrowRight: () => port.scrollBy(STEP, 0), ArrowUp: () => port.scrollBy(0, -STEP), ArrowDown: () => port.scrollBy(0, STEP) };
    port.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !keys[event.key]) return;
      keys[event.key]();
      event.preventDefault();
    });
    port.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const frame = port.getBoundingClientRect();
      zoomTo(scale * Math.exp(-event.deltaY / 300), event.clientX - frame.left, event.clientY - frame.top);
    }, { passive: false });

    let start = null;
    port.addEventListener("pointerdown", (event) => {
      if (event.button === 0 && event.pointerType === "mouse") start = { x: event.clientX, y: event.clientY, left: port.scrollLeft, top: port.scrollTop, moved: false };
    });
    window.addEventListener("pointermove", (event) => {
      if (!start) return;
      if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > 4) start.moved = true;
      if (!start.moved) return;
      port.classList.add("dv-dragged");
      port.scrollLeft = start.left - (event.clientX - start.x);
      port.scrollTop = start.top - (event.clientY - start.y);
    });
    window.addEventListener("pointerup", () => {
      // A click that ends a drag folds nothing.
      if (start && start.moved) setTimeout(() => port.classList.remove("dv-dragged"));
      start = null;
    });
    const wide = Math.min(1, (port.clientWidth || box.width) / box.width);
    const whole = Math.min(wide, (port.clientHeight || box.height) / box.height);
    zoomTo(whole > 0.6 ? whole : wide);
    folds.whenResized(() => {
      svg.style.width = box.width * scale + "px";
      svg.style.height = box.height * scale + "px";
    });
    return { show };
  }

  // weights: the lines of each neuron, and a threshold below which lines are hidden
  function weights(view, svg) {
    const groups = Array.from(svg.querySelectorAll(".dv-bundle"));
    const neurons = new Map();
    const largest = new Map();
    const bundles = Array.from(view.querySelectorAll(":scope > [data-dv-bundle]"), (data, index) => {
      const kind = data.dataset.wide ? Uint32Array : Uint16Array;
      const bundle = { group: groups[index], name: data.dataset.dvBundle, scale: data.dataset.scale || "", ends: [data.dataset.sources.split(" "), data.dataset.targets.split(" ")], from: decoded(data.dataset.from, kind), to: decoded(data.dataset.to, kind), values: decoded(data.dataset.values, Float32Array) };
      // One path holds one line or many; its data stand in the order of the lines.
      let first = 0;
      bundle.paths = Array.from(bundle.group.querySelectorAll(".dv-line, .dv-lines"), (path) => {
        const lines = path.getAttribute("d").slice(1).split("M").map((line) => "M" + line);
        first += lines.length;
        path.querySelectorAll("title").forEach((title) => title.remove());
        return { path, lines, first: first - lines.length };
      });
      let most = largest.get(bundle.scale) || 0;
      for (const value of bundle.values) if (Math.abs(value) > most) most = Math.abs(value);
      largest.set(bundle.scale, most);
      bundle.ends.forEach((names, side) => names.forEach((name, place) => {
        if (!neurons.has(name)) neurons.set(name, []);
        neurons.get(name).push({ bundle, side, place });
      }));
      return bundle;
    });

    function linesOf(id) {
      const found = [];
      for (const { bundle, side, place } of neurons.get(id) || []) {
        const own = side === 0 ? bundle.from : bundle.to, other = side === 0 ? bundle.to : bundle.from;
        for (let line = 0; line < own.length; line++) {
          if (own[line] === place) found.push({ bundle, line, other: bundle.ends[1 - side][other[line]], into: side === 1, value: bundle.values[line] });
        }
      }
      return found.sort((one, two) => Math.abs(two.value) - Math.abs(one.value));
    }

    // A share of the largest magnitude of each scale: numbers of different scales do not compare.
    function hideBelow(share) {
      for (const { values, paths, scale } of bundles) {
        const least = share * largest.get(scale);
        for (const { path, lines, first } of paths) {
          const kept = lines.filter((line, index) => !(Math.abs(values[first + index]) < least));
          path.setAttribute("d", kept.join(""));
          path.classList.toggle("dv-hidden", kept.length === 0);
        }
      }
    }

    function highlight(found) {
      const chosen = new Map();
      for (const { bundle, line } of found) {
        if (!chosen.has(bundle)) chosen.set(bundle, new Set());
        chosen.get(bundle).add(line);
      }
      for (const bundle of bundles) {
        bundle.group.classList.add("dv-faded");
        const marked = chosen.get(bundle);
        if (!marked) continue;
        const over = draw(bundle.group.parentNode, "g", { class: "dv-marked", fill: "none" });
        bundle.group.after(over);
        for (const { path, lines, first } of bundle.paths) {
          const kept = lines.filter((line, index) => marked.has(first + index));
          if (kept.length) draw(over, "path", { d: kept.join(""), stroke: path.getAttribute("stroke"), "stroke-width": Number(path.getAttribute("stroke-width")) + 0.8, "stroke-dasharray": path.getAttribute("stroke-dasharray") || "none" });
        }
      }
    }

    function clear() {
      for (const item of svg.querySelectorAll(".dv-marked")) item.remove();
      for (const { group } of bundles) group.classList.remove("dv-faded");
    }

    return { has: (id) => neurons.has(id), any: bundles.length > 0, largest, linesOf, hideBelow, highlight, clear };
  }

  function slider(tools, lines) {
    const label = make(tools, "label", {}, dvText("hideBelow"));
    const input = make(label, "input", { type: "range", min: "0", max: "100", step: "1", value: "0" });
    const shown = make(label, "output", {}, "0");
    input.addEventListener("input", () => {
      // Small weights are the many: the square gives them more of the way.
      const share = Math.pow(Number(input.value) / 100, 2);
      const [most] = lines.largest.values();
      shown.textContent = lines.largest.size === 1 ? number(share * most) : dvText("ofEachScale", { share: number(100 * share) });
      input.setAttribute("aria-valuetext", shown.textContent);
      lines.hideBelow(share);
    });
  }

  // blocks: a click opens what is inside
  function blocks(view, port, shapes, prefix) {
    const found = new Map(), byId = new Map(shapes.map((shape) => [shape.id, shape]));
    for (const inner of view.querySelectorAll(":scope > [data-dv-inside]")) {
      const shape = byId.get(prefix + "_" + inner.dataset.dvInside);
      if (!shape) continue;
      found.set(shape, Array.from(inner.querySelectorAll("text,title"), (item) => item.textContent).join(" ").toLowerCase());
      const dialog = make(view, "dialog", { class: "dv-inside", "aria-label": dvText("inside", { name: shape.dataset.name }) });
      make(dialog, "button", { type: "button" }, dvText("close")).addEventListener("click", () => dialog.close());
      dialog.append(...inner.childNodes);
      inner.remove();
      const open = () => { if (!port.classList.contains("dv-dragged")) dialog.showModal(); };
      shape.classList.add("dv-block");
      shape.addEventListener("click", open);
      shape.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        open();
      });
    }
    return found;
  }

  // marks: from one marked shape to the next, and all shapes of a mark faded or not
  function marks(view, svg, tools, shapes, show) {
    const marked = shapes.filter((shape) => shape.dataset.mark);
    if (!marked.length) return;
    const off = new Set();
    let at = -1;
    const group = make(tools, "span", { class: "dv-marks", role: "group", "aria-label": dvText("changes") });
    const back = make(group, "button", { type: "button", title: dvText("previousChange") }, dvText("previous"));
    const next = make(group, "button", { type: "button", title: dvText("nextChange") }, dvText("next"));
    const told = make(group, "output", { "aria-live": "polite" });

    function open() {
      return marked.filter((shape) => !off.has(shape.dataset.mark));
    }

    function go(step) {
      const found = open();
      if (!found.length) return;
      at = at < 0 && step < 0 ? found.length - 1 : (at + step + found.length) % found.length;
      show(found[at]);
      told.textContent = dvText("atChange", { number: at + 1, count: found.length });
    }

    back.addEventListener("click", () => go(-1));
    next.addEventListener("click", () => go(1));
    view.addEventListener("keydown", (event) => {
      const step = { n: 1, p: -1 }[event.key];
      if (!step || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input")) return;
      event.preventDefault();
      go(step);
    });
    for (const name of new Set(marked.map((shape) => shape.dataset.mark))) {
      const own = marked.filter((shape) => shape.dataset.mark === name);
      const label = make(group, "label", {});
      const box = make(label, "input", { type: "checkbox", value: name });
      box.checked = true;
      label.append(" " + dvText.called("sort", name) + " (" + dvText.count(own.length) + ")");
      box.addEventListener("change", () => {
        if (box.checked) off.delete(name);
        else off.add(name);
        for (const shape of own) shape.classList.toggle("dv-off", !box.checked);
        at = -1;
        told.textContent = dvText("shownChanges", { shown: open().length, count: marked.length });
      });
    }
  }

  function ring(item, box) {
    return draw(item, "rect", { class: "dv-ring", x: box.x - 4, y: box.y - 4, width: box.width + 8, height: box.height + 8, rx: 6 });
  }

  // A picture without frames, all of which is in the document, needs nothing of frames.js.
  function plain(svg) {
    return { elements: (kind) => Array.from(svg.querySelectorAll(kind === "frame" ? ".dv-cluster" : ".dv-" + kind)), box: (item) => item.getBBox(), zoomed() {}, whenResized() {}, open() {} };
  }

  // one picture
  function start(view) {
    const port = view.querySelector(".dv-port"), store = window.dvFrames && dvFrames.stored(port), svg = store ? store.svg : port.querySelector("svg"), prefix = svg.id;
    const tools = document.createElement("div");
    tools.className = "dv-tools";
    tools.setAttribute("role", "toolbar");
    tools.setAttribute("aria-label", dvText("picture"));
    view.prepend(tools);
    view.classList.add("dv-live");
    const folds = window.dvFrames ? dvFrames.frames(svg, prefix, port, store && store.show) : plain(svg);
    port.tabIndex = 0;
    port.setAttribute("role", "region");
    port.setAttribute("aria-label", (svg.querySelector("title") || { textContent: dvText("picture") }).textContent);
    svg.setAttribute("role", "group");
    const shapes = folds.elements("shape");
    const facts = new Map(shapes.concat(folds.elements("frame")).map((item) => [item, takeTitle(item) || item.dataset.name]));
    const names = new Map(shapes.map((item) => [item.id.slice(prefix.length + 1), item.dataset.name]));
    const screen = viewer(view, port, svg, tools, folds), lines = weights(view, svg), unfold = folds.open;
    const opening = blocks(view, port, shapes, prefix);
    const panel = make(view, "pre", { class: "dv-panel", role: "status", hidden: "" });
    let held = null;

    function tell(item) {
      const id = item.id.slice(prefix.length + 1);
      let text = facts.get(item);
      lines.clear();
      if (lines.has(id)) {
        const found = lines.linesOf(id);
        lines.highlight(found);
        text += found.slice(0, LISTED).map((line) => "\n" + (line.into ? "← " : "→ ") + names.get(line.other) + ": " + number(line.value)).join("");
        if (found.length > LISTED) text += "\n" + dvText("more", { count: found.length - LISTED });
      }
      // No line ends inside a shape.
      panel.textContent = text.replace(/\((?:None|[?…]|\d+)(?:, (?:None|[?…]|\d+))+\)/g, (shape) => shape.replaceAll(" ", "\u00a0"));
      // The panel stays out of the way of what it tells of, and lets the pointer through until something is held.
      const own = item.getBoundingClientRect(), frame = view.getBoundingClientRect();
      panel.classList.toggle("dv-left", own.left + own.width / 2 > frame.left + frame.width / 2);
      panel.classList.toggle("dv-held", item === held);
      panel.hidden = false;
    }

    function hush() {
      lines.clear();
      if (held) tell(held);
      else panel.hidden = true;
    }

    // One stop for the tab key; from there the arrow keys go from layer to layer.
    function move(item) {
      for (const shape of shapes) shape.tabIndex = -1;
      item.tabIndex = 0;
    }

    for (const item of facts.keys()) {
      item.addEventListener("pointerenter", () => tell(item));
      item.addEventListener("pointerleave", hush);
      item.addEventListener("focus", () => {
        held = item;
        ring(item, folds.box(item)).classList.add("dv-focused");
        tell(item);
      });
      item.addEventListener("blur", () => {
        held = null;
        for (const old of item.querySelectorAll(".dv-focused")) old.remove();
        hush();
      });
    }
    for (const shape of shapes) {
      shape.tabIndex = -1;
      shape.setAttribute("role", opening.has(shape) ? "button" : "img");
      shape.setAttribute("aria-label", [shape.dataset.name, dvText.called("kind", shape.dataset.kind)].filter(Boolean).join(", "));
      shape.addEventListener("keydown", (event) => {
        const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
        if (event.key === "Escape") port.focus();
        if (!step || event.altKey || event.ctrlKey) return;
        event.preventDefault();
        const open = shapes.filter((other) => !other.classList.contains("dv-hidden"));
        const next = open[open.indexOf(shape) + step];
        if (!next) return;
        unfold(next);
        move(next);
        next.focus({ preventScroll: true });
        screen.show(next);
      });
    }
    if (shapes.length) shapes[0].tabIndex = 0;

    const search = make(tools, "input", { type: "search", placeholder: dvText("findLayer"), "aria-label": dvText("findALayer") });
    const count = make(tools, "output", { "aria-live": "polite" });
    let hits = [], at = -1;

    function mark() {
      for (const item of shapes) {
        item.classList.remove("dv-hit", "dv-current");
        for (const old of item.querySelectorAll(".dv-ring:not(.dv-focused)")) old.remove();
      }
      const wanted = search.value.trim().toLowerCase();
      hits = wanted ? shapes.filter((item) => ((item.dataset.name + " " + (item.dataset.kind || "")).toLowerCase() + (opening.get(item) || "")).includes(wanted)) : [];
      at = -1;
      for (const item of hits.slice(0, MARKED)) {
        item.classList.add("dv-hit");
        ring(item, folds.box(item));
      }
      count.textContent = wanted ? dvText("hits", { count: hits.length }) : "";
    }

    function jump(step) {
      if (!hits.length) return;
      if (hits[at]) hits[at].classList.remove("dv-current");
      at = (at + step + hits.length) % hits.length;
      unfold(hits[at]);
      hits[at].classList.add("dv-current");
      move(hits[at]);
      screen.show(hits[at]);
      tell(hits[at]);
      count.textContent = dvText("atHit", { number: at + 1, count: hits.length });
    }

    marks(view, svg, tools, shapes, (item) => {
      unfold(item);
      move(item);
      item.focus({ preventScroll: true });
      screen.show(item);
    });

    search.addEventListener("input", mark);
    search.addEventListener("keydown", (event) => {
      if (event.key === "Enter") jump(event.shiftKey ? -1 : 1);
      if (event.key !== "Escape") return;
      search.value = "";
      mark();
      hush();
    });
    if (lines.any) slider(tools, lines);
    tools.append(...view.querySelectorAll(":scope > .dv-card"));
  }

  for (const view of document.querySelectorAll(".dv-view")) start(view);
})();
