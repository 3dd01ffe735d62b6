/**
 * The speakers declared in the page's own form, in their order, including one added a moment ago:
 * [{ id, name, order, deleted, row, field }], where `field(name)` gives an input of the row.
 */
window.declaredSpeakers = (formset) =>
  [...document.querySelectorAll(`#id_${formset}-FORMS > [data-inline-panel-child]`)]
    .map((row) => {
      const field = (name) => row.querySelector(`input[name^="${formset}-"][name$="-${name}"]`);
      return {
        id: field('person')?.value,
        name: row.querySelector('[data-chooser-title]')?.textContent.trim(),
        order: Number(field('ORDER')?.value || 0),
        deleted: Boolean(field('DELETE')?.value) && field('DELETE').value !== '0',
        row,
        field,
      };
    })
    .filter(({ id, deleted }) => id && !deleted)
    .sort((a, b) => a.order - b.order);

/** Calls back a moment after anything was written, added, moved or removed below an element. */
window.observeFields = (element, callback, delay = 0) => {
  let timer;
  // Fields come, go and change without any event of their own.
  const observer = new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(callback, delay);
  });
  observer.observe(element, { subtree: true, childList: true, attributes: true, attributeFilter: ['value'] });
  return {
    disconnect() {
      clearTimeout(timer);
      observer.disconnect();
    },
  };
};
