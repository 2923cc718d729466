// What comes back of a form is put into the page part by part: what did not change stays as it is, with what is typed
// in it, and the page does not move. What fails is said, and takes nothing away.
"use strict";

(() => {
  const $ = (what, within = document) => within.querySelector(what);
  const $$ = (what, within = document) => [...within.querySelectorAll(what)];

  let given = $("#main")?.cloneNode(true); // as the server gave it: what was opened, turned or typed since is not in it
  let sent = null; // the form, or part of one, whose answer is coming

  // ---- an answer, part by part ----------------------------------------------
  const key = (element, seen) => {
    if (element.id) { return `#${element.id}`; }
    seen[element.tagName] = (seen[element.tagName] || 0) + 1;
    return `${element.tagName} ${seen[element.tagName]}`;
  };
  const children = (element) => {
    const seen = {};
    return new Map([...element.children].map((child) => [key(child, seen), child]));
  };
  const ownText = (element) =>
    [...element.childNodes].filter((each) => each.nodeType === Node.TEXT_NODE).map((each) => each.data.trim()).join("\n");
  const bound = (element) => element.getAttributeNames().filter((name) => name.startsWith("hx-"))
    .map((name) => `${name}=${element.getAttribute(name)}`).join("\n");

  const changed = (control) => {
    if (control.form && control.form === sent?.closest("form")) { return false; }
    if (control.matches("select")) { return control.selectedIndex !== Math.max(0, [...control.options].findIndex((each) => each.defaultSelected)); }
    if (control.matches("[type=checkbox], [type=radio]")) { return control.checked !== control.defaultChecked; }
    return !control.matches("[type=hidden], [type=file], button") && control.value !== control.defaultValue;
  };
  const typedIn = (element) => [element, ...$$("*", element)].some((each) => each.matches("input, textarea, select") && changed(each));

  // Makes `live`, which was given as `was`, what the server gives now. Returns the elements that are new.
  function renew(live, was, now) {
    const asked = sent && live.contains(sent);
    if (!asked && was.isEqualNode(now)) { return []; }
    const alike = live.tagName === now.tagName && now.children.length && live.children.length
      && ownText(was) === ownText(now) && bound(live) === bound(now);
    if (!alike || live === sent?.closest("form")) {
      if (typedIn(live)) { return []; }
      live.replaceWith(now);
      return [now];
    }
    for (const name of new Set([...was.getAttributeNames(), ...now.getAttributeNames()])) {
      if (was.getAttribute(name) === now.getAttribute(name)) { continue; }
      if (now.hasAttribute(name)) { live.setAttribute(name, now.getAttribute(name)); } else { live.removeAttribute(name); }
    }
    if (asked && live.matches("details")) { live.open = now.open; } // what was opened to be filled in is done with
    return renewChildren(live, children(was), [...children(now)]);
  }

  function renewChildren(live, was, now) {
    const there = children(live);
    const names = new Set(now.map(([name]) => name));
    for (const [name, gone] of there) { if (!names.has(name) && !typedIn(gone)) { gone.remove(); } }
    const fresh = [];
    let last = null;
    for (const [name, part] of now) {
      const old = there.get(name);
      if (!old || (last ? last.nextElementSibling : live.firstElementChild) !== old) {
        if (last) { last.after(old || part); } else { live.prepend(old || part); }
      }
      fresh.push(...(old ? renew(old, was.get(name) || document.createElement("p"), part) : [part]));
      last = old?.isConnected ? old : part;
    }
    return fresh;
  }

  // Puts a whole page that came in the place of the one that is there; the form that was sent stays where it is seen.
  function put(page) {
    const main = $("#main", page);
    const anchor = sent?.closest("#main [id]");
    const before = anchor?.getBoundingClientRect().top;
    const next = main.cloneNode(true);
    const fresh = renew($("#main"), given, main);
    given = next;
    for (const what of ["#notices", ".bar nav"]) {
      const [live, now] = [$(what), $(what, page)];
      if (live && now && !live.isEqualNode(now)) { live.replaceWith(now); fresh.push(now); }
    }
    const after = anchor && document.getElementById(anchor.id);
    if (after) { scrollBy({ top: after.getBoundingClientRect().top - before, behavior: "instant" }); }
    sent = null;
    return fresh;
  }

  htmx.defineExtension("parts", {
    isInlineSwap: (style) => style === "parts",
    handleSwap: (style, _target, page, settling) => {
      if (style !== "parts") { return false; }
      settling.elts.push($("#main"));
      return put(page);
    },
  });

  // What another swap puts into the page was given by the server, too.
  document.addEventListener("htmx:afterSwap", (event) => {
    const id = event.detail.target.id;
    const live = id && id !== "main" && document.getElementById(id);
    if (live) { $(`#${CSS.escape(id)}`, given)?.replaceWith(live.cloneNode(true)); }
  });

  // ---- what fails --------------------------------------------------------------
  function failed(event, why, what) {
    const lost = event.detail.requestConfig.verb === "get" ? "Not loaded" : "Not saved";
    const notice = document.createElement("div");
    notice.className = "notice bad";
    notice.dataset.failed = "";
    notice.setAttribute("role", "alert");
    for (const [line, text] of [[0, `${lost}: ${why}`], ...what.map((each) => [1, each])]) {
      const p = document.createElement("p");
      const place = line ? p : p.appendChild(document.createElement("b"));
      place.append(text);
      notice.append(p);
    }
    if (!$$("#notices [data-failed]").some((each) => each.isEqualNode(notice))) { $("#notices").replaceChildren(notice); }
  }

  function pairing() {
    const link = document.createElement("a");
    link.href = "/pair";
    link.target = "_blank"; // this page stays, with what is typed in it
    link.textContent = "How to pair it again";
    return link;
  }

  const STAYS = "What you typed is still here.";
  const unanswered = (event) =>
    failed(event, "the server does not answer.", [`${STAYS} Start cardscan serve again, or rejoin its network; then send it again.`]);
  document.addEventListener("htmx:sendError", unanswered);
  document.addEventListener("htmx:timeout", unanswered);

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = event.detail;
    const page = xhr.responseText.includes('id="notices"');
    if (xhr.status >= 400 && !page) { // no page of ours, but words on why there is none
      event.detail.shouldSwap = false;
      const said = new DOMParser().parseFromString(xhr.responseText, "text/html");
      const lines = $$("h1, .lead", said).map((each) => each.textContent);
      const [why, ...rest] = lines.length ? lines : [said.body.textContent.trim()];
      failed(event, why.charAt(0).toLowerCase() + why.slice(1), [...rest, STAYS]);
      if (xhr.status === 401) { $("#notices [data-failed]").append(pairing()); }
      return;
    }
    for (const old of $$("#notices [data-failed]")) { old.remove(); }
    if (!page || !requestConfig.elt.closest("[hx-swap^=parts]")) { return; }
    sent = requestConfig.triggeringEvent?.submitter || requestConfig.elt;
    const led = new URL(xhr.responseURL).pathname;
    if (led !== location.pathname && led !== new URL(requestConfig.path, location).pathname) { // to another page
      event.detail.shouldSwap = false;
      location.assign(xhr.responseURL);
    }
  });

  // ---- drafts --------------------------------------------------------------------
  // What was typed within the last moment is on its way to be kept when the page goes, or the phone is put away.
  document.addEventListener("visibilitychange", () => {
    for (const judge of document.hidden ? $$("[data-draft]") : []) {
      const form = judge.closest("form");
      if (typedIn(form)) { navigator.sendBeacon(judge.getAttribute("hx-post"), new URLSearchParams(new FormData(form))); }
    }
  });

  // The word for a notice is spent once the page has come.
  const here = new URL(location.href);
  if (here.searchParams.has("told")) {
    here.searchParams.delete("told");
    history.replaceState(history.state, "", here);
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    const say = $("#notices [data-focus]") || $("#main [data-focus]");
    if (event.detail.target.id === "main" && say && (document.activeElement === document.body || !document.activeElement)) { say.focus({ preventScroll: true }); }
  });
})();
