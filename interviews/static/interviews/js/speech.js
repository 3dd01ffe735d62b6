/**
 * Above the answers: how much each speaker says, counted while one writes, and who says very little.
 * In the speakers' rows: the role and organisation that somebody had last time, where nothing was typed.
 */
(() => {
  /** Words as `interviews.rules.count_words` counts them. */
  const countWords = (text) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

  const isDeleted = (child) => [...child.children].some(({ name, value }) => name?.endsWith('-deleted') && value);

  class SpeechSharesController extends window.StimulusModule.Controller {
    static targets = ['shares', 'row', 'warning'];

    static values = { formset: String, body: String, quiet: Number, words: String, one: String, warning: String };

    connect() {
      this.counted = new WeakMap();
      const count = () => this.count();
      this.observers = [document.getElementById(`id_${this.formsetValue}-FORMS`), this.body]
        .filter(Boolean)
        .map((element) => window.observeFields(element, count, 400));
      this.count();
    }

    disconnect() {
      this.observers.forEach((observer) => observer.disconnect());
    }

    get body() {
      return document.querySelector(`[data-contentpath="${this.bodyValue}"]`);
    }

    /** Words of one answer; read again only when it changed, since an interview has hundreds. */
    wordsOf(field) {
      const known = this.counted.get(field);
      if (known?.value === field.value) return known.words;
      let words = 0;
      try {
        words = (JSON.parse(field.value)?.blocks || []).reduce((sum, { text }) => sum + countWords(text), 0);
      } catch {
        // Not an answer: a pull quote repeats what somebody said.
      }
      this.counted.set(field, { value: field.value, words });
      return words;
    }

    /** Words by identifier of a speaker. */
    totals() {
      const totals = new Map();
      this.body?.querySelectorAll('[data-controller~="speaker-input"] > input[type="hidden"]').forEach((speaker) => {
        for (let child = speaker; (child = child.parentElement?.closest('[data-streamfield-child]')); ) {
          if (isDeleted(child)) return;
        }
        const text = speaker
          .closest('[data-streamfield-child]')
          ?.querySelector(`[name="${speaker.name.replace(/-speaker$/, '-text')}"]`);
        if (text) totals.set(speaker.value, (totals.get(speaker.value) || 0) + this.wordsOf(text));
      });
      return totals;
    }

    count() {
      const totals = this.totals();
      const speakers = window.declaredSpeakers(this.formsetValue).map(({ id, name }) => ({
        name,
        words: totals.get(id) || 0,
      }));
      const all = speakers.reduce((sum, { words }) => sum + words, 0);
      const rows = speakers.map(({ name, words }, index) => this.row(name, words, all, index));
      this.sharesTarget.replaceChildren(...rows);
      this.warn(all ? speakers.filter(({ words }) => words * 100 < all * this.quietValue) : []);
    }

    row(name, words, all, index) {
      const row = this.rowTarget.content.firstElementChild.cloneNode(true);
      const share = all ? Math.round((words * 100) / all) : 0;
      row.dataset.color = String((index % 6) + 1);
      row.querySelector('[data-name]').textContent = name;
      row.querySelector('meter').value = share;
      row.querySelector('[data-words]').textContent = (words < 2 ? this.oneValue : this.wordsValue)
        .replace('{words}', words.toLocaleString(document.documentElement.lang))
        .replace('{share}', share);
      return row;
    }

    warn(quiet) {
      const names = quiet.map(({ name }) => name).join(', ');
      const said = names && this.warningValue.replace('{names}', names);
      // Said once by a screen reader, not at each key.
      if (this.warningTarget.textContent !== said) this.warningTarget.textContent = said;
      this.warningTarget.parentElement.hidden = !names;
    }
  }

  class SpeakerRolesController extends window.StimulusModule.Controller {
    static values = { formset: String, url: String };

    connect() {
      const forms = document.getElementById(`id_${this.formsetValue}-FORMS`);
      if (!forms) return;
      this.chosen = new WeakMap();
      window.declaredSpeakers(this.formsetValue).forEach(({ row, id }) => this.chosen.set(row, id));
      this.observer = window.observeFields(forms, () => this.look());
    }

    disconnect() {
      this.observer?.disconnect();
    }

    look() {
      window.declaredSpeakers(this.formsetValue).forEach((speaker) => {
        if (this.chosen.get(speaker.row) === speaker.id) return;
        this.chosen.set(speaker.row, speaker.id);
        this.propose(speaker);
      });
    }

    async propose({ row, id, field }) {
      const response = await fetch(`${this.urlValue}?person=${encodeURIComponent(id)}`);
      if (!response.ok || this.chosen.get(row) !== id) return;
      const proposal = await response.json();
      const inputs = ['role', 'organisation'].map((name) => [field(name), proposal[name]]);
      // Together or not at all: a role typed by hand does not go with an organisation of another day.
      if (inputs.some(([input]) => !input || (input.value && input.value !== input.dataset.proposed))) return;
      inputs.forEach(([input, value]) => {
        input.value = value;
        input.dataset.proposed = value;
        input.dispatchEvent(new Event('input', { bubbles: true }));
        input.dispatchEvent(new Event('change', { bubbles: true }));
      });
    }
  }

  window.wagtail.app.register('speech-shares', SpeechSharesController);
  window.wagtail.app.register('speaker-roles', SpeakerRolesController);
})();
