/*
 * Starts the widgets that Wagtail starts with inline scripts: date and time pickers, inline panels. Our templates in
 * templates/wagtailadmin/ write, instead of each script, an element that names the widget and holds its options.
 */
(() => {
  /** Wagtail's scripts for a form stand after this one: wait for them, unless the page is already complete. */
  const whenLoaded = (action) => {
    if (document.readyState === "loading") {
      document.addEventListener("DOMContentLoaded", action, { once: true });
    } else {
      action();
    }
  };

  class LegacyWidgetController extends window.StimulusModule.Controller {
    static values = { kind: String, target: String, options: Object };

    connect() {
      // An element that is only moved is connected again: its widget is there already.
      if (this.element.dataset.started) return;
      this.element.dataset.started = "true";
      whenLoaded(() => this.start());
    }

    start() {
      const starters = {
        date: () => window.initDateChooser(this.targetValue, this.optionsValue),
        time: () => window.initTimeChooser(this.targetValue, this.optionsValue),
        datetime: () => window.initDateTimeChooser(this.targetValue, this.optionsValue),
        "inline-panel": () => new window.InlinePanel(this.optionsValue),
        "multiple-chooser-panel": () => new window.MultipleChooserPanel(this.optionsValue),
      };
      starters[this.kindValue]();
    }
  }

  window.wagtail.app.register("legacy-widget", LegacyWidgetController);
})();
