"use strict";
(() => {
  const data = JSON.parse(document.getElementById("dv-frames").textContent);
  const player = document.querySelector(".player");
  const find = (name) => player.querySelector(`[data-player="${name}"]`);
  const [play, slider, caption, speed, repeat] = ["play", "frame", "caption", "speed", "repeat"].map(find);
  const last = data.durations.length - 1;
  const changing = new Map();
  for (const element of player.querySelectorAll("[data-f]")) changing.set(Number(element.dataset.f), element);

  // A value of 0 stands for the one of the frame before.
  const tracks = data.tracks.map(([index, name, values]) => {
    let value = "";
    return [changing.get(index), name, values.map((own) => (value = own === 0 ? value : own))];
  });

  let frame = last;
  let playing = false;
  let shownAt = 0;
  let request = 0;

  function apply([element, name, values], from, to) {
    const value = values[to];
    if (from !== null && values[from] === value) return;
    if (name === "") element.firstChild ? (element.firstChild.nodeValue = value) : element.append(value);
    else if (name === "display" && value === "inline") element.removeAttribute("display");
    else element.setAttribute(name, value);
  }

  function show(next, first = false) {
    const from = first ? null : frame;
    for (const track of tracks) apply(track, from, next);
    frame = next;
    slider.value = String(next);
    const words = data.captions[next] || dvText("frame", { number: next + 1, count: last + 1 });
    slider.setAttribute("aria-valuetext", words);
    caption.textContent = words;
  }

  function tell() {
    play.textContent = dvText(playing ? "pause" : "play");
    player.dataset.state = playing ? "playing" : "paused";
    // While it plays, a screen reader is not told every frame.
    caption.setAttribute("aria-live", playing ? "off" : "polite");
  }

  function step(now) {
    if (!playing) return;
    const lasts = data.durations[frame] / Number(speed.value);
    if (now - shownAt >= lasts) {
      shownAt = now - shownAt - lasts > lasts ? now : shownAt + lasts;
      if (frame < last) show(frame + 1);
      else if (repeat.checked) show(0);
      else return pause();
    }
    request = requestAnimationFrame(step);
  }

  function start() {
    if (playing || last === 0) return;
    if (frame === last) show(0);
    playing = true;
    shownAt = performance.now();
    tell();
    request = requestAnimationFrame(step);
  }

  function pause() {
    playing = false;
    cancelAnimationFrame(request);
    tell();
  }

  function go(to) {
    pause();
    show(Math.min(last, Math.max(0, to)));
  }

  function faster(by) {
    speed.selectedIndex = Math.min(speed.options.length - 1, Math.max(0, speed.selectedIndex + by));
  }

  const keys = {
    " ": () => (playing ? pause() : start()),
    ArrowRight: () => go(frame + 1),
    ArrowLeft: () => go(frame - 1),
    PageDown: () => go(frame + 10),
    PageUp: () => go(frame - 10),
    Home: () => go(0),
    End: () => go(last),
    "+": () => faster(1),
    "-": () => faster(-1),
  };

  document.addEventListener("keydown", (event) => {
    const does = keys[event.key];
    if (!does || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target;
    // Buttons and boxes answer to the space bar themselves, the list of speeds to arrows.
    if (event.key === " " && target.matches("button, input[type=checkbox], select")) return;
    if (event.key !== " " && target.matches("select")) return;
    event.preventDefault();
    does();
  });
  play.addEventListener("click", () => (playing ? pause() : start()));
  find("back").addEventListener("click", () => go(frame - 1));
  find("on").addEventListener("click", () => go(frame + 1));
  slider.addEventListener("input", () => go(Number(slider.value)));

  find("controls").hidden = find("keys").hidden = false;
  show(last, true);
  tell();
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) start();
})();
