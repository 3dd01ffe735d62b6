/**
 * Splits an answer in two, and joins it to the one before.
 *
 * Wagtail splits only a rich text that stands by itself in a stream (wagtail/wagtail#10509); an answer stands beside its
 * speaker. The stream's blocks and the text editor's state are Wagtail's: formatting, links, lists and comments follow.
 */
(() => {
  /** The block of a stream that is drawn by this element, with the stream it is in: { stream, child }. */
  const findChild = (block, element) => {
    for (const child of block.children || []) {
      if (child.element === element) return { stream: block, child };
      if (child.element.contains(element)) return findChild(child.block, element);
    }
    for (const inner of Object.values(block.childBlocks || {})) {
      const found = findChild(inner, element);
      if (found) return found;
    }
    return null;
  };

  const fieldOf = (child) => child.block.childBlocks.text.widget.input;

  const stateIn = (child) => fieldOf(child).draftailEditor.getEditorState();

  /** Hand a state to the form at once, without the marks of comments: the editor does it a quarter of a second later. */
  const keep = (child, state) => {
    const raw = window.Draftail.serialiseEditorStateToRaw(state);
    raw?.blocks.forEach((block) => {
      block.inlineStyleRanges = block.inlineStyleRanges.filter(({ style }) => !style.startsWith('COMMENT-'));
    });
    fieldOf(child).value = JSON.stringify(raw);
  };

  const show = (child, state) => {
    fieldOf(child).draftailEditor.onChange(state);
    keep(child, state);
  };

  const isEmpty = (block) => block.getType() === 'unstyled' && !block.getText().trim();

  /** These blocks without the empty paragraphs at either end. */
  const trimmed = (blocks) => {
    const last = blocks.findLastIndex((block) => !isEmpty(block));
    return blocks.slice(Math.max(0, blocks.findIndex((block) => !isEmpty(block))), last + 1);
  };

  /** A state of these blocks alone, the cursor at the beginning of one of them; what is undone does not reach further. */
  const stateOf = (state, blocks, cursor = blocks[0]) => {
    const { ContentState, EditorState, SelectionState } = window.DraftJS;
    const content = ContentState.createFromBlockArray(blocks);
    const pushed = EditorState.push(state, content, 'remove-range');
    const selection = SelectionState.createEmpty(cursor.getKey());
    return EditorState.set(EditorState.acceptSelection(pushed, selection), {
      undoStack: EditorState.createEmpty().getUndoStack(),
    });
  };

  /** The blocks before and after the cursor; where it was not placed, the first paragraph and what follows. */
  const parted = (state) => {
    const { Modifier } = window.DraftJS;
    const content = state.getCurrentContent();
    const selection = state.getSelection();
    const start = selection.merge({
      anchorKey: selection.getStartKey(),
      anchorOffset: selection.getStartOffset(),
      focusKey: selection.getStartKey(),
      focusOffset: selection.getStartOffset(),
      isBackward: false,
    });
    const key = start.getAnchorKey();
    if (start.getAnchorOffset() === 0) {
      // At the beginning of a paragraph: between two of them, nothing is cut.
      const blocks = content.getBlocksAsArray();
      const index = blocks.findIndex((block) => block.getKey() === key) || 1;
      return [blocks.slice(0, index), blocks.slice(index)];
    }
    const blocks = Modifier.splitBlock(content, start).getBlocksAsArray();
    const index = blocks.findIndex((block) => block.getKey() === key) + 1;
    return [blocks.slice(0, index), blocks.slice(index)];
  };

  const moveComments = (from, to, blocks) => {
    const { comments } = window;
    const [oldPath, newPath] = [from, to].map((child) => comments?.getContentPath(child.block.childBlocks.text.element));
    if (!oldPath || !newPath || !comments.commentApp) return;
    const moved = new Set();
    blocks.forEach((block) =>
      block.getCharacterList().forEach((character) => character.getStyle().forEach((style) => moved.add(style))),
    );
    const { commentApp } = comments;
    const select = commentApp.utils.selectCommentsForContentPathFactory(oldPath);
    select(commentApp.store.getState())
      .filter(({ localId }) => moved.has(`COMMENT-${localId}`))
      .forEach(({ localId }) => commentApp.updateContentPath(localId, newPath));
  };

  class TurnToolsController extends window.StimulusModule.Controller {
    static targets = ['split', 'merge', 'message'];

    static values = { nowhere: String };

    connect() {
      this.turn = this.element.closest('[data-streamfield-child]');
      const type = this.turn && [...this.turn.children].find(({ name }) => name?.endsWith('-type'));
      if (type?.value !== 'turn') return;
      this.element.hidden = false;
      this.refresh = this.refresh.bind(this);
      this.onKey = this.onKey.bind(this);
      // Before the text editor, which would write a line.
      this.turn.addEventListener('keydown', this.onKey, true);
      this.turn.addEventListener('focusin', this.refresh);
      this.turn.addEventListener('pointerenter', this.refresh);
      // What comes before may be added, moved or removed.
      this.observer = new MutationObserver(this.refresh);
      this.observer.observe(this.turn.parentElement, { childList: true });
      setTimeout(this.refresh);
    }

    disconnect() {
      this.observer?.disconnect();
      if (!this.observer) return;
      this.turn.removeEventListener('keydown', this.onKey, true);
      this.turn.removeEventListener('focusin', this.refresh);
      this.turn.removeEventListener('pointerenter', this.refresh);
    }

    find() {
      const root = this.turn.closest('[id$="-root"]')?.rootBlock;
      return root ? findChild(root, this.turn) : null;
    }

    /** The answer just before this one; none when a picture or a pull quote stands between. */
    previous({ stream, child }) {
      const before = stream.children[child.index - 1];
      return before?.type === 'turn' ? before : null;
    }

    refresh() {
      const found = this.find();
      this.mergeTarget.disabled = !found || !this.previous(found);
    }

    onKey(event) {
      if (event.key !== 'Enter' || !event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.shiftKey) {
        this.merge();
      } else {
        this.split();
      }
    }

    split() {
      const found = this.find();
      if (!found) return;
      const { stream, child } = found;
      const state = stateIn(child);
      const [before, after] = parted(state).map(trimmed);
      this.messageTarget.textContent = before.length && after.length ? '' : this.nowhereValue;
      if (!before.length || !after.length) return;
      const text = stateOf(state, after);
      const value = { speaker: child.block.childBlocks.speaker.getState(), text };
      const { id } = child.getDuplicatedState();
      const added = stream.insert({ type: 'turn', id, value }, child.index + 1, {});
      keep(added, text);
      moveComments(child, added, after);
      show(child, stateOf(state, before, before.at(-1)));
      // Its buttons are drawn a moment later.
      setTimeout(() => added.element.querySelector('[role="radio"][tabindex="0"]')?.focus(), 50);
    }

    merge() {
      const found = this.find();
      const target = found && this.previous(found);
      if (!target) return;
      const state = stateIn(target);
      const [before, after] = [state, stateIn(found.child)].map((each) =>
        trimmed(each.getCurrentContent().getBlocksAsArray()),
      );
      moveComments(found.child, target, after);
      if (after.length) show(target, stateOf(state, [...before, ...after], after[0]));
      found.stream.deleteBlock(found.child.index, {});
      fieldOf(target).draftailEditor.focus();
    }
  }

  window.wagtail.app.register('turn-tools', TurnToolsController);
})();
