// Records what is said of a meeting on someone's page, into the form that takes a file; the form then goes by itself.
"use strict";

(() => {
  const form = () => document.querySelector("[data-memo]"); // another one each time the page is put together anew

  function prepare() {
    if (!form() || voice.going()) { return; }
    form().querySelector("[data-record]").hidden = Boolean(voice.unable());
    form().querySelector(".spoken").textContent = voice.unable();
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-memo] [data-record]");
    if (!button) { return; }
    let said = null;
    const state = form().querySelector(".spoken");
    if (!(await voice.speak(button, state, (blob) => { said = blob; })) || !said) { return; }
    const file = new DataTransfer();
    file.items.add(new File([said], `memo ${new Date().toISOString().slice(0, 16)}`, { type: said.type }));
    form().querySelector("input[type=file]").files = file.files;
    state.textContent = "Recorded.";
    form().requestSubmit();
  });

  document.addEventListener("htmx:afterSettle", prepare);
  prepare();
})();
