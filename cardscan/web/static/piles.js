// A pile by keys: x ticks, e edits, Enter goes on to the next one. Without it the form works by tab and space.
"use strict";

(() => {
  const $ = (what, within = document) => within.querySelector(what);
  const tileOf = (element) => element?.closest?.("[data-tile]");
  const tick = (tile) => $("[data-item]", tile);
  const text = (tile) => $("[name=value]", tile);

  function next(tile) {
    const after = tile.nextElementSibling;
    (after ? tick(after) : $("[data-pile] .primary")).focus();
  }

  document.addEventListener("keydown", (event) => {
    const tile = tileOf(event.target);
    if (!tile || event.ctrlKey || event.metaKey || event.altKey) { return; }
    const typing = event.target === text(tile);
    if (typing && event.key === "Enter") { event.preventDefault(); next(tile); }
    if (typing && event.key === "Escape") { tick(tile).focus(); }
    if (typing || !["x", "e", "Enter"].includes(event.key) || event.target.matches("button, a")) { return; }
    event.preventDefault();
    if (event.key === "x") { tick(tile).checked = !tick(tile).checked; }
    if (event.key === "e") { text(tile).focus(); text(tile).select(); }
    if (event.key === "Enter") { next(tile); }
  });

  document.addEventListener("input", (event) => {
    const tile = tileOf(event.target);
    if (tile && event.target === text(tile)) { tick(tile).checked = true; } // what is typed counts
  });

  document.addEventListener("click", (event) => {
    const take = event.target.closest("[data-take]");
    if (!take) { return; }
    const tile = tileOf(take);
    text(tile).value = take.dataset.take;
    tick(tile).checked = true;
    tick(tile).focus();
  });
})();
