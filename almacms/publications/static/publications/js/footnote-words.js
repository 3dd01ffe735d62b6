/**
 * wagtail_footnotes writes these words in English: the same elements, in the language of the interface.
 *
 * It also puts the mark of a note in place of the selected words: here the mark comes after them.
 */
(() => {
  const { gettext } = window.django;

  const NoteAfterSelection = (props) => {
    const selection = props.editorState.getSelection();
    const key = selection.getEndKey();
    const offset = selection.getEndOffset();
    const end = selection.merge({ anchorKey: key, anchorOffset: offset, focusKey: key, focusOffset: offset, isBackward: false });
    const editorState = window.DraftJS.EditorState.acceptSelection(props.editorState, end);
    return window.React.createElement(FootnoteSource, { ...props, editorState });
  };

  window.draftail.registerPlugin({
    type: 'FOOTNOTES',
    source: NoteAfterSelection,
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
