/** wagtail_footnotes writes these words in English: the same elements, in the language of the interface. */
(() => {
  const { gettext } = window.django;

  window.draftail.registerPlugin({
    type: 'FOOTNOTES',
    source: FootnoteSource,
    decorator: (props) => window.React.cloneElement(Footnote(props), { title: gettext('Go to footnote') }),
  });

  const translate = (rows) => {
    rows.querySelectorAll('.footnote-back-links').forEach((links) => {
      links.childNodes.forEach((node) => {
        const english = node.textContent.match(/^↑ (Go to reference)(: )?$/);
        if (english) node.textContent = `↑ ${gettext(english[2] ? 'Go to reference:' : english[1])}`;
      });
    });
  };

  document.addEventListener('DOMContentLoaded', () => {
    const rows = document.getElementById('id_footnotes-FORMS');
    if (!rows) return;
    translate(rows);
    new MutationObserver(() => translate(rows)).observe(rows, { childList: true, subtree: true });
  });
})();
