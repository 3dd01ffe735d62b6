/*
 * Starts the widgets that Wagtail starts with inline scripts: pickers of dates, inline panels, choosers. Where Wagtail
 * writes a script, templates/wagtailadmin/ and choosers.py write an element that names the starter and its arguments.
 */
(() => {
  // What an element may name: Wagtail's own starters, and nothing else that window holds.
  const STARTERS = /^(init(Date|Time|DateTime)Chooser|createTaskChooser|InlinePanel|MultipleChooserPanel|\w*Chooser)$/;

  /** JSON with its quotes escaped: where Wagtail numbers a new row, it looks for the prefix up to the next quote. */
  const unescape = (text) => JSON.parse(JSON.parse(`"${text}"`));

  /** Once for each element: one that is only moved is connected again, and its widget is there already. */
  const start = (element) => {
    const { legacyWidgetStarterValue: name, legacyWidgetTargetValue: target, started } = element.dataset;
    if (started || !STARTERS.test(name)) return;
    element.dataset.started = "true";
    const options = unescape(element.dataset.legacyWidgetOptionsValue);
    const values = target ? [target, options] : [options];
    if (/^[A-Z]/.test(name)) {
      new window[name](...values);
    } else {
      window[name](...values);
    }
  };

  class LegacyWidgetController extends window.StimulusModule.Controller {
    connect() {
      if (document.readyState === "loading") {
        // Wagtail's scripts for a form stand after this one.
        document.addEventListener("DOMContentLoaded", () => start(this.element), { once: true });
      } else {
        start(this.element);
      }
    }
  }

  window.wagtail.app.register("legacy-widget", LegacyWidgetController);

  // A new row of a multiple chooser is filled as soon as it is made, before Stimulus has seen it.
  document.addEventListener("w-formset:added", ({ target }) => {
    target.querySelectorAll("[data-controller='legacy-widget']").forEach(start);
  });
})();
