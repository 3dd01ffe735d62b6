"""What the speakers' agreement tells the rest of the site."""

from django.dispatch import Signal

speaker_decided = Signal()
"""Sent once a speaker's answer is written; `agreement`, `task_state`, and `decision` (“agreed” or “changes”)."""
