// Every figure can be saved as one sees it: as SVG, and as PNG of twice as many pixels.
(function () {
  "use strict";
  const TIMES = 2, LARGEST_SIDE = 16000, LARGEST_AREA = 1.6e8;

  function isDark() {
    return document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  // The figure as a file of its own, in the colours of the page's theme.
  function standalone(svg) {
    const dark = isDark(), copy = svg.cloneNode(true);
    for (const name of ["style", "tabindex"]) copy.removeAttribute(name);
    copy.setAttribute("role", "img");
    for (const item of copy.querySelectorAll(".dv-hidden, .dv-ring, .dv-marked")) item.remove();
    for (const item of copy.querySelectorAll("[tabindex]")) for (const name of ["tabindex", "role", "aria-label", "aria-expanded"]) item.removeAttribute(name);
    const first = Array.from(copy.children).find((item) => item.tagName !== "title" && item.tagName !== "desc");
    if (svg.matches(".dv")) {
      const style = document.createElementNS(svg.namespaceURI, "style");
      style.textContent = document.getElementById("dv-roles").textContent;
      first.before(style);
    } else {
      const paper = document.createElementNS(svg.namespaceURI, "rect");
      for (const [name, value] of [["width", "100%"], ["height", "100%"], ["fill", dark ? "#14171c" : "#ffffff"]]) paper.setAttribute(name, value);
      first.before(paper);
    }
    for (const item of copy.querySelectorAll(dark ? ".dv-in-light" : ".dv-in-dark")) item.remove();
    for (const item of copy.querySelectorAll(".dv-in-dark")) item.removeAttribute("display");
    return new XMLSerializer().serializeToString(copy).replace(/light-dark\((#\w+),(#\w+)\)/g, dark ? "$2" : "$1");
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  function png(text, width, height) {
    const times = Math.min(TIMES, LARGEST_SIDE / Math.max(width, height), Math.sqrt(LARGEST_AREA / (width * height)));
    return new Promise((resolve, reject) => {
      const image = new Image();
      image.onerror = reject;
      image.onload = () => {
        const canvas = document.createElement("canvas");
        canvas.width = Math.round(width * times);
        canvas.height = Math.round(height * times);
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
      };
      image.src = "data:image/svg+xml," + encodeURIComponent(text);
    });
  }

  for (const figure of document.querySelectorAll("main figure")) {
    const canvas = figure.querySelector(".canvas"), caption = figure.querySelector("figcaption") || canvas;
    const svg = canvas && canvas.querySelector("svg");
    if (!svg) continue;
    const tools = document.createElement("div");
    tools.className = "save";
    const said = document.createElement("output");
    const title = (svg.querySelector("title") || caption).textContent;
    const width = Number(svg.getAttribute("width")), height = Number(svg.getAttribute("height"));
    for (const kind of ["SVG", "PNG"]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = kind;
      button.setAttribute("aria-label", dvText("save", { kind, figure: title }));
      button.addEventListener("click", async () => {
        const text = standalone(svg), name = svg.id + "." + kind.toLowerCase();
        try {
          save(kind === "SVG" ? new Blob([text], { type: "image/svg+xml" }) : await png(text, width, height), name);
          said.textContent = "";
        } catch {
          said.textContent = dvText("failed");
        }
      });
      tools.append(button);
    }
    tools.append(said);
    caption.after(tools);
  }
})();
