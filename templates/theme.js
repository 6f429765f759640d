"use strict";
{% include "words.js" %}
// The page is light or dark as the system is, until the reader chooses; without this it follows the system always.
(function () {
  const root = document.documentElement, KEY = "dotnet_viz.theme";

  // A frame without rights, and some browsers for files, have no storage and throw.
  function stored(change) {
    try {
      return change(localStorage);
    } catch {
      return null;
    }
  }

  function choose(name) {
    if (name === "light" || name === "dark") root.dataset.theme = name;
    else delete root.dataset.theme;
  }

  choose(stored((storage) => storage.getItem(KEY)) || root.dataset.theme);
  document.addEventListener("DOMContentLoaded", () => {
    const label = document.createElement("label");
    label.className = "theme";
    label.textContent = dvText("theme") + " ";
    const choice = document.createElement("select");
    for (const name of ["system", "light", "dark"]) choice.add(new Option(dvText(name), name));
    choice.value = root.dataset.theme || "system";
    choice.addEventListener("change", () => {
      choose(choice.value);
      stored((storage) => storage.setItem(KEY, choice.value));
    });
    label.append(choice);
    document.querySelector("header").prepend(label);
  });
})();
