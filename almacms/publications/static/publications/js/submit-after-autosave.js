/**
 * A button pressed while autosave is at work waits for it.
 *
 * The first autosave of a new page creates it and only then points the form at it: a form sent in between would create
 * the page a second time.
 */
(() => {
  document.addEventListener(
    'submit',
    (event) => {
      const form = event.target;
      const autosave = window.wagtail.app.getControllerForElementAndIdentifier(form, 'w-autosave');
      if (!autosave?.submitPromise) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      autosave.submitPromise.finally(() => form.requestSubmit(event.submitter));
    },
    { capture: true },
  );
})();
