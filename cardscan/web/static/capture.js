// Photos on their way from this browser: one after the other, each of them until it is sent or given up.
"use strict";

(() => {
  const STALLED = 60_000; // milliseconds without progress after which the connection is taken for dead
  const $ = (what, within = document) => within.querySelector(what);
  const form = $("form[data-upload]");
  const queue = [];
  let sent = 0;
  let busy = false;

  function take(files) {
    queue.push(...files);
    if (!busy) { sendAll(); }
  }

  async function sendAll() {
    busy = true;
    sent = 0;
    while (queue.length) {
      // One after the other: each has its own progress, and one that is lost on the way costs only itself.
      const file = queue.shift();
      tell(file);
      const problem = file.size > +form.dataset.mostBytes ? "This file is too large for a photo of a card." : await send(file);
      sent += 1;
      if (problem) { keep(file, problem); } else { htmx.trigger(document.body, "handed-in"); }
    }
    busy = false;
    $(".sending", form).hidden = true;
  }

  function tell(file) {
    const place = $(".sending", form);
    place.hidden = false;
    $("p", place).textContent = `Sending ${sent + 1} of ${sent + 1 + queue.length}: ${file.name}`;
    $("progress", place).value = 0;
  }

  function keep(file, problem) {
    const row = document.createElement("li");
    const said = document.createElement("span");
    const name = document.createElement("bdi");
    const why = document.createElement("span");
    said.className = "grow";
    name.className = "filename";
    name.textContent = file.name;
    why.className = "late";
    why.textContent = problem;
    said.append(name, document.createElement("br"), why);
    row.append(said, button("Try again", () => { row.remove(); take([file]); }), button("Dismiss", () => row.remove()));
    $(".unsent", form).append(row);
  }

  function button(label, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  }

  function send(file) {
    return new Promise((resolve) => {
      const data = new FormData();
      data.append("event", $("select", form).value);
      data.append("photos", file, file.name);
      data.append("changed", file.lastModified);
      const request = new XMLHttpRequest();
      let stalled = setTimeout(() => request.abort(), STALLED);
      request.upload.addEventListener("progress", (event) => {
        clearTimeout(stalled);
        stalled = setTimeout(() => request.abort(), STALLED);
        if (event.lengthComputable) { $(".sending progress", form).value = event.loaded / event.total; }
      });
      request.addEventListener("loadend", () => { clearTimeout(stalled); resolve(problemOf(request)); });
      request.open("POST", "/api/uploads");
      request.send(data);
    });
  }

  function problemOf(request) {
    if (request.status >= 200 && request.status < 300) { return ""; }
    if (!request.status) { return "Not sent: cardscan cannot be reached. The photo is kept here while this page is open."; }
    try {
      const answer = JSON.parse(request.responseText);
      return [answer.error, answer.advice].filter(Boolean).join(": ");
    } catch {
      return request.responseText.slice(0, 200) || "The photo was not accepted.";
    }
  }

  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => { take([...input.files]); input.value = ""; });
  }
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => { event.preventDefault(); take([...event.dataTransfer.files]); });
  window.addEventListener("beforeunload", (event) => {
    if (busy || $(".unsent li", form)) { event.preventDefault(); }  // the browser asks whether to leave
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
