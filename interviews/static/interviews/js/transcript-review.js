/**
 * The review of a transcript: each correction is sent as its button would send it, and only what it changes comes back.
 *
 * The buttons work without this script. With it the page stays where it is, the focus where it was, one key goes from
 * a paragraph's tools to the next's, and what was done is said to those who do not see it.
 */
(() => {
  const toolsOf = (row) => [...row.querySelectorAll('[role="toolbar"] button')];

  class TranscriptReviewController extends window.StimulusModule.Controller {
    static targets = ['overview', 'pieces', 'status', 'counts'];

    static values = { version: String, failed: String };

    connect() {
      this.queue = Promise.resolve();
      this.rest(this.piecesTarget);
    }

    /** A toolbar is one stop for the tab key. */
    rest(parent) {
      parent.querySelectorAll('[role="toolbar"]').forEach((toolbar) => {
        const tools = [...toolbar.children];
        const current = tools.find((tool) => tool.getAttribute('aria-pressed') === 'true') || tools[0];
        tools.forEach((tool) => tool.setAttribute('tabindex', tool === current ? '0' : '-1'));
      });
    }

    enter({ target }) {
      const toolbar = target.closest('[role="toolbar"]');
      toolbar?.querySelectorAll('button').forEach((tool) => tool.setAttribute('tabindex', tool === target ? '0' : '-1'));
    }

    /** Left and right within a paragraph's tools; up and down to the same tool of another paragraph. */
    move(event) {
      const tool = event.target.closest('[role="toolbar"] button');
      if (!tool || event.altKey || event.ctrlKey || event.metaKey) return;
      const row = tool.closest('.import-row');
      const tools = toolsOf(row);
      const at = tools.indexOf(tool);
      let next;
      if (event.key === 'ArrowRight') next = tools[(at + 1) % tools.length];
      if (event.key === 'ArrowLeft') next = tools[(at - 1 + tools.length) % tools.length];
      if (event.key === 'Home') [next] = tools;
      if (event.key === 'End') next = tools.at(-1);
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        const rows = [...this.piecesTarget.querySelectorAll('.import-row')];
        const other = rows[rows.indexOf(row) + (event.key === 'ArrowDown' ? 1 : -1)];
        const others = other ? toolsOf(other) : [];
        next = others.find(({ textContent }) => textContent === tool.textContent) || others[0];
      }
      if (!next) return;
      event.preventDefault();
      next.focus();
      next.closest('.import-row').scrollIntoView({ block: 'nearest' });
    }

    /** A field of the speakers is applied when it is left. */
    change({ target }) {
      if (target.form?.id === 'import-speakers') target.form.requestSubmit(target.form.elements.apply);
    }

    submit(event) {
      const { target: form, submitter } = event;
      if (this.plain || !submitter || ['confirm', 'forget'].includes(submitter.name)) return;
      event.preventDefault();
      const body = new FormData(form, submitter);
      this.queue = this.queue.then(() => this.send(body, submitter));
    }

    async send(body, submitter) {
      body.set('version', this.versionValue);
      this.element.setAttribute('aria-busy', 'true');
      try {
        const response = await fetch(window.location.pathname, {
          method: 'POST',
          body,
          headers: { Accept: 'application/json' },
        });
        if (!response.ok || response.redirected) throw new Error(response.statusText);
        this.show(await response.json(), submitter);
      } catch {
        this.say(this.failedValue, true);
      } finally {
        this.element.removeAttribute('aria-busy');
      }
    }

    show(answer, submitter) {
      const place = this.placeOf(document.activeElement === document.body ? submitter : document.activeElement);
      const top = place.row?.getBoundingClientRect().top;
      const old = [...this.piecesTarget.children].slice(answer.start, answer.end < 0 ? undefined : answer.end);
      const fresh = document.createElement('template');
      fresh.innerHTML = answer.pieces;
      this.rest(fresh.content);
      const before = this.piecesTarget.children[answer.start + old.length] || null;
      old.forEach((piece) => piece.remove());
      this.piecesTarget.insertBefore(fresh.content, before);
      this.overviewTarget.innerHTML = answer.overview;
      this.versionValue = answer.version;
      this.say(answer.status, answer.failed);
      if (!answer.failed) this.countsTarget.textContent = answer.status;
      this.focus(place, top);
    }

    placeOf(element) {
      const row = element?.closest?.('.import-row');
      return { row, rowId: row?.id, id: element?.id, value: element?.value, name: element?.name };
    }

    /** Back to the same button, or the nearest thing that is left of it, without the page moving. */
    focus({ rowId, id, value, name }, top) {
      const row = rowId && document.getElementById(rowId);
      if (row) {
        const cut = row.querySelector('.import-cut');
        const same = toolsOf(row).find((tool) => tool.value === value && tool.name === name);
        const target = (name === 'open' && cut) || same || row.querySelector('[aria-pressed="true"]') || row;
        target.focus({ preventScroll: true });
        window.scrollBy({ top: row.getBoundingClientRect().top - top, behavior: 'instant' });
      } else {
        const button = name && this.overviewTarget.querySelector(`button[name="${name}"]`);
        (document.getElementById(id) || button || document.getElementById('import-doubts')).focus();
      }
    }

    say(text, failed = false) {
      this.statusTarget.textContent = text;
      this.statusTarget.classList.toggle('w-sr-only', !failed);
      this.statusTarget.classList.toggle('import-failed', failed);
    }
  }

  window.wagtail.app.register('transcript-review', TranscriptReviewController);
})();
