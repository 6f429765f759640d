// The list of contents marks the section that is being read, and shows its mark where the list is one line.
(function () {
  "use strict";
  const links = Array.from(document.querySelectorAll("nav a[href^='#']"));
  const places = links.map((link) => document.getElementById(link.hash.slice(1)));
  if (!links.length || places.includes(null)) return;
  const list = links[0].closest("ol");
  let current = null, waiting = false;

  function mark() {
    waiting = false;
    const line = innerHeight * 0.3, isEnd = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    const above = places.filter((place) => place.getBoundingClientRect().top <= line).length - 1;
    const link = links[isEnd ? links.length - 1 : Math.max(above, 0)];
    if (link === current) return;
    if (current) current.removeAttribute("aria-current");
    link.setAttribute("aria-current", "location");
    current = link;
    const own = link.getBoundingClientRect(), frame = list.getBoundingClientRect();
    list.scrollBy(own.left + own.width / 2 - frame.left - frame.width / 2, own.top + own.height / 2 - frame.top - frame.height / 2);
  }

  function later() {
    if (!waiting) requestAnimationFrame(mark);
    waiting = true;
  }

  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later, { passive: true });
  mark();
})();
