// Opens the page for photos where nothing can be reached, takes in what is shared, and sends what waits in the background.
// It keeps one page without anyone on it, one's own card, and the files that these name.
"use strict";

importScripts("/static/outbox.js");

const KEPT = "cardscan";
const SHELL = "/offline";
const CODE = "/me/code"; // one's own card, where that is set up
const PATIENCE = { "/capture": 3_000, [CODE]: 3_000, other: 10_000 }; // milliseconds: an address of another network answers nothing at all

self.addEventListener("install", (event) => event.waitUntil(keepShell().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("sync", (event) => { if (event.tag === "outbox") { event.waitUntil(sendAll()); } });

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) { return; }
  if (request.method === "POST" && url.pathname === "/share") { event.respondWith(takeShared(request)); return; }
  if (request.method !== "GET") { return; }
  if (request.mode === "navigate") { event.respondWith(page(event, url.pathname)); return; }
  if (url.pathname.startsWith("/static/")) { event.respondWith(caches.match(request).then((kept) => kept || fetch(request))); }
});

async function page(event, path) {
  const patience = PATIENCE[path] || PATIENCE.other;
  const late = new Promise((_, reject) => { setTimeout(() => reject(new Error("late")), patience); });
  try {
    const answer = await Promise.race([fetch(event.request), late]);
    if ((path === "/capture" && answer.ok) || path === "/me" || path === CODE) { event.waitUntil(keepShell()); }
    if (answer.type === "opaqueredirect") { event.waitUntil(loseIfThrownOut()); }
    return answer;
  } catch {
    const code = path === CODE && (await caches.match(CODE));
    if (code) { return code; }
    const shell = await caches.match(SHELL);
    if (!shell) { return Response.error(); }
    return path === "/capture" ? shell : Response.redirect("/capture", 302);
  }
}

// Keeps the pages as they are now, with the files that they name, and lets those go that they name no longer.
async function keepShell() {
  const [answer, code] = await Promise.all([SHELL, CODE].map((each) => fetch(each, { redirect: "manual" })));
  if (!answer.ok) { return; }
  const html = (await answer.clone().text()) + (code.ok ? await code.clone().text() : "");
  const named = new Set([...html.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)].map((found) => new URL(found[1], self.location).href));
  const cache = await caches.open(KEPT);
  const there = new Set((await cache.keys()).map((each) => each.url));
  await cache.addAll([...named].filter((each) => !there.has(each)));
  await cache.put(SHELL, answer);
  await (code.ok ? cache.put(CODE, code) : cache.delete(CODE));
  for (const each of there) { if (each.includes("/static/") && !named.has(each)) { await cache.delete(each); } }
}

async function loseIfThrownOut() {
  const answer = await fetch("/api/uploads");
  if (answer.headers.has("Clear-Site-Data")) { await outbox.lose(); }
}

async function takeShared(request) {
  const form = await request.formData();
  const text = ["title", "text", "url"].map((each) => form.get(each)).filter(Boolean).join("\n").slice(0, 10_000);
  const files = form.getAll("photos").filter((each) => each instanceof File && each.size);
  for (const file of files) {
    const note = text ? { talked: text, note: "ready" } : {};
    await outbox.add({ name: file.name, type: file.type, changed: file.lastModified, event: "", ...note }, await file.arrayBuffer());
  }
  return Response.redirect(!files.length && text ? `/people?q=${encodeURIComponent(text.slice(0, 200))}` : "/capture", 303);
}

async function sendAll() {
  const why = await outbox.sendAll(outbox.post);
  for (const page of await self.clients.matchAll()) { page.postMessage("outbox"); } // those that are open show it
  if (why) { throw new Error("some still wait"); } // the browser tries again
}
