/* Enhancements only: everything here has a way without script. */
(() => {
  const wide = matchMedia("(min-width: 72rem)");

  // The list of questions or headings follows the reader.
  const panel = document.querySelector(".panel");
  if (panel) {
    // Beside the text the panel is always shown (see the style sheet): say so to assistive technology too.
    const unfold = () => { panel.open = wide.matches; };
    wide.addEventListener("change", unfold);
    unfold();

    const links = [...panel.querySelectorAll('.contents a[href^="#"]')];
    const entries = links
      .map((link) => ({ link, target: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
      .filter(({ target }) => target);
    let current = null;
    let waiting = false;
    const follow = () => {
      waiting = false;
      const line = Math.min(innerHeight / 3, 240);
      const past = entries.filter(({ target }) => target.offsetParent && target.getBoundingClientRect().top <= line);
      const link = past.length ? past[past.length - 1].link : null;
      if (link === current) return;
      current?.removeAttribute("aria-current");
      current = link;
      link?.setAttribute("aria-current", "true");
      if (wide.matches) panel.scrollTop = link ? link.offsetTop - panel.clientHeight / 2 : 0;
    };
    const soon = () => {
      if (!waiting) requestAnimationFrame(follow);
      waiting = true;
    };
    addEventListener("scroll", soon, { passive: true });
    addEventListener("resize", soon, { passive: true });
    panel.addEventListener("change", soon);
    follow();

    // On a narrow screen the panel covers the text it points at: fold it away.
    panel.addEventListener("click", (event) => {
      if (event.target.closest(".contents a") && !wide.matches) panel.open = false;
    });
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && panel.open && !wide.matches) {
        panel.open = false;
        panel.querySelector("summary").focus();
      }
    });
  }

  // A click on a heading also copies its address; a question's is the one that is shared, and it has a button.
  const toast = document.querySelector(".toast");
  const reveal = (button) => { (button.closest("li[hidden]") ?? button).hidden = false; };
  if (toast && navigator.clipboard) {
    document.querySelectorAll("button[data-copy]").forEach(reveal);
    let clearing;
    document.addEventListener("click", async (event) => {
      const source = event.target.closest("a.permalink, [data-copy]");
      if (!source) return;
      const section = source.closest(".exchange");
      const button = section ? section.querySelector("[data-copy]") : source.closest("[data-copy]");
      toast.replaceChildren();
      try {
        await navigator.clipboard.writeText(button ? new URL(button.dataset.copy, location.href).href : source.href);
      } catch {
        // The browser refuses: the address bar has it instead.
        if (section && source === button) location.hash = section.id;
        return;
      }
      toast.textContent = toast.dataset.copied;
      clearTimeout(clearing);
      clearing = setTimeout(() => toast.replaceChildren(), 2500);
    });
  }

  // The device's own way of passing things on.
  const share = document.querySelector("[data-share]");
  if (share && navigator.share) {
    reveal(share);
    share.addEventListener("click", () => {
      // Refused when the reader closes it.
      navigator.share({ title: share.dataset.shareTitle, url: share.dataset.share }).catch(() => {});
    });
  }

  // “Écouter”: the choice and the address say the same. Without script, either one does it alone.
  const voices = document.querySelector(".listen");
  if (voices) {
    const tick = (place) => { document.getElementById(`voice-${place}`).checked = true; };
    const hear = () => {
      // At first, :target is not known yet.
      const target = document.getElementById(location.hash.slice(1));
      if (target?.matches(".listening > p")) tick(target.dataset.voice);
      else if (target?.matches(".exchange") && !target.offsetParent) {
        tick(0);
        target.scrollIntoView();
      }
    };
    tick(0);
    hear();
    addEventListener("hashchange", hear);
    voices.addEventListener("change", ({ target }) => {
      const notice = document.querySelector(`.listening > [data-voice="${target.value}"]`);
      history.replaceState(null, "", notice ? `#${notice.id}` : location.pathname + location.search);
    });
  }

  // Suggestions under a search box are fetched when somebody goes to it.
  const suggest = ({ target }) => {
    const form = target?.closest?.("form[data-suggestions]");
    if (form && !form.dataset.enhanced) import(form.dataset.script).catch(() => {});
  };
  document.addEventListener("focusin", suggest);
  suggest({ target: document.activeElement });

  // The other site is contacted only when the reader presses the button.
  for (const figure of document.querySelectorAll("[data-embed-url]")) {
    const button = figure.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => {
      const frame = document.createElement("iframe");
      frame.src = figure.dataset.embedUrl;
      frame.title = figure.dataset.embedTitle || button.textContent;
      frame.allow = "fullscreen; picture-in-picture";
      // Whatever it does, it stays in its frame.
      frame.sandbox = "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-presentation";
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      frame.tabIndex = -1;
      figure.querySelector(".embed-frame").replaceChildren(frame);
      frame.focus();
    });
  }
})();
