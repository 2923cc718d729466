// What the pages do beyond HTML: keys, the card's places and tools. Every form works without it.
"use strict";

(() => {
  const $ = (what, within = document) => within.querySelector(what);
  const $$ = (what, within = document) => [...within.querySelectorAll(what)];

  // ---- keys -----------------------------------------------------------------
  const PLACES = { i: "/", p: "/people", c: "/capture", t: "/today", e: "/events", r: "/recall", s: "/settings" };
  let going = 0; // when g was pressed

  const typing = (at) => at.matches("input:not([type=checkbox]):not([type=file]), textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    const at = event.target;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = at.closest("form");
      if (form) { event.preventDefault(); form.requestSubmit($(".primary", form) || undefined); }
      return;
    }
    if (event.key === "Escape" && !$("dialog[open]")) {
      if (typing(at)) { event.preventDefault(); }  // a browser would empty a search, and so look for everyone again
      const open = at.closest("details[open]");
      if (open) { open.open = false; $("summary", open).focus(); } else { at.blur(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(at) || $("dialog[open]")) { return; }
    if (going && Date.now() - going < 1500) {
      going = 0;
      if (PLACES[event.key]) { event.preventDefault(); location.href = PLACES[event.key]; }
      return;
    }
    if (event.key === "g") { going = Date.now(); return; }
    if (event.key === "u") { event.preventDefault(); nextUnsure(); return; }
    if (event.key === "Enter" && at.matches("a, button, summary, label")) { return; }
    const key = $$(`[data-key="${CSS.escape(event.key)}"]`).find((each) => each.offsetParent !== null);
    if (key) {
      event.preventDefault();
      if (typing(key)) { key.focus(); key.scrollIntoView({ block: "center" }); } else { key.click(); }
    } else if (event.key === "j" || event.key === "k") {
      step(event.key === "j" ? 1 : -1);
    }
  });

  function step(by) {
    const items = $$("[data-item]");
    const at = items.indexOf(document.activeElement);
    const next = items[at < 0 ? (by > 0 ? 0 : items.length - 1) : at + by];
    if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
  }

  function nextUnsure() {
    const unsure = $$("summary[data-unsure]");
    const here = document.activeElement && document.activeElement.closest("[data-field]");
    const at = unsure.findIndex((each) => each.closest("[data-field]") === here);
    const next = unsure[(at + 1) % unsure.length];
    if (!next) { return; }
    next.parentElement.open = true;
    const input = $("[data-first]", next.parentElement);
    input.focus();
    input.select();
  }

  // ---- the card: places, zoom, turn, other side ------------------------------
  function light(id) {
    for (const each of $$("[data-spot]")) { each.classList.toggle("lit", each.dataset.spot === id); }
    const spot = id && $(`[data-spot="${id}"]`);
    if (spot) { showSide(spot.closest("[data-card]")); }
  }

  function showSide(card) {
    if (!card || !card.classList.contains("away")) { return; }
    for (const each of $$("[data-card]")) { each.classList.toggle("away", each !== card); }
  }

  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const spot = event.target.closest("[data-spot]");
      const row = event.target.closest("[data-field]");
      if (row) { light(row.dataset.field); }
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
    const opener = event.target.closest("[data-open]");
    if (opener) { document.getElementById(opener.dataset.open).showModal(); return; }
    const spot = event.target.closest("[data-spot]");
    if (spot) {
      const row = $(`[data-field="${spot.dataset.spot}"]`);
      const details = $("details", row);
      details.open = true;
      row.scrollIntoView({ block: "center", behavior: "smooth" });
      $("[data-first]", row).focus({ preventScroll: true });
      return;
    }
    const tool = event.target.closest("[data-do]");
    if (!tool || !tool.closest("[data-card]")) { return; }
    event.preventDefault();
    const card = tool.closest("[data-card]");
    if (tool.dataset.do === "flip") {
      const cards = $$("[data-card]");
      const next = cards[(cards.indexOf(card) + 1) % cards.length];
      showSide(next);
      const again = $('[data-do="flip"]', next);
      if (again) { again.focus({ preventScroll: true }); }
    } else {
      const face = $("[data-face]", card);
      if (tool.dataset.do === "zoom") {
        card.classList.toggle("zoomed");
      } else {
        const turned = ((+face.dataset.turned || 0) + 1) % 4;
        face.dataset.turned = turned;
        const { width, height } = { width: face.offsetWidth, height: face.offsetHeight };
        const fits = turned % 2 ? Math.min(1, width / height, height / width) : 1;
        face.style.transform = `rotate(${turned * 90}deg) scale(${fits})`;
      }
    }
  });

  // ---- after a page, or a part of it, has come ----------------------------------
  function prepare() {
    document.documentElement.classList.add("js");
    $$("[data-card]").forEach((card, number) => { if (!card.dataset.ready) { card.dataset.ready = "yes"; card.classList.toggle("away", number > 0); } });
  }

  document.addEventListener("DOMContentLoaded", prepare);
  if (document.readyState !== "loading") { prepare(); }
  document.addEventListener("htmx:afterSettle", prepare);
})();
