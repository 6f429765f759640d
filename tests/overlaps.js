// Measures an SVG that is on the page: what overlaps that should not. Returns one line of text a fault.
() => {
  const svg = document.querySelector("svg");
  const faults = [];
  const paper = svg.getBoundingClientRect();
  const name = (item) => (item.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40);
  const owner = (item) => item.closest(".dv-shape");
  const seen = (item) => { const box = item.getBoundingClientRect(); return box.width > 0 && box.height > 0; };

  // A line of text is as high as its font asks for; its ink takes about two thirds of that.
  const ink = (box) => ({ left: box.left + 0.5, right: box.right - 0.5, top: box.top + box.height * 0.2, bottom: box.bottom - box.height * 0.2 });
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const lines = [...svg.querySelectorAll("text")].filter(seen).flatMap((text) => {
    const parts = [...text.querySelectorAll("tspan")].filter(seen);
    return (parts.length ? parts : [text]).map((part) => ({ item: part, box: ink(part.getBoundingClientRect()), shape: owner(part), caption: part.closest(".dv-caption") }));
  });

  lines.forEach((line, at) => {
    if (line.box.left < paper.left - 1 || line.box.right > paper.right + 1 || line.box.top < paper.top - 1 || line.box.bottom > paper.bottom + 1)
      faults.push(`text outside of the picture: ${name(line.item)}`);
    lines.slice(at + 1).forEach((other) => {
      if (meet(line.box, other.box)) faults.push(`text over text: ${name(line.item)} | ${name(other.item)}`);
    });
  });

  // The bodies of shapes: what is filled and is no text.
  const bodies = [...svg.querySelectorAll(".dv-shape")].filter(seen).map((group) => {
    const parts = [...group.querySelectorAll("rect, path, ellipse, circle, polygon")].filter((part) => part.getAttribute("fill") !== "none" && seen(part));
    const boxes = parts.map((part) => part.getBoundingClientRect());
    return {
      group, parts, id: group.id.replace(/^[^_]*_/, ""),
      box: boxes.length && {
        left: Math.min(...boxes.map((box) => box.left)), right: Math.max(...boxes.map((box) => box.right)),
        top: Math.min(...boxes.map((box) => box.top)), bottom: Math.max(...boxes.map((box) => box.bottom)),
      },
    };
  }).filter((body) => body.box);

  bodies.forEach(({ group, box }) => {
    lines.filter((line) => line.shape === group).forEach((line) => {
      const middle = (line.box.top + line.box.bottom) / 2, centre = (line.box.left + line.box.right) / 2;
      const within = centre > box.left && centre < box.right && middle > box.top && middle < box.bottom;
      if (within && (line.box.left < box.left - 1 || line.box.right > box.right + 1 || line.box.top < box.top - 1 || line.box.bottom > box.bottom + 1))
        faults.push(`text outside of its box: ${name(line.item)}`);
    });
  });

  const inside = (part, x, y) => {
    const point = new DOMPoint(x, y).matrixTransform(part.getScreenCTM().inverse());
    return part.isPointInFill(point);
  };
  svg.querySelectorAll("path.dv-edge").forEach((edge) => {
    const ends = new Set((edge.getAttribute("data-edge") || "").split(" "));
    const box = edge.getBoundingClientRect(), matrix = edge.getScreenCTM(), length = edge.getTotalLength();
    const joined = bodies.filter((body) => ends.has(body.id));  // blocks that stand one behind the other hide what is between
    const near = bodies.filter((body) => !joined.includes(body) && !joined.some((end) => meet(end.box, body.box)) && meet(body.box, { left: box.left - 1, right: box.right + 1, top: box.top - 1, bottom: box.bottom + 1 }));
    const texts = lines.filter((line) => !line.caption && !(line.shape && ends.has(line.shape.id.replace(/^[^_]*_/, ""))) && meet(line.box, { left: box.left - 1, right: box.right + 1, top: box.top - 1, bottom: box.bottom + 1 }));
    if (!near.length && !texts.length) return;
    const crossed = new Set();
    for (let along = 0; along <= length; along += 2) {
      const { x, y } = edge.getPointAtLength(along).matrixTransform(matrix);
      near.forEach((body) => {
        const deep = x > body.box.left + 2 && x < body.box.right - 2 && y > body.box.top + 2 && y < body.box.bottom - 2;
        if (deep && !crossed.has(body) && body.parts.some((part) => inside(part, x, y))) {
          crossed.add(body);
          faults.push(`line ${edge.getAttribute("data-edge")} through ${body.group.getAttribute("data-name") || body.id}`);
        }
      });
      texts.forEach((line) => {
        if (!crossed.has(line) && x > line.box.left && x < line.box.right && y > line.box.top && y < line.box.bottom) {
          crossed.add(line);
          faults.push(`line ${edge.getAttribute("data-edge")} through the text ${name(line.item)}`);
        }
      });
    }
  });

  // A line between two shapes of one frame stays in it.
  const frames = new Map([...svg.querySelectorAll(".dv-cluster")].map((group) => [group.id.replace(/^[^_]*_/, ""), group.querySelector("rect")]));
  const frameOf = new Map(bodies.map((body) => [body.id, body.group.getAttribute("data-cluster")]));
  svg.querySelectorAll("path.dv-edge").forEach((edge) => {
    const [from, to] = (edge.getAttribute("data-edge") || "").split(" ").map((end) => frameOf.get(end));
    const frame = from && from === to ? frames.get(from) : null;
    if (!frame) return;
    const line = edge.getBoundingClientRect(), box = frame.getBoundingClientRect();
    if (line.left < box.left - 1 || line.right > box.right + 1 || line.top < box.top - 1 || line.bottom > box.bottom + 1)
      faults.push(`line ${edge.getAttribute("data-edge")} leaves its frame`);
  });
  return faults;
}
