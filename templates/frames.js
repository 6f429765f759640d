// The frames of a picture: folded ones leave no hole, and of a large picture the document has only what is seen.
var dvFrames = (function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  // In pixels of the picture: what stays free around a part, a frame's border, a card, and a letter as part of its size.
  const NEAR = 16, BORDER = 12, LINE = 18, LETTER = 0.62;
  // On the screen: what is drawn beside the part that is seen, and how many shapes at once have their texts.
  const AHEAD = 150, DETAILED = 900;
  const FEW = 300;
  // In pixels of the picture: a step that whole numbers of all dashes fill.
  const DASHES = 40;

  function draw(parent, tag, attributes) {
    const item = document.createElementNS(SVG, tag);
    for (const name in attributes) item.setAttribute(name, attributes[name]);
    parent.append(item);
    return item;
  }

  function numbers(text) {
    return (text.match(/-?(?:\d+\.?\d*|\.\d+)/g) || []).map(Number);
  }

  // Path data of straight lines and cubic curves, with all coordinates as pairs from the corner of the picture.
  function pieces(d) {
    const found = [];
    let x = 0, y = 0;
    for (const [, letter, rest] of d.matchAll(/([MLHVCZmlhvcz])([^MLHVCZmlhvcz]*)/g)) {
      const own = numbers(rest), far = letter === letter.toUpperCase() ? 0 : 1, kind = letter.toUpperCase();
      const step = { H: 1, V: 1, C: 6 }[kind] || 2;
      for (let at = 0; at + step <= own.length; at += step) {
        const points = [];
        if (kind === "H") points.push([own[at] + far * x, y]);
        else if (kind === "V") points.push([x, own[at] + far * y]);
        else for (let next = 0; next < step; next += 2) points.push([own[at + next] + far * x, own[at + next + 1] + far * y]);
        found.push([kind === "C" || kind === "M" ? kind : "L", points]);
        [x, y] = points[points.length - 1];
      }
    }
    return found;
  }

  function moved(item) {
    const found = /translate\(([^)]*)\)/.exec(item.getAttribute("transform") || "");
    const [x, y] = found ? numbers(found[1]) : [0, 0];
    return [x, y || 0];
  }

  function around(points) {
    const x = points.map((point) => point[0]), y = points.map((point) => point[1]);
    return [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
  }

  // The box of a part: as drawn, or as its figure says where it is not in the document.
  function boxOf(item) {
    const [x, y] = moved(item);
    let box;
    if (item.isConnected) {
      const own = item.getBBox();
      box = [own.x, own.y, own.x + own.width, own.y + own.height];
    } else {
      const own = (figure, name) => Number(figure.getAttribute(name) || 0), points = [];
      for (const figure of item.querySelectorAll(":scope > rect, :scope > ellipse, :scope > polygon")) {
        if (figure.tagName === "rect") points.push([own(figure, "x"), own(figure, "y")], [own(figure, "x") + own(figure, "width"), own(figure, "y") + own(figure, "height")]);
        else if (figure.tagName === "ellipse") points.push([-own(figure, "rx"), -own(figure, "ry")], [own(figure, "rx"), own(figure, "ry")]);
        else for (let at = 0, all = numbers(figure.getAttribute("points")); at < all.length; at += 2) points.push([all[at], all[at + 1]]);
      }
      box = points.length ? around(points) : [0, 0, 0, 0];
    }
    return [box[0] + x, box[1] + y, box[2] + x, box[3] + y];
  }

  // What is left of a line when the free parts of it are cut out: where each of its points comes to stand.
  function shrunk(free, covered) {
    const cuts = [], taken = covered.slice().sort((one, two) => one[0] - two[0]);
    let at = 0, end = -Infinity;
    for (const [start, stop] of free.sort((one, two) => one[0] - two[0])) {
      let from = Math.max(start, end);
      while (at < taken.length && taken[at][0] < stop) {
        if (taken[at][0] > from) cuts.push([from, taken[at][0]]);
        from = Math.max(from, taken[at][1]);
        at++;
      }
      if (from < stop) cuts.push([from, stop]);
      end = Math.max(end, from, stop);
    }
    const sums = [0];
    for (const [from, to] of cuts) sums.push(sums[sums.length - 1] + to - from);
    return (value) => {
      let low = 0, high = cuts.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (cuts[middle][0] < value) low = middle + 1;
        else high = middle;
      }
      return value - (low ? sums[low - 1] + Math.min(value, cuts[low - 1][1]) - cuts[low - 1][0] : 0);
    };
  }

  // The picture of a page that has it stored, without the parts that come and go.
  function stored(port) {
    const store = port.querySelector(":scope > noscript");
    if (!store) return null;
    const svg = document.adoptNode(new DOMParser().parseFromString(store.textContent, "text/html").querySelector("svg"));
    return { svg, show: () => store.replaceWith(svg) };
  }

  function frames(svg, prefix, port, show) {
    const large = Boolean(show);
    const id = (item) => item.id.slice(prefix.length + 1);
    const items = { frame: [], edge: [], caption: [], shape: [] }, byName = new Map(), byElement = new Map(), parents = new Map();
    for (const kind in items) {
      items[kind] = Array.from(svg.querySelectorAll(".dv-" + (kind === "frame" ? "cluster" : kind)), (element) => ({ kind, element, name: kind === "caption" ? element.dataset.cluster : id(element), version: -1, hidden: false }));
      for (const item of items[kind]) byElement.set(item.element, item);
      if (kind === "frame" || kind === "shape") for (const item of items[kind]) byName.set(item.name, item);
    }
    // A frame that goes on in the next strip is one frame.
    const firsts = new Map(items.frame.map(({ name }) => [name, name.replace(/-part\d+$/, "")]).filter(([name, first]) => first !== name && byName.has(first)));
    const whole = (name) => firsts.get(name) || name;
    for (const item of [...items.frame, ...items.shape]) {
      const own = whole(item.name);
      parents.set(item.name, own !== item.name ? own : whole(item.element.dataset.cluster || ""));
    }
    const captions = new Map(items.caption.map((item) => [item.name, item]));
    const layers = new Map();
    if (large) takeOut();
    if (show) show();
    const viewBox = svg.viewBox.baseVal, size = [viewBox.width, viewBox.height], top = viewBox.y, paper = svg.querySelector(":scope > .dv-paper");
    const closed = new Set();
    let fixed = null, flat = [(value) => value, (value) => value], version = 0, scale = 1, pinned = null, shown = [], resized = () => {}, far = null;

    // Parts of one kind stand in a row in the picture; a mark keeps their place in it.
    function takeOut() {
      for (const kind in items) for (const item of items[kind]) {
        const parent = item.element.parentNode;
        if (!layers.has(parent) || !layers.get(parent).has(kind)) {
          if (!layers.has(parent)) layers.set(parent, new Map());
          const room = kind === "edge" ? parent : document.createElementNS(SVG, "g");
          if (room !== parent) item.element.before(room);
          layers.get(parent).set(kind, { room, items: [] });
        }
        layers.get(parent).get(kind).items.push(item);
      }
      for (const kind in items) for (const item of items[kind]) item.element.remove();
    }

    function measure() {
      for (const kind in items) for (const item of items[kind]) {
        if (kind !== "edge") {
          item.box = boxOf(kind === "frame" && item.element.isConnected ? item.element.querySelector("rect") : item.element);
          item.from = moved(item.element);
          continue;
        }
        item.path = item.element.matches("path") ? item.element : item.element.querySelector("path");
        item.data = item.path.getAttribute("d");
        item.pieces = pieces(item.data);
        item.box = around(item.pieces.flatMap((piece) => piece[1]));
        item.ends = item.element.dataset.edge.split(" ");
        item.note = item.element.querySelector(":scope > g");
      }
      const body = svg.querySelector(":scope > g"), ours = ".dv-cluster,.dv-caption,.dv-shape,.dv-edge,marker";
      const rest = Array.from(body ? body.children : []).filter((item) => !item.matches(ours) && !item.querySelector(ours) && !(large && !item.childNodes.length));
      const texts = rest.flatMap((item) => item.matches("g") && !item.hasAttribute("transform") && Array.from(item.children).every((child) => child.matches("text")) ? Array.from(item.children) : [item]);
      fixed = texts.map((element) => ({ element, box: boxOf(element), from: moved(element) }));
    }

    function inside(name, frame) {
      for (let at = parents.get(name); at; at = parents.get(at)) if (at === frame) return true;
      return false;
    }

    // The outermost closed frame around a part, or the part itself.
    function seen(name) {
      let found = name;
      for (let at = name; at; at = parents.get(at)) if (closed.has(at)) found = at;
      return found;
    }

    // A closed frame is a card at the frame's upper edge, within the frame: its caption, and how much is in it.
    function card(item) {
      const caption = captions.get(item.name), title = caption ? caption.box[2] - caption.box[0] : 0;
      const wide = Math.min(Math.max(title, 12 * LETTER * folded(item).length) + 24, item.box[2] - item.box[0]);
      // Frames may touch: the card and the ring around it stay off the sides.
      const middle = entry(item, wide / 2 + Math.min(BORDER, (item.box[2] - item.box[0] - wide) / 2));
      return [middle - wide / 2, item.box[1], middle + wide / 2, Math.min(item.box[1] + LINE * (caption ? 2 : 1) + 12, item.box[3])];
    }

    // A high frame is entered from above, at its uppermost part: lines to the card stay as straight as those to the frame.
    function entry(item, half) {
      const [left, top, right, bottom] = item.box;
      if (bottom - top <= right - left || !item.first) return (left + right) / 2;
      return Math.max(left + half, Math.min(right - half, (item.first[0] + item.first[2]) / 2));
    }

    function folded(item) {
      if (item.count === undefined) {
        for (const frame of items.frame) frame.count = 0;
        for (const shape of items.shape) for (let at = parents.get(shape.name); at; at = parents.get(at)) {
          const frame = byName.get(at);
          if (!frame) continue;
          frame.count++;
          if (!frame.first || shape.box[1] < frame.first[1]) frame.first = shape.box;
        }
      }
      const count = Number(item.element.dataset.layers || item.count), text = "▸ " + dvText("folded", { count });
      return 12 * LETTER * text.length < item.box[2] - item.box[0] ? text : "▸ " + dvText.count(count);
    }

    function arrange() {
      if (!fixed) measure();
      version++;
      const covered = [[], []], free = [[], []];
      const cover = (box, near) => [0, 1].forEach((axis) => covered[axis].push([box[axis] - near, box[axis + 2] + near]));
      for (const item of [...items.frame, ...items.shape, ...items.caption]) {
        item.hidden = seen(item.name) !== item.name;
        item.element.classList.toggle("dv-hidden", item.hidden);
        if (item.hidden) continue;
        if (item.kind === "shape") cover(item.box, NEAR);
        else if (item.kind === "caption") closed.has(item.name) || cover(item.box, 4);
        else if (closed.has(item.name)) {
          item.card = card(item);
          cover(item.card, NEAR);
          const parts = items.frame.filter((part) => part === item || whole(part.name) === item.name && part !== item);
          for (const part of parts) [0, 1].forEach((axis) => free[axis].push([part.box[axis], part.box[axis + 2]]));
        } else [0, 1].forEach((axis) => covered[axis].push([item.box[axis] - BORDER, item.box[axis] + BORDER], [item.box[axis + 2] - BORDER, item.box[axis + 2] + BORDER]));
      }
      for (const item of fixed) cover(item.box, 8);
      flat = [0, 1].map((axis) => shrunk(free[axis], covered[axis]));
      for (const kind in items) for (const item of items[kind]) if (kind === "edge") edge(item); else if (!item.hidden) item.now = placed(item.kind === "frame" && closed.has(item.name) ? item.card : item.box);
      for (const item of fixed) shift(item, placed(item.box));
      const wide = flat[0](size[0]), high = flat[1](top + size[1]) - top;
      svg.setAttribute("viewBox", [0, top, wide, high].join(" "));
      if (paper) for (const [name, value] of [["width", wide], ["height", high]]) paper.setAttribute(name, value);
      shown = items.shape.filter((item) => !item.hidden);
      for (const kinds of layers.values()) for (const layer of kinds.values()) layer.shown = layer.items.filter((item) => !item.hidden);
      if (!large) for (const kind in items) items[kind].forEach(put);
    }

    // A part keeps its size and goes where its middle goes; a frame goes from where to where its borders go.
    function placed(box) {
      return [flat[0](box[0]), flat[1](box[1]), flat[0](box[2]), flat[1](box[3])];
    }

    function shift(item, now) {
      const across = (now[0] + now[2] - item.box[0] - item.box[2]) / 2, down = (now[1] + now[3] - item.box[1] - item.box[3]) / 2;
      if (across || down || item.element.hasAttribute("transform")) item.element.setAttribute("transform", `translate(${(item.from[0] + across).toFixed(2)} ${(item.from[1] + down).toFixed(2)})`);
    }

    function edge(item) {
      const ends = item.ends.map((name) => seen(whole(name)));
      item.hidden = ends[0] === ends[1] && ends[0] !== item.ends[0];
      item.element.classList.toggle("dv-hidden", item.hidden);
      item.line = null;
      if (item.hidden) return;
      item.now = placed(item.box);
      if (ends[0] === item.ends[0] && ends[1] === item.ends[1]) return;
      const [one, two] = ends.map((name) => placed(closed.has(name) ? byName.get(name).card : byName.get(name).box));
      item.line = [border(one, two), border(two, one)];
      item.now = around(item.line);
    }

    function border(box, other) {
      const x = (box[0] + box[2]) / 2, y = (box[1] + box[3]) / 2, toX = (other[0] + other[2]) / 2 - x, toY = (other[1] + other[3]) / 2 - y;
      const reach = Math.max(Math.abs(toX) / ((box[2] - box[0]) / 2), Math.abs(toY) / ((box[3] - box[1]) / 2), 1);
      return [x + toX / reach, y + toY / reach];
    }

    function data(item) {
      if (item.line) return "M" + item.line.map((point) => point.map((value) => value.toFixed(1))).join("L");
      if (!closed.size) return item.data;
      return item.pieces.map(([letter, points]) => letter + points.map((point) => flat[0](point[0]).toFixed(1) + " " + flat[1](point[1]).toFixed(1)).join(" ")).join("");
    }

    function resize(rect, box, more) {
      for (const [name, value] of [["x", box[0] - more], ["y", box[1] - more], ["width", box[2] - box[0] + 2 * more], ["height", box[3] - box[1] + 2 * more]]) rect.setAttribute(name, value.toFixed(2));
    }

    // Writes where a part stands, once after each change.
    function put(item) {
      if (item.version === version || item.hidden) return;
      item.version = version;
      const { element, now } = item;
      if (item.kind === "edge") {
        item.path.setAttribute("d", data(item));
        if (item.note) {
          item.note.classList.toggle("dv-hidden", Boolean(item.line));
          const text = item.note.querySelector("text"), at = [Number(text.getAttribute("x") || 0), Number(text.getAttribute("y") || 0)];
          item.note.setAttribute("transform", `translate(${flat[0](at[0]) - at[0]} ${flat[1](at[1]) - at[1]})`);
        }
      } else if (item.kind === "frame") {
        const old = element.querySelector(".dv-folded");
        outline(item, now);
        item.cut = now.join(" ");
        if (old) old.remove();
        if (closed.has(item.name)) draw(element, "text", { class: "dv-folded", x: (now[0] + now[2]) / 2, y: now[3] - 14 }).textContent = folded(item);
      } else if (item.kind === "caption" && closed.has(item.name)) {
        const frame = byName.get(item.name).now, middle = (frame[0] + frame[2]) / 2, half = (item.box[2] - item.box[0]) / 2, high = item.box[3] - item.box[1];
        shift(item, item.now = [middle - half, frame[1] + 8, middle + half, frame[1] + 8 + high]);
      } else shift(item, now);
    }

    // Browsers draw each dash of a frame, those far away too: it is as long as the view, and its dashes stay where they are.
    function cut(item, from, to) {
      const box = item.now.slice();
      for (const axis of [0, 1]) {
        const before = from[axis] - box[axis], behind = box[axis + 2] - to[axis];
        if (before > DASHES) box[axis] += Math.floor(before / DASHES) * DASHES;
        if (behind > DASHES) box[axis + 2] -= Math.floor(behind / DASHES) * DASHES;
      }
      const key = box.join(" ");
      if (item.cut === key) return;
      item.cut = key;
      outline(item, box);
    }

    function outline(item, box) {
      resize(item.element.querySelector("rect"), box, 0);
      for (const ring of item.element.querySelectorAll(".dv-ring")) resize(ring, box, 4);
    }

    // Puts into a large picture what is seen of it now, and takes out what is not.
    function look(everything, uncut) {
      if (!large) return;
      const wide = viewBox.width * scale, left = Math.max(0, (port.clientWidth - wide) / 2);
      const from = [(port.scrollLeft - left - AHEAD) / scale, (port.scrollTop - AHEAD) / scale + top];
      const to = [from[0] + (port.clientWidth + 2 * AHEAD) / scale, from[1] + (port.clientHeight + 2 * AHEAD) / scale];
      const within = (item) => !item.hidden && (everything || (item.now[2] >= from[0] && item.now[0] <= to[0] && item.now[3] >= from[1] && item.now[1] <= to[1]));
      const boxes = shown.filter(within), crowded = !everything && boxes.length > DETAILED;
      svg.classList.toggle("dv-small-text", scale < 0.3 && !everything);
      for (const kinds of layers.values()) for (const [kind, layer] of kinds) {
        const isFar = crowded && kind !== "frame";
        const wanted = layer.shown.filter((item) => (within(item) && !isFar) || item.element === pinned && !item.hidden || item.element === document.activeElement);
        const kept = new Set(wanted.map((item) => item.element));
        for (const element of Array.from(layer.room.children)) if (!kept.has(element)) element.remove();
        let next = layer.room.firstChild;
        for (const item of wanted) {
          put(item);
          if (kind === "frame") cut(item, ...(uncut || everything || !within(item) ? [[-Infinity, -Infinity], [Infinity, Infinity]] : [from, to]));
          if (item.element === next) next = next.nextSibling;
          else layer.room.insertBefore(item.element, next);
        }
      }
      if (far) far.remove();
      far = crowded ? draw(svg, "path", { class: "dv-far", d: boxes.map(({ now }) => `M${now[0].toFixed(0)} ${now[1].toFixed(0)}H${now[2].toFixed(0)}V${now[3].toFixed(0)}H${now[0].toFixed(0)}z`).join("") }) : null;
    }

    function toggle(name, isStill) {
      const frame = byName.get(name), before = frame.element.isConnected && frame.element.getBoundingClientRect();
      if (!closed.delete(name)) closed.add(name);
      frame.element.setAttribute("aria-expanded", String(!closed.has(name)));
      if (isStill) return;
      pinned = frame.element;
      arrange();
      resized();
      look(false, true);
      // What was folded stays where it was, or where it can be seen.
      const after = frame.element.getBoundingClientRect();
      if (before) port.scrollTop += after.top - Math.max(before.top, port.getBoundingClientRect().top + NEAR);
      look();
    }

    // What has nothing in it stays as it is: its rows are texts as well, which a card would hide in part.
    const filled = new Set();
    for (const shape of items.shape) for (let at = parents.get(shape.name); at; at = parents.get(at)) filled.add(at);
    for (const item of items.frame) {
      if (!filled.has(whole(item.name))) continue;
      const frame = item.element, name = whole(item.name), turn = () => { if (!port.classList.contains("dv-dragged")) toggle(name); };
      frame.setAttribute("tabindex", "0");
      frame.setAttribute("role", "button");
      frame.setAttribute("aria-expanded", "true");
      frame.setAttribute("aria-label", dvText("foldOrUnfold", { name: frame.dataset.name }));
      frame.addEventListener("click", turn);
      frame.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        toggle(name);
      });
      const caption = captions.get(item.name);
      if (caption) caption.element.addEventListener("click", turn);
    }
    if (large) {
      // Each level opens by itself: what is inside of a frame that opens is closed.
      if (items.shape.length > FEW) for (const item of items.frame) if (filled.has(item.name)) toggle(item.name, true);
      arrange();
      let waits = false;
      port.addEventListener("scroll", () => {
        if (waits) return;
        waits = true;
        requestAnimationFrame(() => { waits = false; look(); });
      });
      window.addEventListener("resize", () => look());
      window.addEventListener("beforeprint", () => look(true));
      window.addEventListener("afterprint", () => look());
    }

    return {
      elements: (kind) => items[kind].map((item) => item.element),
      // A part as large as it is, from its own middle.
      box: (element) => {
        const item = byElement.get(element);
        return element.isConnected || !item ? element.getBBox() : { x: item.box[0] - item.from[0], y: item.box[1] - item.from[1], width: item.box[2] - item.box[0], height: item.box[3] - item.box[1] };
      },
      zoomed: (next) => { scale = next; look(); },
      whenResized: (act) => { resized = act; },
      // Whatever hides a part opens for it.
      open: (element) => {
        const name = byElement.get(element).name, around = items.frame.filter((item) => closed.has(item.name) && inside(name, item.name));
        for (const item of around) toggle(item.name, true);
        pinned = element;
        if (around.length) { arrange(); resized(); }
        look();
      },
    };
  }

  return { stored, frames };
})();
