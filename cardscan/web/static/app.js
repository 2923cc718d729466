// What the pages do beyond HTML: keys, files that are dropped. Every form works without it.
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

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) { document.getElementById(opener.dataset.open).showModal(); }
  });

  // ---- photos that wait in this browser: seen on each page, and sent from each ------
  async function tellWaiting() {
    const waits = await outbox.count().catch(() => 0);
    const link = $('.bar a[href="/capture"]');
    $(".count", link)?.remove();
    if (!waits) { return; }
    const number = document.createElement("span");
    number.className = "count";
    number.textContent = waits;
    number.setAttribute("aria-label", `${waits} ${waits === 1 ? "waits" : "wait"} on this phone`);
    number.setAttribute("role", "img");
    link.append(number);
  }

  function sendWaiting() {
    if ($("form[data-upload]")) { return; }  // the page for photos does it itself
    outbox.sendAll(outbox.post).catch(() => {}).finally(tellWaiting);
  }

  if ($(".bar")) {
    tellWaiting();
    sendWaiting();
    window.addEventListener("online", sendWaiting);
    navigator.serviceWorker?.addEventListener("message", tellWaiting);
    window.addEventListener("outbox", tellWaiting);  // the page for photos says that it changed
    document.addEventListener("htmx:afterSettle", tellWaiting);
  }

  // ---- files that are dropped on a page with a form that takes them: a picture goes where pictures go ------------
  function dropped(event) {
    const form = $("form[data-drop]");
    if (!form || !event.dataTransfer?.types.includes("Files")) { return; }  // words are dropped into a field as ever
    event.preventDefault();
    for (const file of event.type === "drop" ? event.dataTransfer.files : []) {
      const picture = file.type.startsWith("image/") && $("input[type=file][accept^=image]", form);
      const input = picture || $("input[type=file]", form);
      const one = new DataTransfer();
      one.items.add(file);
      input.files = one.files;
      input.focus();
    }
  }

  document.addEventListener("dragover", dropped);
  document.addEventListener("drop", dropped);

  // ---- after a page, or a part of it, has come ----------------------------------
  function prepare() {
    document.documentElement.classList.add("js");
  }

  document.addEventListener("DOMContentLoaded", prepare);
  if (document.readyState !== "loading") { prepare(); }
  document.addEventListener("htmx:afterSettle", prepare);
})();
