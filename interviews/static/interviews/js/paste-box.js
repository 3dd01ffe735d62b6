/**
 * A box that takes formatted text: what is pasted keeps its bold, its titles and its lists.
 *
 * It stands in place of the plain field, which remains for a browser without scripts; its HTML goes with the form in a
 * hidden field, from which it is shown again when something was refused. The browser's own “back” finds it in the
 * page's place in the history: editorial pages are never kept in a cache.
 */
(() => {
  class PasteBoxController extends window.StimulusModule.Controller {
    static targets = ['box', 'markup'];

    connect() {
      this.plain = this.element.querySelector('[name="text"]');
      this.label = this.element.querySelector(`label[for="${this.plain.id}"]`);
      this.boxTarget.innerHTML = this.markupTarget.value || window.history.state?.pasted || '';
      if (!this.boxTarget.textContent.trim() && this.plain.value) this.boxTarget.innerText = this.plain.value;
      this.keep = this.keep.bind(this);
      this.boxTarget.contentEditable = 'true';
      this.boxTarget.hidden = false;
      this.boxTarget.setAttribute('aria-describedby', this.plain.getAttribute('aria-describedby') || '');
      if (this.label) {
        this.boxTarget.setAttribute('aria-label', this.label.textContent.trim());
        this.focusBox = (event) => {
          event.preventDefault();
          this.boxTarget.focus();
        };
        this.label.addEventListener('click', this.focusBox);
      }
      this.plain.hidden = true;
      this.boxTarget.addEventListener('input', this.keep);
      this.remember = this.remember.bind(this);
      this.plain.form.addEventListener('submit', this.remember);
      this.keep();
    }

    disconnect() {
      this.boxTarget.removeEventListener('input', this.keep);
      this.plain.form.removeEventListener('submit', this.remember);
      this.label?.removeEventListener('click', this.focusBox);
    }

    keep() {
      this.markupTarget.value = this.boxTarget.innerHTML;
      this.plain.value = '';
    }

    remember() {
      try {
        window.history.replaceState({ ...window.history.state, pasted: this.markupTarget.value }, '');
      } catch {
        // Larger than a browser's history takes: “Previous step” gives it back all the same.
      }
    }
  }

  window.wagtail.app.register('paste-box', PasteBoxController);
})();
