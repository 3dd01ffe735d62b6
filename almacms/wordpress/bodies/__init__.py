"""From what WordPress stores of a text to the blocks of ours, as plain data; nothing here reads the database."""

from .convert import convert
from .pieces import Body, Source, Surroundings, Target

__all__ = ["Body", "Source", "Surroundings", "Target", "convert"]
