// Records what is said of a photo. What was recorded is handed on every few seconds: a phone that dies loses no more.
"use strict";

const voice = (() => {
  const KINDS = ["audio/mp4", "audio/webm;codecs=opus", "audio/ogg;codecs=opus"];
  const [OFTEN, LONGEST, RATE] = [3_000, 600_000, 32_000]; // milliseconds, twice; bits a second
  let going = null; // one at a time

  // Says why nothing can be recorded here; "" where it can.
  function unable() {
    if (!window.isSecureContext) { return "Recording needs https: start cardscan serve without --no-tls."; }
    return navigator.mediaDevices?.getUserMedia && window.MediaRecorder ? "" : "This browser cannot record sound.";
  }

  // Begins; `keep` is given all so far as a Blob, and whether it goes on. Throws where the microphone is refused.
  async function record(keep) {
    await stop();
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const mimeType = KINDS.find((each) => MediaRecorder.isTypeSupported(each));
    const recorder = new MediaRecorder(stream, { ...(mimeType && { mimeType }), audioBitsPerSecond: RATE });
    const parts = [];
    const ended = new Promise((resolve) => {
      recorder.addEventListener("dataavailable", (event) => {
        if (event.data.size) { parts.push(event.data); }
        if (parts.length && recorder.state === "recording") { keep(new Blob(parts, { type: recorder.mimeType }), true); }
      });
      recorder.addEventListener("stop", async () => {
        for (const track of stream.getTracks()) { track.stop(); }
        going = null;
        if (parts.length) { await keep(new Blob(parts, { type: recorder.mimeType }), false); }
        resolve();
      });
    });
    recorder.start(OFTEN);
    const last = setTimeout(stop, LONGEST);
    going = () => { clearTimeout(last); if (recorder.state !== "inactive") { recorder.stop(); } return ended; };
    return ended;
  }

  // Records by a button until it is pressed once more, and says beside it how it goes; tells whether it was recorded.
  async function speak(button, state, keep) {
    if (button.ariaPressed === "true") { stop(); return false; }
    const began = Date.now();
    const ticks = setInterval(() => { state.textContent = `Recording: ${Math.round((Date.now() - began) / 1000)} s`; }, 500);
    button.ariaPressed = "true";
    button.textContent = "Stop";
    try {
      await record(keep);
      return true;
    } catch {
      state.textContent = "Nothing was recorded: allow the microphone in the browser's settings, and see that there is room.";
      return false;
    } finally {
      clearInterval(ticks);
      button.ariaPressed = "false";
      button.textContent = "Record another memo";
    }
  }

  // Ends what is being recorded, if anything is, once it is kept.
  async function stop() { await going?.(); }

  document.addEventListener("visibilitychange", () => { if (document.hidden) { stop(); } }); // phones take the microphone then
  return { going: () => Boolean(going), speak, unable };
})();
