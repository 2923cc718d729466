// Photos on their way from this browser: each is kept on it until cardscan says that it is stored, and so are its note
// and its memos.
"use strict";

(() => {
  const STALLED = 60_000; // milliseconds without progress after which the connection is taken for dead
  const [AGAIN, ASK, LOOKED] = [10_000, 2_000, 20_000]; // to try again, to ask what came of a photo, to answer what is seen
  const ROOM = 50 << 20; // bytes that are left on the phone, at least, for some photos
  const MANY = 5; // photos at once that are still looked at one by one
  const $ = (what, within = document) => within.querySelector(what);
  const form = $("form[data-upload]");
  const list = $("#shots");
  const rows = new Map(); // by the id of the shot
  const held = new Set(); // of shots that are seen to be bad: they go when nobody takes them anew
  let sending = false;
  let again; // the timer that tries again
  let sent = 0;
  let retaken = null; // the shot in whose place the next one comes

  // ---- from the camera into the phone ------------------------------------------
  async function take(files, before = retaken) {
    retaken = null;
    for (const id of held) { if (id !== before) { held.delete(id); } }
    const alone = files.length === 1;
    for (const file of files) {
      if (file.size > +form.dataset.mostBytes) { lost(file.name, "This file is too large for a photo of a card."); continue; }
      let bytes;
      try { bytes = await file.arrayBuffer(); } catch { lost(file.name, "This photo cannot be read. Choose it once more."); continue; }
      const shot = { name: file.name, type: file.type, changed: file.lastModified, event: $("select", form).value };
      const id = await outbox.add(shot, bytes);
      if (before !== null) { await drop(before); before = null; }
      const row = show({ ...shot, id, unkept: typeof id === "string" }, file, alone);
      count();
      if (files.length <= MANY) { await judge(row, id, file); }
      if (alone) { row.scrollIntoView({ block: "nearest" }); }
    }
    navigator.storage?.persist?.();
    sendSoon();
  }

  async function judge(row, id, file) {
    const flaw = await look.flawOf(file).catch(() => ""); // a kind of picture that this browser does not show
    if (!flaw) { return; }
    held.add(id);
    $(".seen", row).hidden = false;
    $(".seen p", row).textContent = flaw;
    setTimeout(() => { if (held.delete(id)) { sendSoon(); } }, LOOKED);
  }

  function release(id) { if (held.delete(id)) { sendSoon(); } }

  async function drop(id) {
    held.delete(id);
    await outbox.change(id, () => null);
    hide(id);
  }

  // ---- what is seen of each ------------------------------------------------------
  function show(shot, file = null, open = false) {
    const row = $("template", form).content.firstElementChild.cloneNode(true);
    rows.set(shot.id, { row, upload: shot.upload, done: false });
    for (const each of row.querySelectorAll("[data-part]")) {
      const name = `${each.dataset.part}-${shot.id}`.replace(/\s/g, "-");
      each.id = name;
      each.previousElementSibling.htmlFor = name;
      each.value = shot[each.dataset.part] || "";
    }
    $(".filename", row).textContent = shot.name;
    $("details", row).open = open || Boolean(shot.talked || shot.can_help || shot.memos?.length);
    if (file) { picture(row, file); }
    $("[data-retake]", row).onclick = () => { retaken = shot.id; };
    $("[data-use]", row).onclick = () => { $(".seen", row).hidden = true; release(shot.id); };
    $("[data-again]", row).onclick = async () => { await outbox.change(shot.id, (each) => ({ ...each, problem: "", event: $("select", form).value })); sendSoon(); };
    $("[data-dismiss]", row).onclick = () => drop(shot.id).then(count);
    $("[data-later]", row).onclick = () => { $("details", row).open = false; leave(shot.id); };
    let typed;
    row.addEventListener("input", () => { clearTimeout(typed); typed = setTimeout(() => write(shot.id, row, false), 200); });
    row.addEventListener("focusout", (event) => { if (!$(".prompt", row).contains(event.relatedTarget)) { write(shot.id, row, true); } });
    $("[data-record]", row).hidden = Boolean(voice.unable());
    $(".spoken", row).textContent = voice.unable();
    $("[data-record]", row).onclick = () => speak(shot.id, row);
    if (shot.memos?.length) { $(".spoken", row).textContent = "A memo waits on this phone."; }
    $("[data-keep]", row).onclick = () => write(shot.id, row, true);
    list.prepend(row);
    say(shot);
    return row;
  }

  function picture(row, file) {
    const place = $(".face", row);
    const image = document.createElement("img");
    image.alt = "";
    image.src = URL.createObjectURL(file);
    image.onload = image.onerror = () => URL.revokeObjectURL(image.src);
    place.append(image);
    place.hidden = false;
  }

  function lost(name, why) {
    const id = `lost ${name} ${rows.size}`;
    const row = show({ id, name, problem: why });
    $("[data-again]", row).hidden = true;
  }

  function say(shot) {
    const { row } = rows.get(shot.id);
    const unkept = shot.unkept ? " This browser could not keep it: leave the page open until it is sent." : "";
    $(".state", row).textContent = shot.problem || (shot.upload ? "Stored: it is being read." : `Waits on this phone.${unkept}`);
    $(".state", row).classList.toggle("late", Boolean(shot.problem || unkept));
    $(".refused", row).hidden = !shot.problem;
  }

  function hide(id) { rows.get(id)?.row.remove(); rows.delete(id); }

  // ---- the note --------------------------------------------------------------------
  // Kept as it is typed; sent when one leaves it.
  async function write(id, row, ready) {
    const parts = Object.fromEntries([...row.querySelectorAll("[data-part]")].map((each) => [each.dataset.part, each.value.trim()]));
    let news = false;
    await outbox.change(id, (shot) => {
      const before = shot.sent || {};
      news = Object.keys(parts).some((part) => parts[part] !== (before[part] || ""));
      // What was kept a moment ago stays kept: what is typed is written down a little later.
      return { ...shot, ...parts, note: news ? (ready || shot.note === "ready" ? "ready" : "typed") : shot.note };
    });
    if (!ready || !news) { return; }
    $(".verdict", row).textContent = "Kept.";
    release(id);
    sendSoon();
  }

  // Kept as it is recorded, sent when it ends.
  async function speak(id, row) {
    const [button, state] = [$("[data-record]", row), $(".spoken", row)];
    const began = Date.now();
    const memo = { key: `memo ${id} ${began}`, at: began };
    let keeping = Promise.resolve();
    const keep = (blob, open) => {
      keeping = keeping.then(async () => outbox.keepMemo(id, { ...memo, type: blob.type, open }, await blob.arrayBuffer()));
      return keeping;
    };
    if (await voice.speak(button, state, keep)) { state.textContent = "A memo waits on this phone."; }
    release(id);
    sendSoon();
  }

  // A shot that is stored, and of which nothing is written or said, is among those handed in.
  async function leave(id) {
    const shot = await outbox.change(id, (each) => (each.upload && each.note !== "ready" && !each.memos?.length ? null : each));
    if (!shot) { hide(id); }
  }

  function judged(row, note, found) {
    const verdict = $(".verdict", row);
    verdict.classList.toggle("good", Boolean(note?.taken));
    if (!note) { verdict.textContent = "Kept: it goes with whoever is on the photo."; return; }
    verdict.textContent = note.taken ? "A quality connection." : ["Kept.", ...note.refusals.map((each) => each.question)].join(" ");
    if (note.taken && found.length) { $("details", row).open = false; }
  }

  function read(row, answer) {
    const state = $(".state", row);
    state.replaceChildren(...answer.found.map((each) => {
      const link = document.createElement("a");
      const name = document.createElement("bdi");
      name.textContent = each.name;
      link.href = `/people/${each.id}#note`;
      link.append(name);
      const said = document.createElement("span");
      said.className = "quiet";
      said.textContent = [each.work, each.met_before].filter(Boolean).map((text) => ` · ${text}`).join("");
      const line = document.createElement("span");
      line.className = "onit";
      line.append(link, said);
      return line;
    }));
    if (!answer.found.length) { state.textContent = answer.error?.message || "Stored, and it was already there."; }
  }

  async function ask() {
    for (const [id, each] of rows) {
      if (!each.upload || each.done) { continue; }
      const answer = await fetch(`/api/uploads/${each.upload}`).then((got) => (got.ok ? got.json() : null)).catch(() => null);
      if (!answer?.done) { continue; }
      each.done = true;
      read(each.row, answer);
      if (!$("details", each.row).open) { leave(id); }
    }
  }
  setInterval(ask, ASK);

  // ---- on their way ----------------------------------------------------------------
  async function sendSoon() {
    await count();
    if (sending) { sending = "more"; return; }
    sending = true;
    clearTimeout(again);
    sent = 0;
    const why = await outbox.sendAll(post, told, (id) => held.has(id)).catch(() => "This browser could not read what it keeps");
    const more = sending === "more" && !why;
    sending = false;
    $(".sending", form).hidden = true;
    await count(why);
    if (more) { sendSoon(); } else if (why) {
      again = setTimeout(sendSoon, AGAIN);
      navigator.serviceWorker?.ready.then((here) => here.sync?.register("outbox")).catch(() => {});
    }
  }

  async function told(shot, said) {
    const there = rows.get(shot.id);
    if (!said && !shot.problem) {
      if (!shot.upload) { tell(shot); }
      return;
    }
    if (!shot.upload || !there) { if (there) { say(shot); } count(); return; }
    const fresh = !there.upload;
    there.upload = shot.upload;
    if (fresh) {
      sent += 1;
      say(shot);
      htmx.trigger(document.body, "handed-in");
      if (!$("details", there.row).open) { leave(shot.id); }
    } else if (said && "new" in said) {
      $(".spoken", there.row).textContent = "The memo is stored.";
      if (!$("details", there.row).open) { leave(shot.id); }
    } else if (said && "found" in said) {
      judged(there.row, said.note, said.found);
    }
    count();
  }

  async function tell(shot) {
    const place = $(".sending", form);
    place.hidden = false;
    const left = await waiting();
    $("p", place).textContent = `Sending ${sent + 1} of ${sent + Math.max(1, left)}: ${shot.name}`;
    $("progress", place).value = 0;
  }

  const waiting = async () => (await outbox.all()).filter((each) => !each.upload && !each.problem).length;

  async function count(why = "") {
    const waits = await outbox.count();
    window.dispatchEvent(new Event("outbox"));
    const place = $("#waits");
    place.hidden = !waits;
    $("b", place).textContent = `${waits} ${waits === 1 ? "waits" : "wait"} on this phone`;
    $("span", place).textContent = why ? `: ${why[0].toLowerCase()}${why.slice(1)}. Nothing is lost; it goes by itself.` : "";
    $("button", place).hidden = !why;
    if (waits) { navigator.setAppBadge?.(waits).catch(() => {}); } else { navigator.clearAppBadge?.().catch(() => {}); }
  }
  $("#waits button").addEventListener("click", sendSoon);

  function post(url, body) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      let stalled = setTimeout(() => request.abort(), STALLED);
      request.upload.addEventListener("progress", (event) => {
        clearTimeout(stalled);
        stalled = setTimeout(() => request.abort(), STALLED);
        if (event.lengthComputable) { $(".sending progress", form).value = event.loaded / event.total; }
      });
      request.addEventListener("loadend", () => {
        clearTimeout(stalled);
        const lose = request.getResponseHeader("Clear-Site-Data") !== null;
        resolve({ status: request.status, text: request.responseText, lost: lose });
        if (lose) { location.href = "/pair"; }
      });
      request.open("POST", url);
      if (typeof body === "string") { request.setRequestHeader("Content-Type", "application/json"); }
      request.send(body);
    });
  }

  // ---- before the first photo: what does not work here is said --------------------
  async function warn() {
    const said = $("#unready");
    const room = await navigator.storage?.estimate?.().catch(() => null);
    const why = [];
    if (!(await outbox.keeps())) {
      why.push("This browser keeps nothing (a private window?): photos are lost when the page closes before they are sent.");
    } else if (room?.quota && room.quota - room.usage < ROOM) {
      why.push("This phone has hardly any room left: make some before you photograph cards.");
    }
    if (!(await registered())) {
      why.push("This page does not open without a connection yet: the phone does not trust cardscan's certificate.");
      $("a", said).hidden = false;
    }
    said.hidden = !why.length;
    $("span", said).textContent = why.join(" ");
  }

  async function registered() {
    if (!window.isSecureContext || !navigator.serviceWorker) { return false; }
    try {
      await navigator.serviceWorker.register("/static/sw.js", { scope: "/", updateViaCache: "none" });
      return true;
    } catch {
      return !navigator.onLine || Boolean(navigator.serviceWorker.controller);
    }
  }

  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    const button = $("#install");
    button.hidden = false;
    button.onclick = () => { event.prompt(); button.hidden = true; };
  });

  // ---- the beginning -----------------------------------------------------------------
  async function begin() {
    for (const shot of await outbox.all()) {
      const written = shot.talked || shot.can_help;
      if (shot.memos?.some((each) => each.open)) { // the phone died meanwhile: what was said by then goes
        shot.memos = shot.memos.map((each) => ({ ...each, open: false }));
        await outbox.change(shot.id, (each) => ({ ...each, memos: shot.memos }));
      }
      if (shot.upload && shot.note !== "ready" && shot.note !== "typed" && !shot.memos?.length) { await outbox.change(shot.id, () => null); continue; }
      if (written && shot.note === "typed") { await outbox.change(shot.id, (each) => ({ ...each, note: "ready" })); }
      show(shot, shot.upload ? null : new Blob([await outbox.bytesOf(shot.id)], { type: shot.type }));
    }
    warn();
    sendSoon();
  }
  begin();
  window.addEventListener("online", sendSoon);
  navigator.serviceWorker?.addEventListener("message", async () => {
    for (const shot of await outbox.all()) { if (shot.upload && rows.has(shot.id) && !rows.get(shot.id).upload) { told(shot, {}); } }
    count();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") { for (const [id, { row }] of rows) { write(id, row, true); } } else { sendSoon(); }
  });

  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => { take([...input.files]); input.value = ""; });
    input.addEventListener("cancel", () => { retaken = null; });
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => { event.preventDefault(); take([...event.dataTransfer.files]); });
  window.addEventListener("beforeunload", (event) => {
    if ([...rows.keys()].some((id) => typeof id === "string" && id.startsWith("unkept"))) { event.preventDefault(); }
  });

  // ---- this machine's own camera ----------------------------------------------
  const webcam = $("[data-webcam]", form);
  if (navigator.mediaDevices && window.isSecureContext && matchMedia("(hover: hover)").matches) {
    webcam.hidden = false;
    webcam.addEventListener("click", openWebcam);
  }

  async function openWebcam() {
    const place = $(".webcam", form);
    const video = $("video", place);
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 2560 }, height: { ideal: 1440 } } });
    } catch {
      place.hidden = false;
      place.textContent = "The browser does not allow the camera. Allow it in the browser's settings, or choose photos.";
      return;
    }
    place.hidden = false;
    video.srcObject = stream;
    await video.play();
    $("[data-stop]", place).onclick = () => { for (const track of stream.getTracks()) { track.stop(); } place.hidden = true; };
    $("[data-shoot]", place).onclick = () => {
      const canvas = document.createElement("canvas");
      canvas.width = video.videoWidth;
      canvas.height = video.videoHeight;
      canvas.getContext("2d").drawImage(video, 0, 0);
      const name = `webcam-${new Date().toISOString().replace(/\D/g, "").slice(0, 14)}.jpg`;
      canvas.toBlob((blob) => take([new File([blob], name, { type: "image/jpeg" })]), "image/jpeg", 0.92);
    };
  }

  // ---- a row that goes leaves the keys in its list; one that was refused stays ----
  document.addEventListener("htmx:beforeSwap", (event) => {
    const row = event.detail.target.closest("#done > li");
    if (!row) { return; }
    if (event.detail.isError) { event.detail.shouldSwap = false; } else if (row.contains(document.activeElement)) { $("#handed-title").focus(); }
  });
})();
