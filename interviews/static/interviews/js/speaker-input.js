/**
 * Who speaks: a button for each speaker declared in the page's own form, including one added a moment ago.
 *
 * The choice is kept in a hidden input, as the identifier of a person. When the answer begins with the speaker's own
 * name and a colon, a button offers to take them away.
 */
(() => {
  const SPACES = '[ \\u00a0\\u202f\\u2009]*';

  class SpeakerInputController extends window.StimulusModule.Controller {
    static targets = ['choices', 'empty', 'strip'];

    static values = { formset: String, unknown: String, strip: String };

    connect() {
      this.input = this.element.querySelector('input[type="hidden"]');
      this.update = this.update.bind(this);
      this.checkText = this.checkText.bind(this);
      const forms = document.getElementById(`id_${this.formsetValue}-FORMS`);
      if (forms) {
        this.observer = window.observeFields(forms, this.update);
      }
      // Only what stands beside: an interview has hundreds of answers.
      this.block = this.element.closest('[data-streamfield-child]') || this.element;
      this.checkSoon = () => setTimeout(this.checkText, 300);
      // The text editor hands the text over a quarter of a second after the last key.
      this.block.addEventListener('focusout', this.checkSoon);
      this.chooseByNumber = this.chooseByNumber.bind(this);
      // Before the text editor, which would write the character.
      this.block.addEventListener('keydown', this.chooseByNumber, true);
      this.update();
    }

    disconnect() {
      this.observer?.disconnect();
      this.block.removeEventListener('focusout', this.checkSoon);
      this.block.removeEventListener('keydown', this.chooseByNumber, true);
    }

    update() {
      const speakers = window.declaredSpeakers(this.formsetValue);
      const chosen = this.input.value;
      if (chosen && !speakers.some(({ id }) => id === chosen)) {
        speakers.push({ id: chosen, name: this.unknownValue, unknown: true });
      }
      const focused = this.choicesTarget.contains(document.activeElement) && document.activeElement.value;
      this.choicesTarget.replaceChildren(
        ...speakers.map(({ id, name, unknown }, index) => this.choice(id, name, index, Boolean(unknown))),
      );
      const current = this.buttons.find((button) => button.value === chosen) || this.buttons[0];
      current?.setAttribute('tabindex', '0');
      if (focused) this.buttons.find((button) => button.value === focused)?.focus();
      this.emptyTarget.hidden = speakers.length > 0;
      this.checkText();
    }

    get buttons() {
      return [...this.choicesTarget.children];
    }

    get name() {
      return this.buttons.find((button) => button.value === this.input.value)?.textContent;
    }

    choice(id, name, index, unknown) {
      const button = document.createElement('button');
      button.type = 'button';
      button.value = id;
      button.textContent = name;
      button.className = 'speaker-input__choice';
      button.dataset.color = unknown ? 'none' : String((index % 6) + 1);
      button.setAttribute('role', 'radio');
      button.setAttribute('aria-checked', String(id === this.input.value));
      button.setAttribute('tabindex', '-1');
      if (!unknown && index < 9) {
        button.setAttribute('aria-keyshortcuts', `Alt+${index + 1}`);
        button.title = `Alt+${index + 1}`;
      }
      button.addEventListener('click', () => this.choose(id));
      button.addEventListener('keydown', (event) => this.move(event, button));
      return button;
    }

    choose(id) {
      this.input.value = id;
      this.input.dispatchEvent(new Event('change', { bubbles: true }));
      this.update();
    }

    /** The arrows go from one speaker to the next and choose it, as in any group of radio buttons. */
    move(event, button) {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const { buttons } = this;
      const next = buttons[(buttons.indexOf(button) + step + buttons.length) % buttons.length];
      next.focus();
      this.choose(next.value);
    }

    /** Alt and a digit anywhere in the answer, or the digit alone among the buttons; the key, whatever the keyboard's layout. */
    chooseByNumber(event) {
      const among = this.choicesTarget.contains(event.target);
      // With Alt, the keypad's digits write characters by their number.
      const [, digit] = event.code.match(among ? /^(?:Digit|Numpad)([1-9])$/ : /^Digit([1-9])$/) || [];
      if (!digit || event.ctrlKey || event.metaKey || event.shiftKey || !(event.altKey || among)) return;
      const button = this.buttons[digit - 1];
      if (!button) return;
      event.preventDefault();
      event.stopPropagation();
      this.choose(button.value);
      if (among) this.buttons[digit - 1].focus();
    }

    get text() {
      return this.block.querySelector(`[name="${this.input.name.replace(/-speaker$/, '-text')}"]`);
    }

    /** How many characters of the answer's beginning are the speaker's own name and a colon. */
    ownNameLength() {
      const { name } = this;
      if (!name || !this.text?.value) return 0;
      let first = '';
      try {
        first = JSON.parse(this.text.value)?.blocks?.[0]?.text || '';
      } catch {
        return 0;
      }
      const names = [name, name.split(' ')[0]].map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      return first.match(new RegExp(`^\\s*(?:${names.join('|')})${SPACES}:${SPACES}`, 'i'))?.[0].length || 0;
    }

    checkText() {
      const length = this.ownNameLength();
      this.stripTarget.hidden = length === 0;
      if (length) this.stripTarget.textContent = this.stripValue.replace('%s', `${this.name} :`);
    }

    removeName() {
      const length = this.ownNameLength();
      const editor = this.text?.draftailEditor;
      if (!length || !editor) return;
      const { EditorState, Modifier, SelectionState } = window.DraftJS;
      const state = editor.getEditorState();
      const content = state.getCurrentContent();
      const key = content.getFirstBlock().getKey();
      const beginning = SelectionState.createEmpty(key).merge({ anchorOffset: 0, focusOffset: length });
      const shorter = Modifier.removeRange(content, beginning, 'forward');
      editor.onChange(EditorState.push(state, shorter, 'remove-range'));
      this.stripTarget.hidden = true;
    }
  }

  window.wagtail.app.register('speaker-input', SpeakerInputController);
})();
