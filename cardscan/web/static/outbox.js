// Photos that wait in this browser, with what is written and said of them: each goes when the server says that it is
// stored.
// The page and the service worker share this file; a lock keeps them from sending the same photo twice.
"use strict";

const outbox = (() => {
  const DATABASE = "cardscan";
  const [SHOTS, PHOTOS] = ["shots", "photos"]; // what is known of each, and its bytes: a list need not read those
  const ABOUT_IT = [400, 413, 422]; // answers about the photo itself; all others may be another's, or change
  const memory = new Map(); // where the browser keeps nothing: better than no photo at all
  let opened;

  // ---- what is kept -------------------------------------------------------------
  function open() {
    opened ||= new Promise((resolve) => {
      const request = globalThis.indexedDB?.open(DATABASE, 1);
      if (!request) { resolve(null); return; }
      request.onupgradeneeded = () => {
        request.result.createObjectStore(SHOTS, { keyPath: "id", autoIncrement: true });
        request.result.createObjectStore(PHOTOS);
      };
      request.onsuccess = () => {
        request.result.onversionchange = () => { request.result.close(); opened = null; };
        resolve(request.result);
      };
      request.onerror = () => resolve(null);
    }).catch(() => null);
    return opened;
  }

  // One transaction on both; what it writes is on the disk before it counts, whatever becomes of the battery.
  async function within(mode, act) {
    const database = await open();
    const transaction = database.transaction([SHOTS, PHOTOS], mode, { durability: "strict" });
    const found = act(transaction.objectStore(SHOTS), transaction.objectStore(PHOTOS));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(found.value ?? found.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  }

  async function keeps() { return (await open()) !== null; }

  async function add(shot, bytes) {
    if (!(await keeps())) { return addToMemory(shot, bytes); }
    try {
      return await within("readwrite", (shots, photos) => {
        const done = {};
        shots.add(shot).onsuccess = (event) => { done.value = event.target.result; photos.put(bytes, done.value); };
        return done;
      });
    } catch {
      return addToMemory(shot, bytes); // there is no room
    }
  }

  function addToMemory(shot, bytes) {
    const id = `unkept ${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
    memory.set(id, { shot: { ...shot, id, unkept: true }, bytes });
    return id;
  }

  async function all() {
    const kept = (await keeps()) ? await within("readonly", (shots) => shots.getAll()) : [];
    return [...kept, ...[...memory.values()].filter((each) => each.shot).map((each) => ({ ...each.shot }))];
  }

  async function bytesOf(id) {
    return memory.has(id) ? memory.get(id).bytes : within("readonly", (_, photos) => photos.get(id));
  }

  // Keeps what is said of a shot, as far as it is recorded; a memo is { key, type, at, open }, open while it goes on.
  async function keepMemo(id, memo, bytes) {
    const made = (shot) => ({ ...shot, memos: [...(shot.memos || []).filter((each) => each.key !== memo.key), memo] });
    const there = memory.get(id);
    if (there) { there.shot = made(there.shot); memory.set(memo.key, { bytes }); return there.shot; }
    return within("readwrite", (shots, photos) => {
      const done = { value: null };
      shots.get(id).onsuccess = (event) => {
        if (!event.target.result) { return; }
        done.value = made(event.target.result);
        shots.put(done.value);
        photos.put(bytes, memo.key);
      };
      return done;
    });
  }

  // Changes a shot in one step, so that nothing that happens meanwhile is lost; null takes it away.
  async function change(id, made) {
    const there = memory.get(id);
    if (there) {
      const shot = made(there.shot);
      for (const key of gone(there.shot, shot)) { memory.delete(key); }
      if (shot?.upload) { there.bytes = null; }
      if (shot) { there.shot = shot; } else { memory.delete(id); }
      return shot;
    }
    if (typeof id === "string") { return null; }
    return within("readwrite", (shots, photos) => {
      const done = { value: null };
      shots.get(id).onsuccess = (event) => {
        const shot = event.target.result && made(event.target.result);
        for (const key of gone(event.target.result, shot)) { photos.delete(key); }
        if (shot) { shots.put(shot); if (shot.upload) { photos.delete(id); } } else { shots.delete(id); photos.delete(id); }
        done.value = shot || null;
      };
      return done;
    });
  }

  // Gives the keys of memos that a shot had, and has no longer.
  function gone(before, after) {
    const left = new Set((after?.memos || []).map((each) => each.key));
    return (before?.memos || []).map((each) => each.key).filter((key) => !left.has(key));
  }

  // Loses everything: this browser was thrown out.
  async function lose() {
    memory.clear();
    (await open())?.close();
    opened = null;
    globalThis.indexedDB?.deleteDatabase(DATABASE);
    for (const name of (await globalThis.caches?.keys()) ?? []) { await caches.delete(name); }
  }

  // ---- sending ------------------------------------------------------------------
  const said = (shot) => (shot.memos || []).find((each) => !each.open);
  const unsent = (shot) => !shot.upload || shot.note === "ready" || Boolean(said(shot));
  const waits = (shot) => !shot.problem && unsent(shot);

  async function count() { return (await all()).filter(unsent).length; }

  // Sends what waits, in the order in which it was taken, up to the first that does not get through.
  // `post` sends a body and gives { status, text, lost }; `told` is called with each shot, before and after.
  // Gives why something still waits, or "".
  async function sendAll(post, told = () => {}, holds = () => false) {
    if (!globalThis.navigator?.locks) { return sendEach(post, told, holds); }
    return navigator.locks.request("outbox", () => sendEach(post, told, holds));
  }

  async function sendEach(post, told, holds) {
    for (;;) {
      const shot = (await all()).find((each) => waits(each) && !holds(each.id));
      if (!shot) { return ""; }
      told(shot);
      const answer = await (!shot.upload ? sendPhoto : said(shot) ? sendMemo : sendNote)(post, shot);
      if (answer.lost) { await lose(); }
      if (answer.why) { return answer.why; }
      told(answer.shot || shot, answer.said);
    }
  }

  async function sendPhoto(post, shot) {
    const bytes = await bytesOf(shot.id);
    if (!bytes) { return refuse(shot, "The photo is no longer on this phone."); }
    const form = new FormData();
    form.append("event", shot.event || "");
    form.append("photos", new File([bytes], shot.name, { type: shot.type || "" }));
    form.append("changed", shot.changed);
    if (shot.tries) { form.append("once", "yes"); } // nobody said whether it arrived before
    await change(shot.id, (each) => ({ ...each, tries: (each.tries || 0) + 1 }));
    return settle(shot, await post("/api/uploads", form), (each, [upload]) => ({ ...each, upload: upload.id }));
  }

  async function sendNote(post, shot) {
    const { talked = "", can_help = "" } = shot;
    const body = JSON.stringify({ talked, can_help, was_talked: shot.sent?.talked || "", was_can_help: shot.sent?.can_help || "" });
    const answer = await post(`/api/uploads/${shot.upload}/note`, body);
    return settle(shot, answer, (each) => {
      const same = (each.talked || "") === talked && (each.can_help || "") === can_help; // or it was written on meanwhile
      return { ...each, note: same ? "sent" : "ready", sent: { talked, can_help } };
    });
  }

  async function sendMemo(post, shot) {
    const memo = said(shot);
    const without = (each) => ({ ...each, memos: each.memos.filter((other) => other.key !== memo.key) });
    const bytes = await bytesOf(memo.key);
    if (!bytes) { return { shot: await change(shot.id, without) }; }
    const form = new FormData();
    const type = memo.type.split(";")[0];
    form.append("memo", new File([bytes], `${shot.name.replace(/\.\w+$/, "")}.${type === "audio/mp4" ? "m4a" : type.split("/")[1]}`, { type }));
    form.append("at", memo.at);
    return settle(shot, await post(`/api/uploads/${shot.upload}/memo`, form), without);
  }

  async function settle(shot, { status, text, lost }, made) {
    if (status >= 200 && status < 300) {
      let said;
      try { said = JSON.parse(text); made(shot, said); } catch { return { why: "The answer was cut off, or not cardscan's" }; }
      return { shot: await change(shot.id, (each) => made(each, said)), said };
    }
    if (!status) { return { why: "cardscan cannot be reached" }; }
    if (lost || status === 401) { return { why: "This phone no longer has access: pair it again", lost }; }
    const why = saidBy(text);
    return why && ABOUT_IT.includes(status) ? refuse(shot, why) : { why: why || "cardscan is busy, or something else answers" };
  }

  async function refuse(shot, problem) { return { shot: await change(shot.id, (each) => ({ ...each, problem })) }; }

  function saidBy(text) {
    try {
      const answer = JSON.parse(text);
      return [answer.error, answer.advice].filter(Boolean).join(": ");
    } catch {
      return text.startsWith("This is too large") ? text : ""; // of a guard that does not look at what it is
    }
  }

  // Sends a body without a page.
  async function post(url, body) {
    try {
      const headers = typeof body === "string" ? { "Content-Type": "application/json" } : {};
      const answer = await fetch(url, { method: "POST", body, headers, signal: AbortSignal.timeout(120_000) });
      return { status: answer.status, text: await answer.text(), lost: answer.headers.has("Clear-Site-Data") };
    } catch {
      return { status: 0, text: "", lost: false };
    }
  }

  return { add, all, bytesOf, change, count, keepMemo, keeps, lose, post, sendAll };
})();
