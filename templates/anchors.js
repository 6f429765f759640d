// A link to a row shows the row wherever it is hidden, and a button leads back to the link.
(function () {
  "use strict";
  const back = document.createElement("button");
  back.type = "button";
  back.className = "back";
  back.textContent = "↩ " + dvText("back");
  back.hidden = true;
  document.body.append(back);
  let origin = null, height = 0;

  function reveal(hash) {
    const place = document.getElementById(hash.slice(1));
    if (!place) return;
    place.dispatchEvent(new CustomEvent("reveal", { bubbles: true }));
    for (let item = place; item; item = item.parentElement) if (item.tagName === "DETAILS") item.open = true;
    // Who comes to the heading of a long table wants its rows.
    const rows = place.tagName === "H3" ? place.parentElement.querySelector("details.rows") : null;
    if (rows) rows.open = true;
    place.scrollIntoView({ block: place.tagName === "TR" ? "center" : "start" });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    if (link.closest("main")) {
      origin = link;
      height = scrollY;
      back.hidden = false;
    }
    // A second click on a link does not change the address, yet the row may be hidden again.
    if (link.hash === location.hash) reveal(link.hash);
    if (location.protocol !== "about:") return;
    // In a frame that was given as text, a link would lead to the page around it.
    event.preventDefault();
    for (const old of document.querySelectorAll(".target")) old.classList.remove("target");
    document.getElementById(link.hash.slice(1))?.classList.add("target");
    reveal(link.hash);
  });
  back.addEventListener("click", () => {
    back.hidden = true;
    scrollTo({ top: height });
    origin.focus({ preventScroll: true });
  });
  addEventListener("hashchange", () => reveal(location.hash));
  if (location.hash) reveal(location.hash);
})();
