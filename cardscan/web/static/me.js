// Hands my card to another program of this phone, where the browser can; without a connection, too.
"use strict";

(() => {
  const button = document.querySelector("[data-share]");
  const card = document.getElementById("vcard");

  async function contact() {
    const text = card ? card.textContent.replaceAll(/\r?\n/g, "\r\n") : await (await fetch(button.dataset.share)).text();
    return new File([text], "me.vcf", { type: "text/vcard" });
  }

  const empty = new File([""], "me.vcf", { type: "text/vcard" });
  if (!button || !navigator.canShare?.({ files: [empty] })) { return; }
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.share({ files: [await contact()] });
    } catch (error) {
      if (error.name !== "AbortError") { button.hidden = true; }  // what stays is the file
    }
  });
})();
