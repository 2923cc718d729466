// The card beside its fields: where each field stands, zoom and turn, the other side. Without it the picture is a link.
"use strict";

(() => {
  const $ = (what, within = document) => within.querySelector(what);
  const $$ = (what, within = document) => [...within.querySelectorAll(what)];
  const NEAR = 2.5; // how much larger "Zoom" shows a card
  const NEAREST = 8; // and two fingers at most

  // ---- places: a field and where it stands ------------------------------------
  function light(id) {
    for (const each of $$("[data-spot]")) { each.classList.toggle("lit", each.dataset.spot === id); }
    const spot = id && $(`[data-spot="${id}"]`);
    if (spot) { showSide(spot.closest("[data-card]")); }
  }

  // Moves a card that is zoomed to where a field stands.
  function reveal(id) {
    const spot = $(`[data-card].laid:not(.away) [data-spot="${id}"]`);
    if (!spot) { return; }
    const frame = spot.closest("[data-frame]");
    const [at, seen] = [spot.getBoundingClientRect(), frame.getBoundingClientRect()];
    frame.scrollBy({ left: at.x + at.width / 2 - seen.x - seen.width / 2, top: at.y + at.height / 2 - seen.y - seen.height / 2 });
  }

  function showSide(card) {
    if (!card || !card.classList.contains("away")) { return; }
    for (const each of $$("[data-card]")) { each.classList.toggle("away", each !== card); }
  }

  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const spot = event.target.closest("[data-spot]");
      const row = event.target.closest("[data-field]");
      if (row) { light(row.dataset.field); reveal(row.dataset.field); }
      if (spot) {
        light(spot.dataset.spot);
        for (const each of $$("[data-field]")) { each.classList.toggle("pointed", each.dataset.field === spot.dataset.spot); }
      } else if (kind === "pointerover") {
        for (const each of $$(".pointed")) { each.classList.remove("pointed"); }
        if (!row && !document.activeElement.closest("[data-field]")) { light(""); }
      }
    });
  }

  document.addEventListener("click", (event) => {
    const spot = event.target.closest("[data-spot]");
    if (spot) {
      const row = $(`[data-field="${spot.dataset.spot}"]`);
      $("details", row).open = true;
      row.scrollIntoView({ block: "center", behavior: "smooth" });
      $("[data-first]", row).focus({ preventScroll: true });
      return;
    }
    const tool = event.target.closest("[data-do]");
    const card = tool?.closest("[data-card]");
    if (!card) { return; }
    event.preventDefault();
    if (tool.dataset.do === "flip") { flip(card); }
    if (tool.dataset.do === "zoom") { lay(card, zoomOf(card) > 1 ? 1 : NEAR, turnsOf(card)); }
    if (tool.dataset.do === "turn") { lay(card, zoomOf(card), (turnsOf(card) + 1) % 4); }
  });

  function flip(card) {
    const cards = $$("[data-card]");
    const next = cards[(cards.indexOf(card) + 1) % cards.length];
    showSide(next);
    $('[data-do="flip"]', next)?.focus({ preventScroll: true });
  }

  // ---- zoom and turn -----------------------------------------------------------
  const zoomOf = (card) => +card.dataset.zoom || 1;
  const turnsOf = (card) => +card.dataset.turned || 0;

  // Lays a card out `zoom` times as large as it fits, turned by quarters; what is at a point of the screen stays there.
  // The frame scrolls over a room as large as the card is then, so that all of it can be reached, and picture and marks
  // have one size: they cannot part.
  function lay(card, zoom, turns, point) {
    const [frame, room, face] = ["frame", "room", "face"].map((what) => $(`[data-${what}]`, card));
    const image = $("img", face);
    const before = room.getBoundingClientRect();
    const seen = frame.getBoundingClientRect();
    const [x, y] = point || [seen.x + seen.width / 2, seen.y + seen.height / 2];
    const [across, down] = [(x - before.x) / before.width, (y - before.y) / before.height];
    card.dataset.zoom = zoom;
    card.dataset.turned = turns;
    card.classList.toggle("laid", zoom > 1 || turns > 0);
    const [width, height] = [image.naturalWidth || image.width, image.naturalHeight || image.height];
    const style = getComputedStyle(frame);
    const most = [frame.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight), Math.min(innerHeight * 0.62, 640)];
    const [wide, high] = turns % 2 ? [height, width] : [width, height];
    const scale = zoom * Math.min(1, most[0] / wide, most[1] / high);
    const size = (element, w, h) => { element.style.width = `${w * scale}px`; element.style.height = `${h * scale}px`; };
    frame.tabIndex = card.classList.contains("laid") ? 0 : -1; // what scrolls is reached by keys
    if (!card.classList.contains("laid")) {
      for (const each of [room, face]) { each.style.width = each.style.height = each.style.transform = ""; }
      return;
    }
    size(room, wide, high);
    size(face, width, height);
    const [right, below] = [[0, 0], [wide, 0], [wide, high], [0, high]][turns];
    face.style.transform = `translate(${right * scale}px, ${below * scale}px) rotate(${turns * 90}deg)`;
    const after = room.getBoundingClientRect();
    frame.scrollBy(after.x + across * after.width - x, after.y + down * after.height - y);
  }

  addEventListener("resize", () => { for (const card of $$("[data-card].laid")) { lay(card, zoomOf(card), turnsOf(card)); } });

  // ---- two fingers, and what a touchpad makes of them -----------------------------
  const bounded = (zoom) => Math.min(Math.max(zoom, 1), NEAREST);
  const apart = ([one, other]) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  const between = ([one, other]) => [(one.clientX + other.clientX) / 2, (one.clientY + other.clientY) / 2];

  function take(frame) {
    const card = frame.closest("[data-card]");
    let began = null;
    frame.addEventListener("touchstart", (event) => {
      began = event.touches.length === 2 ? { apart: apart(event.touches), zoom: zoomOf(card) } : null;
    }, { passive: true });
    frame.addEventListener("touchmove", (event) => {
      if (!began || event.touches.length !== 2) { return; }
      event.preventDefault(); // the card grows, not the page
      lay(card, bounded(began.zoom * apart(event.touches) / began.apart), turnsOf(card), between(event.touches));
    }, { passive: false });
    frame.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) { return; }
      event.preventDefault();
      lay(card, bounded(zoomOf(card) * Math.exp(-event.deltaY / 200)), turnsOf(card), [event.clientX, event.clientY]);
    }, { passive: false });
  }

  function prepare() {
    $$("[data-card]:not([data-ready])").forEach((card) => {
      card.dataset.ready = "yes";
      card.classList.toggle("away", card.hasAttribute("data-later"));
      take($("[data-frame]", card));
    });
  }

  prepare(); // this is deferred: the page is there
  document.addEventListener("htmx:afterSettle", prepare);
})();
