"""A page's body with the accepted changes: blocks keep their identity, and what was not changed, its very letters."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from uuid import uuid4

from .changes import ORDER, Action, Change, Proposal
from .lines import Line, Links, text_of, write_html
from .outline import LEAD_MARK, TITLE_MARK, Kind, mark_of


@dataclass
class Node:
    """A block, apart from what it holds."""

    mark: str
    block: dict
    is_reply: bool = False


def rebuilt(raw: list[dict], proposal: Proposal, accepted: Collection[str], links: Links) -> list[dict]:
    """The body with the changes whose keys are accepted; the title and the lead are not in it."""
    nodes = list(_flat(raw))
    changes = [change for change in proposal.changes if change.key in accepted]
    if ORDER in accepted and proposal.moved:
        nodes = _in_order(nodes, proposal.order)
    by_mark = {node.mark: node for node in nodes}
    for change in changes:
        if change.unit.mark in by_mark:
            _edit(by_mark[change.unit.mark].block, change, links)
    for change in reversed(changes):
        if change.action is Action.ADD:
            _add(nodes, change, links)
    deleted = {change.unit.mark for change in changes if change.action is Action.DELETE}
    return _tree(_without(nodes, deleted))


def new_title(proposal: Proposal, accepted: Collection[str], title: str) -> str:
    """The title, corrected if that was accepted."""
    return next((text_of(change.lines) for change in _edits(proposal, accepted, TITLE_MARK)), title)


def new_lead(proposal: Proposal, accepted: Collection[str], lead: str) -> str:
    """The lead, corrected or deleted if that was accepted."""
    return next((text_of(change.lines) for change in _edits(proposal, accepted, LEAD_MARK)), lead)


def _edits(proposal: Proposal, accepted: Collection[str], mark: str) -> Iterator[Change]:
    return (change for change in proposal.changes if change.unit.mark == mark and change.key in accepted)


def _flat(raw: Sequence[dict]) -> Iterator[Node]:
    for block in raw:
        if block["type"] != "exchange":
            yield Node(mark_of(block["id"]), block)
            continue
        replies = block["value"]["replies"]
        yield Node(mark_of(block["id"]), {**block, "value": {**block["value"], "replies": []}})
        for reply in replies:
            yield Node(mark_of(reply["id"]), reply, is_reply=True)


def _tree(nodes: Sequence[Node]) -> list[dict]:
    """The blocks put together again: a reply goes to the question before it, those before any, to the first."""
    body: list[dict] = []
    replies: list[dict] = []
    waiting: list[dict] = []
    for node in nodes:
        if node.is_reply:
            (replies if _has_question(body) else waiting).append(node.block)
            continue
        body.append(node.block)
        if node.block["type"] == "exchange":
            replies = node.block["value"]["replies"]
            replies.extend(waiting)
            waiting = []
    return body


def _has_question(body: Sequence[dict]) -> bool:
    return any(block["type"] == "exchange" for block in body)


def _in_order(nodes: Sequence[Node], order: Sequence[str]) -> list[Node]:
    """The blocks in the document's order; what the document does not have stays after what it came after."""
    place = {mark: position for position, mark in enumerate(order)}
    followers: dict[str, list[Node]] = {"": []}
    leader = ""
    for node in nodes:
        if node.mark in place:
            leader = node.mark
            followers[leader] = [node]
        else:
            followers[leader].append(node)
    known = sorted((mark for mark in followers if mark), key=lambda mark: place[mark])
    return [node for mark in ["", *known] for node in followers[mark]]


def _without(nodes: Sequence[Node], deleted: Collection[str]) -> list[Node]:
    """The blocks that stay; a question stays as long as its answers would have no other to go to."""
    kept: list[Node] = []
    has_question = False
    for position, node in enumerate(nodes):
        is_question = node.block["type"] == "exchange"
        following = nodes[position + 1] if position + 1 < len(nodes) else None
        has_answer = following is not None and following.is_reply and following.mark not in deleted
        if node.mark in deleted and not (is_question and has_answer and not has_question):
            continue
        has_question = has_question or is_question
        kept.append(node)
    return kept


def _edit(block: dict, change: Change, links: Links) -> None:
    value = block["value"]
    if change.action is Action.SPEAKER:
        block["value"] = {**value, "speaker": change.speaker}
    elif change.action is Action.EDIT and change.unit.kind is Kind.INTERLUDE:
        block["value"] = write_html(change.lines, change.unit.lines, links)
    elif change.action is Action.EDIT:
        name = "question" if change.unit.kind is Kind.QUESTION else "text"
        block["value"] = {**value, name: _written(change.unit.kind, change.lines, change.unit.lines, links)}


def _written(kind: Kind, lines: Sequence[Line], before: Sequence[Line], links: Links) -> str:
    return write_html(lines, before, links) if kind is Kind.TURN else text_of(lines)


def _add(nodes: list[Node], change: Change, links: Links) -> None:
    identity = str(uuid4())
    value = {"speaker": change.speaker, "text": write_html(change.lines, (), links)}
    position = next(position for position, node in enumerate(nodes) if node.mark == change.after)
    nodes.insert(position + 1, Node(mark_of(identity), {"type": "turn", "value": value, "id": identity}, is_reply=True))
